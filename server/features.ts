import { callHierarchyFeature } from './call-hierarchy.js';
import { codeLensFeature } from './code-lens.js';
import { decodeFeature } from './decode.js';
import { definitionFeature } from './definition.js';
import { documentHighlightFeature } from './document-highlight.js';
import { documentLinksFeature } from './document-links.js';
import { documentSymbolsFeature } from './document-symbols.js';
import { exampleFeature } from './example.js';
import type { Feature } from './feature.js';
import { hoverFeature } from './hover.js';
import { libraryTextFeature } from './library-text.js';
import { referencesFeature } from './references.js';
import { renameFeature } from './rename.js';
import { runFeature } from './run.js';
import { workspaceSymbolsFeature } from './workspace-symbols.js';

/** All features of the server; each tells and registers itself. */
export const features: readonly Feature[] = [
    callHierarchyFeature,
    codeLensFeature,
    decodeFeature,
    definitionFeature,
    documentHighlightFeature,
    documentLinksFeature,
    documentSymbolsFeature,
    exampleFeature,
    hoverFeature,
    libraryTextFeature,
    referencesFeature,
    renameFeature,
    runFeature,
    workspaceSymbolsFeature
];
