import { codeActionsFeature } from './code-actions.js';
import { codeLensFeature } from './code-lens.js';
import { completionFeature } from './completion.js';
import { criticalPathFeature } from './critical-path.js';
import { decodeFeature } from './decode.js';
import { documentSymbolsFeature } from './document-symbols.js';
import { exampleFeature } from './example.js';
import { expectationsFeature } from './expectations.js';
import type { Feature } from './feature.js';
import { foldingFeature } from './folding.js';
import { formattingFeature } from './formatting.js';
import { hoverFeature } from './hover.js';
import { inlayHintsFeature } from './inlay-hints.js';
import { runFeature } from './run.js';
import { selectionRangeFeature } from './selection-range.js';
import { semanticTokensFeature } from './semantic-tokens.js';
import { signatureHelpFeature } from './signature-help.js';

/** All features of the server; each tells and registers itself. */
export const features: readonly Feature[] = [
    codeActionsFeature,
    codeLensFeature,
    completionFeature,
    criticalPathFeature,
    decodeFeature,
    documentSymbolsFeature,
    exampleFeature,
    expectationsFeature,
    foldingFeature,
    formattingFeature,
    hoverFeature,
    inlayHintsFeature,
    runFeature,
    selectionRangeFeature,
    semanticTokensFeature,
    signatureHelpFeature
];
