import { codeLensFeature } from './code-lens.js';
import { criticalPathFeature } from './critical-path.js';
import { decodeFeature } from './decode.js';
import { documentSymbolsFeature } from './document-symbols.js';
import { exampleFeature } from './example.js';
import type { Feature } from './feature.js';
import { hoverFeature } from './hover.js';
import { runFeature } from './run.js';

/** All features of the server; each tells and registers itself. */
export const features: readonly Feature[] = [
    codeLensFeature,
    criticalPathFeature,
    decodeFeature,
    documentSymbolsFeature,
    exampleFeature,
    hoverFeature,
    runFeature
];
