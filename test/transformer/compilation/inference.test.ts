import { describe, expect, it } from 'vitest';
import { openProgram } from '../../../language/api/open-program';
import { seededRandom } from '../../../language/batch/random';
import { Evaluation, Failure } from '../../../language/evaluation/evaluation';
import { Input } from '../../../language/evaluation/input';
import { isSOp } from '../../../language/graph/nodes';
import { Inference } from '../../../transformer/compilation/inference';
import { compilePrograms } from '../compile-programs';
import type { CompileProgram } from '../compile-programs';

/** Values on random inputs that the inference did not expect there. */
function surprises({ text, name, alphabet, maxLength }: CompileProgram): string[] {
    const node = openProgram(text).valueOf(name);
    if (!isSOp(node)) {
        return [`${name} is no s-op`];
    }
    const inference = new Inference(alphabet, maxLength, () => undefined);
    inference.infer(node);
    const { relation, values } = inference.table(node);
    const random = seededRandom(7);
    const found: string[] = [];
    for (let i = 0; i < 40; i++) {
        const length = 1 + i % maxLength;
        const column = new Evaluation(new Input(Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)] ?? 0), '')).column(node);
        if (!(column instanceof Failure)) {
            column.values.forEach((value, position) => {
                const expected = [...relation.rowsAt(position, length)].map(row => values[row]);
                if (!expected.includes(inference.atoms.id(value))) {
                    found.push(`${JSON.stringify(value)} at position ${position} of ${length}`);
                }
            });
        }
    }
    return found;
}

describe('inference', () => {
    it.each(compilePrograms.map(program => [program.text, program] as const))('expects all values of %s', (_, program) => {
        expect(surprises(program)).toEqual([]);
    });
});
