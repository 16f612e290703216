/** Request `rasp/criticalPath`: why a top-level s-op or selector is at its layer, and what would lower its cost. */
export const CRITICAL_PATH_REQUEST = 'rasp/criticalPath';

export interface CriticalPathParams {
    uri: string;
    name: string;
    /** Zero-based line on which the binding statement starts. */
    line: number;
}

export interface StepPlace {
    uri: string;
    /** Zero-based, as in the editor. */
    range: { start: { line: number; character: number }; end: { line: number; character: number } };
}

export interface CriticalStep {
    text: string;
    kind: 'input' | 'elementwise' | 'aggregate' | 'selector';
    layer: number;
    /** Absent for inputs, which are written nowhere. */
    place?: StepPlace;
}

export interface CriticalAdvice {
    text: string;
    /** The first part of the text: what to do. */
    summary: string;
    /** What it lowers, such as `H 2 → 1`. */
    effect: string;
    place?: StepPlace;
}

export type CriticalPathResult =
    | { ok: true; /** Such as `L 2 · H 1`. */ cost: string; steps: CriticalStep[]; /** Steps left out, and before which of `steps`. */ leftOut: number; leftOutBefore: number; advice: CriticalAdvice[] }
    | { ok: false; message: string };
