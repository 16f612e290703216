import { callHierarchyFeature } from './call-hierarchy.js';
import { codeActionsFeature } from './code-actions.js';
import { codeLensFeature } from './code-lens.js';
import { completionFeature } from './completion.js';
import { criticalPathFeature } from './critical-path.js';
import { decodeFeature } from './decode.js';
import { definitionFeature } from './definition.js';
import { documentHighlightFeature } from './document-highlight.js';
import { documentLinksFeature } from './document-links.js';
import { documentSymbolsFeature } from './document-symbols.js';
import { exampleFeature } from './example.js';
import { expectationsFeature } from './expectations.js';
import type { Feature } from './feature.js';
import { flowFeature } from './flow.js';
import { foldingFeature } from './folding.js';
import { formattingFeature } from './formatting.js';
import { hoverFeature } from './hover.js';
import { inlayHintsFeature } from './inlay-hints.js';
import { libraryTextFeature } from './library-text.js';
import { moveFilesFeature } from './move-files.js';
import { referencesFeature } from './references.js';
import { renameFeature } from './rename.js';
import { runFeature } from './run.js';
import { selectionRangeFeature } from './selection-range.js';
import { semanticTokensFeature } from './semantic-tokens.js';
import { signatureHelpFeature } from './signature-help.js';
import { workspaceSymbolsFeature } from './workspace-symbols.js';

/** All features of the server; each tells and registers itself. */
export const features: readonly Feature[] = [
    callHierarchyFeature,
    codeActionsFeature,
    codeLensFeature,
    completionFeature,
    criticalPathFeature,
    decodeFeature,
    definitionFeature,
    documentHighlightFeature,
    documentLinksFeature,
    documentSymbolsFeature,
    exampleFeature,
    expectationsFeature,
    flowFeature,
    foldingFeature,
    formattingFeature,
    hoverFeature,
    inlayHintsFeature,
    libraryTextFeature,
    moveFilesFeature,
    referencesFeature,
    renameFeature,
    runFeature,
    selectionRangeFeature,
    semanticTokensFeature,
    signatureHelpFeature,
    workspaceSymbolsFeature
];
