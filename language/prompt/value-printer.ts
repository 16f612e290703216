import { isAtom } from '../values/atom.js';
import { atomDescription } from '../values/python-text.js';
import { BitMatrix } from '../evaluation/bit-matrix.js';
import { Failure } from '../evaluation/evaluation.js';
import type { Evaluation } from '../evaluation/evaluation.js';
import { isSelector, isSOp } from '../graph/nodes.js';
import type { Selector, SOp } from '../graph/nodes.js';
import { functionText } from '../program/reference-texts.js';
import type { Session } from '../program/session.js';
import type { Switches } from '../program/state.js';
import { valueText } from '../program/text.js';
import { RaspDict, RaspFunction, RaspList } from '../program/value.js';
import type { Shown, Value } from '../program/value.js';
import { alignedRows, isUniform, matrixRows, sequenceText } from './sequence-text.js';

/** Parts of nested lists and dicts that are shown at most: one list can stand in another many times over. */
const mostParts = 20_000;

/** Writes values as the prompt shows them, with their values on the running examples. */
export class ValuePrinter {
    private readonly session: Session;
    private readonly switches: Switches;
    private readonly evaluations = new Map<'s-op' | 'selector', Evaluation>();
    private left = mostParts;

    /** @param switches what is shown; the session's own unless given */
    constructor(session: Session, switches: Switches = session.switches) {
        this.session = session;
        this.switches = switches;
    }

    /**
     * A value under a name.
     * @param name undefined inside lists and dicts, where s-ops and selectors show their own
     * @param prefix the tabs before each of its lines
     * @param key what stands before it in a dict
     */
    named(name: string | undefined, value: Value, prefix = '', key = ''): string {
        if (isSOp(value)) {
            return this.sOp(name ?? this.session.nameOf(value), value, prefix, key);
        }
        if (isSelector(value)) {
            return `${prefix} ${key}    selector: ${name ?? this.session.nameOf(value)}\n${this.selectorExample(value, prefix)}`;
        }
        if (value instanceof RaspFunction) {
            return `${prefix} ${key}    ${functionText(value)}\n`;
        }
        const title = name === undefined ? '' : `${name} = `;
        if (value instanceof RaspList) {
            return this.container(`   list: ${title}`, value, prefix, key, ['[', ']'],
                () => value.items.map(item => this.part(() => this.named(undefined, item, `${prefix}\t\t`))), value.items);
        }
        if (value instanceof RaspDict) {
            const entries = [...value.entries.values()];
            return this.container(`   dict: ${title}`, value, prefix, key, ['{', '}'],
                () => entries.map(([itemKey, item]) => this.part(() => this.named(undefined, item, `${prefix}\t\t\t`, `${atomDescription(itemKey)} : `))), entries.map(([, item]) => item));
        }
        return `${prefix}    value: ${title} ${isAtom(value) ? atomDescription(value) : value.result instanceof BitMatrix ? 'selector' : sequenceText(value.result)}\n`;
    }

    /** What `s_op(input)`, `selector(input)` and `draw(s_op)` show. */
    shown({ input, result }: Shown): string {
        if (result instanceof BitMatrix) {
            return `\t = \n${matrixRows(input, result, '')}`;
        }
        if (!this.switches.sequenceDisplay) {
            return `\t =  ${sequenceText(result)}\n`;
        }
        return isUniform(result.values) ? `\t =   ${sequenceText(result)} ${skipped}\n` : `\t = \n${alignedRows(input, result, '')}`;
    }

    private sOp(name: string, value: SOp, prefix: string, key: string): string {
        const head = `${prefix} ${key}    s-op: ${name}\n`;
        if (!this.switches.sOpExamples) {
            return head;
        }
        const evaluation = this.evaluation('s-op');
        const column = evaluation.column(value);
        const call = `${name}(${evaluation.input.pythonText}) =`;
        if (column instanceof Failure) {
            return `${head}${prefix} \t Example: ${call} no value: ${column.error.message}\n`;
        }
        if (!this.switches.sequenceDisplay) {
            return `${head}${prefix} \t Example: ${call} ${sequenceText(column)}\n`;
        }
        return isUniform(column.values)
            ? `${head}${prefix} \t Example: ${call} ${sequenceText(column)} ${skipped}\n`
            : `${head}${prefix} \t Example:\n${alignedRows(evaluation.input, column, prefix)}`;
    }

    private selectorExample(value: Selector, prefix: string): string {
        if (!this.switches.selectorExamples) {
            return '';
        }
        const evaluation = this.evaluation('selector');
        const matrix = evaluation.matrix(value);
        return matrix instanceof Failure ? `${prefix} \t Example: no value: ${matrix.error.message}\n` : `${prefix} \t Example:\n${matrixRows(evaluation.input, matrix, prefix)}`;
    }

    private container(title: string, value: Value, prefix: string, key: string, [open, close]: readonly [string, string], parts: () => string[], items: readonly Value[]): string {
        const isFlat = !items.some(item => item instanceof RaspList || item instanceof RaspDict || isSOp(item) || isSelector(item));
        return isFlat
            ? `${prefix} ${key} ${title}${valueText(value)}\n`
            : `${prefix} ${key} ${title}${prefix} ${open}\n${parts().join('')}${prefix} ${' '.repeat(title.length)} ${close}\n`;
    }

    private part(write: () => string): string {
        if (this.left <= 0) {
            return '';
        }
        this.left--;
        return this.left > 0 ? write() : `… the rest is longer than ${mostParts.toLocaleString('en-US')} parts and is not shown\n`;
    }

    private evaluation(kind: 's-op' | 'selector'): Evaluation {
        let evaluation = this.evaluations.get(kind);
        if (evaluation === undefined) {
            evaluation = this.session.evaluationOn(this.session.examples[kind]);
            this.evaluations.set(kind, evaluation);
        }
        return evaluation;
    }
}

const skipped = '[skipped full display: identical values]';
