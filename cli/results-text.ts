import { BitMatrix } from '../language/evaluation/bit-matrix.js';
import type { Input } from '../language/evaluation/input.js';
import { matrixLines } from '../language/evaluation/show.js';
import { isSelector } from '../language/graph/nodes.js';
import { cutText, showValue, typeWord } from '../language/program/show-value.js';
import type { Evaluate } from '../language/program/value-json.js';
import type { Value } from '../language/program/value.js';
import { RaspFunction, Shown } from '../language/program/value.js';
import { displayWidth, padEnd, widest } from './display-width.js';
import { paint, printable } from './terminal.js';

/** One name's value as it is to be printed. */
export interface TextResult {
    readonly label: string;
    /** What stands behind the `=`; a selector has a drawing instead. */
    readonly value: string | undefined;
    readonly type: string;
    readonly drawing: readonly string[];
}

/** Values longer than this do not push the types of the others to the right. */
const widestAligned = 48;
const widestInput = 32;

/** The longest input whose selectors are drawn. */
const largestDrawing = 64;

/**
 * A name's value on an input, as text.
 * @param withInput whether the label tells the input, for a value that depends on it
 * @throws RaspError where it has none.
 */
export function textResult(name: string, value: Value, input: Input, evaluate: Evaluate, withInput: boolean): TextResult {
    if (value instanceof RaspFunction) {
        return { label: showValue(value, evaluate), value: undefined, type: 'function', drawing: [] };
    }
    let isEvaluated = false;
    const noticing: Evaluate = node => {
        isEvaluated = true;
        return evaluate(node);
    };
    const type = typeWord(value, noticing);
    const result = value instanceof Shown ? value.result : isSelector(value) ? noticing(value) : undefined;
    const drawing = result instanceof BitMatrix ? drawSelector(result, value instanceof Shown ? value.input : input) : undefined;
    const text = drawing === undefined ? showValue(value, noticing) : undefined;
    return { label: isEvaluated && withInput ? `${name}(${inputText(input)})` : name, value: text, type, drawing: drawing ?? [] };
}

/** An input as a label has it. */
export function inputText(input: Input): string {
    return printable(cutText(input.text, widestInput));
}

function drawSelector(matrix: BitMatrix, input: Input): string[] {
    if (matrix.length > largestDrawing) {
        let selected = 0;
        for (let query = 0; query < matrix.length; query++) {
            matrix.forEachInRow(query, () => { selected++; });
        }
        const count = (n: number): string => n.toLocaleString('en-US');
        return [`${count(matrix.length)} queries by ${count(matrix.length)} keys, ${count(selected)} selected: too large to draw; --json gives all rows`];
    }
    return matrixLines(matrix, input).map(printable);
}

/** Results under each other, their `=` and types in line, drawings with their queries down and keys across. */
export function alignResults(results: readonly TextResult[], colours: boolean, indent: string): string {
    const { bold, dim } = paint(colours);
    const rows = results.filter(result => result.value !== undefined);
    const labelWidth = widest(rows.map(({ label }) => displayWidth(label)));
    const valueWidth = widest(rows.map(({ value = '' }) => displayWidth(value)).filter(width => width <= widestAligned));
    let text = '';
    results.forEach(({ label, value, type, drawing }, i) => {
        if (value !== undefined) {
            text += `${indent}${bold(padEnd(label, labelWidth))} = ${padEnd(value, valueWidth)}   ${dim(type)}\n`;
            return;
        }
        // A blank line sets a drawing off from what stands around it.
        text += i > 0 && drawing.length > 0 && !text.endsWith('\n\n') ? '\n' : '';
        text += `${indent}${bold(label)}   ${dim(type)}\n`;
        text += drawing.map(line => `${indent}    ${line}\n`).join('');
        text += drawing.length > 0 && i < results.length - 1 ? '\n' : '';
    });
    return text;
}
