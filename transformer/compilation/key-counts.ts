import type { Inference } from './inference.js';
import type { Staircase } from './order-code.js';
import type { Side } from './score-matrix.js';

/** Contexts in which positions are looked at one by one. */
const mostContexts = 4_096;

/** How many keys of each level an input can hold: at how many positions such a key can be. */
export function keysOfLevels({ maxLength, checkpoint }: Inference, { relation, kinds }: Side, { keys, steps }: Staircase): number[] {
    const { variables } = relation;
    const byLength = variables.some(variable => variable.byLength);
    const isLocal = variables.some(variable => variable.byPosition) && (!byLength || maxLength * maxLength <= 2 * mostContexts);
    if (!isLocal) {
        return new Array<number>(steps + 1).fill(maxLength);
    }
    const counts = new Array<number>(steps + 1).fill(0);
    for (let position = 0; position < maxLength; position++) {
        checkpoint();
        const found = new Set<number>();
        for (let length = byLength ? position + 1 : maxLength; length <= maxLength; length++) {
            for (const row of relation.rowsAt(position, length)) {
                const kind = kinds[row] ?? -1;
                if (kind >= 0) {
                    found.add(keys[kind] ?? 0);
                }
            }
        }
        found.forEach(level => { counts[level] = (counts[level] ?? 0) + 1; });
    }
    return counts;
}
