import { walk } from '../actions/tree.js';
import { mixedTypes } from '../evaluation/column.js';
import { Failure } from '../evaluation/evaluation.js';
import { isSOp } from '../graph/nodes.js';
import type { Program } from '../program/program.js';
import { isAggregate, isFunctionDefinition } from '../syntax/generated/ast.js';
import type { Aggregate } from '../syntax/generated/ast.js';
import type { ParsedStatement } from '../syntax/parse.js';
import { rangeOf } from '../syntax/ranges.js';
import { atomDescription, shortText } from '../values/python-text.js';
import { defaultEdit } from '../actions/add-default.js';
import { fixInStatement } from './lint.js';
import type { Finding, ResultContext } from './lint.js';
import { typeOn } from './types.js';

/**
 * Aggregates that put a default of another type between their values: fine on the running example, an error on an
 * input where a position selects nothing. Such an input is named, so the claim is never a guess.
 */
export function mixedDefaults({ program, result, tree, inputs }: ResultContext): Finding[] {
    const found: Finding[] = [];
    walk(tree, part => {
        if (isFunctionDefinition(part)) {
            return false;
        }
        if (isAggregate(part)) {
            found.push(...look(part, program, result.statement, result.examples['s-op'].text, inputs));
        }
        return true;
    });
    return found;
}

function look(part: Aggregate, program: Program, statement: ParsedStatement, example: string, inputs: ResultContext['inputs']): Finding[] {
    const node = program.valueOfTree(part);
    if (!isSOp(node) || node.kind !== 'aggregate' || node.default === null) {
        return [];
    }
    const isText = typeof node.default === 'string';
    const failing = inputs.find(input => {
        const type = typeOn(program, node.values, input);
        if (type === undefined || (type === 'strings') === isText) {
            return false;
        }
        // Where several strings are selected at once it fails as well, and no default mends that.
        const own = program.evaluationOn(input).column(node);
        return own instanceof Failure && own.node === node && own.error.message.startsWith(mixedTypes);
    });
    // What fails on the running example is told already.
    if (failing === undefined || failing.text === example) {
        return [];
    }
    const wanted = isText ? '0' : '""';
    return [{
        id: 'mixed-default', statement, ...rangeOf(part),
        message: `where nothing is selected this gives ${part.default === undefined ? 'the default ' : ''}${shortText(atomDescription(node.default), 20)} among ${isText ? 'numbers' : 'strings'}, which fails, for example on ${failing.shortText}`,
        fixes: fixInStatement(statement, `Give the default ${wanted}`, [defaultEdit(part, wanted)])
    }];
}
