import { describe, expect, it } from 'vitest';
import { fixOfProblem } from '../../../language/actions/error-fixes';
import { applyEdits } from '../../../language/syntax/edit';
import { programOf } from '../program/draw-problems';

/** A program, and what the fix of its first problem makes of it; undefined where none is clear. */
const table: [before: string, after: string | undefined][] = [
    ['x = indicse;\n', 'x = indices;\n'],
    ['histogram = 1;\nx = histgram + 1;\n', 'histogram = 1;\nx = histogram + 1;\n'],
    ['x = agregate(full_s, indices);\n', 'x = aggregate(full_s, indices);\n'],
    ['x = selct(tokens, tokens, ==);\n', 'x = select(tokens, tokens, ==);\n'],
    ['x = elefant;\n', undefined],
    ['x = true;\n', 'x = True;\n'],
    ['x = 1 if false else 2;\n', 'x = 1 if False else 2;\n'],
    ['x = 1\n', 'x = 1;\n'],
    ['x = 1\ny = 2;\n', 'x = 1;\ny = 2;\n'],
    ['for i in [1] {\n    x = i\n    y = x;\n}\n', 'for i in [1] {\n    x = i;\n    y = x;\n}\n'],
    ['x = (1 + 2;\n', 'x = (1 + 2);\n'],
    ['x = [1, 2;\n', 'x = [1, 2];\n'],
    ['x = indices + 1 != 2;\n', 'x = not (indices + 1 == 2);\n'],
    ['x = True and indices != 2 and True;\n', 'x = True and not (indices == 2) and True;\n'],
    ['x = aggregate(select(indices, 0, !=), 1 if indices != 2 else 0);\n', 'x = aggregate(select(indices, 0, !=), 1 if not (indices == 2) else 0);\n'],
    ['x = select (tokens, tokens, ==);\n', 'x = select(tokens, tokens, ==);\n'],
    ['x = select([1, 2, 2], [0, 1, 2], ==);\n', 'x = select([1, 2, 2][indices], [0, 1, 2][indices], ==);\n'],
    ['set example "abc"\nx = select(indices, [0, 1] + [2], ==);\n', 'set example "abc"\nx = select(indices, ([0, 1] + [2])[indices], ==);\n'],
    ['set example "abc"\nx = aggregate(full_s, [4, 6, 8]);\n', 'set example "abc"\nx = aggregate(full_s, [4, 6, 8][indices]);\n'],
    ['set example "abc";\n', 'set example "abc"\n'],
    ['x = 2**3;\n', 'x = 2^3;\n'],
    ['x = \'abc\';\n', 'x = "abc";\n'],
    ['x = True && False;\n', 'x = True and False;\n'],
    ['x = True||False;\n', 'x = True or False;\n'],
    ['x = 1; y = 2;\n', 'x = 1;\ny = 2;\n'],
    ['x = aggregate(select(indices, indices - 1, ==), tokens);\n', 'x = aggregate(select(indices, indices - 1, ==), tokens, "");\n'],
    ['x = maximum(1, 2);\n', 'x = max(1, 2);\n'],
    ['x = mean(indices);\n', 'x = average(indices);\n'],
    ['x = sum(indices);\n', undefined],
    ['x = select(tokens, tokens, =);\n', 'x = select(tokens, tokens, ==);\n'],
    ['x = select(indices, indices + 1, "<=");\n', 'x = select(indices, indices + 1, <=);\n'],
    ['x = aggregate(indices + 1, select(tokens, tokens, ==), 2);\n', 'x = aggregate(select(tokens, tokens, ==), indices + 1, 2);\n'],
    ['x = [aggregate(indices, full_s)];\n', 'x = [aggregate(full_s, indices)];\n'],
    ['x = aggregate(indices, tokens);\n', undefined],
    ['// don\'t; use x;\ny = 2;\n', '# don\'t; use x;\ny = 2;\n'],
    ['x = 1; // note\ny = 2;\n', 'x = 1; # note\ny = 2;\n'],
    ['def f(x) {\n    // twice\n    return x;\n}\n', 'def f(x) {\n    # twice\n    return x;\n}\n'],
    ['x = 4 // 2;\n', undefined],
    ['load "nowhere";\n', undefined]
];

describe('fixes of errors', () => {
    it.each(table)('%j', (before, after) => {
        const program = programOf(before);
        const [fixed] = program.statements.flatMap(({ problems, statement, offset }) => problems.map(problem => {
            const fix = fixOfProblem(problem, statement, before.slice(offset + statement.text.length).split('\n')[0] ?? '');
            return fix === undefined ? undefined : applyEdits(before, fix.edits.map(({ start, end, text }) => ({ start: start + offset, end: end + offset, text })));
        }));
        expect(fixed).toBe(after);
        if (after !== undefined && !before.startsWith('x = select([1')) {
            expect(programOf(after).results.flatMap(({ problems }) => problems.map(({ message }) => message))).toEqual([]);
        }
    });
});
