import type { Feature } from './features.js';
import type { Codes } from './value-codes.js';

/** An s-op in the residual stream: one number, and which value it stands for. */
export interface Slot {
    readonly feature: Feature;
    readonly codes: Codes;
}
