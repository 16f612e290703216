import { walk, withoutBrackets } from '../actions/tree.js';
import { isSOp } from '../graph/nodes.js';
import { isIndex, isMembership } from '../syntax/generated/ast.js';
import { rangeOf } from '../syntax/ranges.js';
import type { Finding, ResultContext } from './lint.js';

/** Short forms that take attention: `s_op[i]`, which for a negative i waits for `length`, and `atom in s_op`. */
export function hiddenLayers({ program, result, tree }: ResultContext): Finding[] {
    const { statement } = result;
    const found: Finding[] = [];
    walk(tree, part => {
        const asked = isIndex(part) ? part.target : isMembership(part) ? part.container : undefined;
        const value = asked === undefined ? undefined : program.valueOfTree(part);
        const target = asked === undefined ? undefined : program.valueOfTree(withoutBrackets(asked));
        if (!isSOp(value) || !isSOp(target) || value.layer <= target.layer) {
            return true;
        }
        const place = { statement, ...rangeOf(part) };
        if (isMembership(part)) {
            found.push({ id: 'hidden-layer', ...place, isMild: true, message: `\`in\` asks all positions here: an attention head, so this is in layer ${value.layer}` });
        } else if (value.layer > target.layer + 1) {
            found.push({
                id: 'hidden-layer', ...place,
                message: `counting from the end takes \`length\`, which adds a layer: this is in layer ${value.layer}, and from the beginning, as in \`[0]\`, it would be in layer ${target.layer + 1}`
            });
        } else {
            found.push({ id: 'hidden-layer', ...place, isMild: true, message: `reading one position takes an attention head, so this is in layer ${value.layer}` });
        }
        return true;
    });
    return found;
}
