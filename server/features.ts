import { codeActionsFeature } from './code-actions.js';
import { codeLensFeature } from './code-lens.js';
import { decodeFeature } from './decode.js';
import { documentSymbolsFeature } from './document-symbols.js';
import { exampleFeature } from './example.js';
import type { Feature } from './feature.js';
import { hoverFeature } from './hover.js';
import { runFeature } from './run.js';

/** All features of the server; each tells and registers itself. */
export const features: readonly Feature[] = [
    codeActionsFeature,
    codeLensFeature,
    decodeFeature,
    documentSymbolsFeature,
    exampleFeature,
    hoverFeature,
    runFeature
];
