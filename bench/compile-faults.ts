import type { CompileCase } from './compile-case.ts';
import type { CompileFigures } from './run-compile-case.ts';

/** A program, and what came of it. */
export interface CompileRow {
    readonly program: CompileCase;
    readonly figures: CompileFigures;
}

/** Why there is no model that may be used: it is refused, fails on inputs, or was not done. Undefined where there is one. */
export function reasonWithout({ figures: { refused, compiled, verified: [verified], broken } }: CompileRow): string | undefined {
    return refused?.reason ?? verified?.failure ?? (compiled === undefined || verified === undefined ? broken : undefined);
}

/** Inputs with a wrong output, on the device where there are most. */
export function wrongOf({ figures: { verified } }: CompileRow): number {
    return Math.max(0, ...verified.flatMap(({ wrong, wrongOnDevice }) => [wrong, wrongOnDevice]));
}

/** What `--check` takes offence at in a row. */
export function faultsOf(row: CompileRow): string[] {
    const { program: { mustCompile }, figures: { compiled, verified, broken, isLate } } = row;
    const missing = reasonWithout(row);
    const [promised, built] = [compiled?.promised ?? [], compiled?.built ?? []];
    const isOverPromise = built.length > promised.length || built.some((heads, layer) => heads > (promised[layer] ?? 0));
    return [
        ...verified.flatMap(({ wrong, wrongOnDevice, inputs, device, example = '' }) => [
            ...(wrong > 0 ? [`${wrong} wrong of ${inputs} by the weights: ${example}`] : []),
            ...(wrongOnDevice > 0 ? [`${wrongOnDevice} wrong of ${inputs} on ${device}`] : [])
        ]),
        ...(isOverPromise ? [`${built.join()} heads built, ${promised.join() || 'none'} promised`] : []),
        ...(missing !== undefined && mustCompile ? [`no model: ${missing}`] : []),
        // A process that ends on its own is always a fault, one that takes long only where a model is a must.
        ...(broken !== undefined && !isLate && !(broken === missing && mustCompile) ? [broken] : [])
    ];
}
