import { answerWithResults, errorJson, guarded } from '../language/batch/answer-line.js';
import type { AnswerLines, LineAnswer } from '../language/batch/answer-line.js';
import { decodedJson, decodeNode } from '../language/batch/decode.js';
import type { DecodeOptions } from '../language/batch/decode.js';
import { readJsonInput } from '../language/batch/json-input.js';
import { findTarget, selectorsUsed } from '../language/batch/targets.js';
import { isSOp } from '../language/graph/nodes.js';
import type { Program } from '../language/program/program.js';
import { RaspError } from '../language/values/error.js';
import { toEnd } from '../language/values/to-end.js';
import type { Line } from './line-input.js';

/** What is done with each line of a batch; it travels to the workers. */
export interface BatchTask {
    readonly names: readonly string[];
    readonly selectors: boolean;
    /** Runs a decoder loop with the one name in place of evaluating once. */
    readonly decode?: DecodeOptions;
}

/** What a block of lines gave. */
export interface BlockAnswer {
    /** The answers, each with its line break. */
    readonly text: string;
    readonly lines: number;
    readonly failed: number;
}

/** @throws RaspError when a name is none of an s-op or selector. */
export function answerFor(program: Program, { names, selectors, decode }: BatchTask): AnswerLines {
    const targets = names.map(name => findTarget(program, name));
    if (decode === undefined) {
        return answerWithResults(selectors ? [...targets, ...selectorsUsed(program, targets)] : targets);
    }
    const [target] = targets;
    if (target === undefined || !isSOp(target.node)) {
        throw new RaspError('type', `\`${target?.name ?? ''}\` is a selector: only an s-op has values to append`);
    }
    const { node } = target;
    const answer = (line: string): LineAnswer => guarded(() => {
        const decoded = decodeNode(node, readJsonInput(line), decode);
        return { json: decodedJson(decoded), failed: decoded.stopped === 'error' };
    });
    return function* (lines) {
        const answers: LineAnswer[] = [];
        for (const line of lines) {
            answers.push(answer(line));
            yield;
        }
        return answers;
    };
}

/**
 * Answers some lines; a bug that one of them uncovers is that line's error.
 * @yields after each part of the work
 */
export function* answerBlock(answer: AnswerLines, lines: readonly Line[]): Generator<void, BlockAnswer> {
    const readable = lines.filter(line => typeof line === 'string');
    let answers: readonly LineAnswer[];
    try {
        answers = yield* answer(readable);
    } catch {
        // Line by line, the one that it was is found.
        answers = readable.map(line => answerSafely(answer, line));
    }
    let text = '';
    let failed = 0;
    let next = 0;
    for (const line of lines) {
        const given = typeof line === 'string' ? answers[next++] : undefined;
        text += `${given?.json ?? errorJson(typeof line === 'string' ? 'this line was not answered' : line.problem)}\n`;
        failed += given === undefined || given.failed ? 1 : 0;
    }
    return { text, lines: lines.length, failed };
}

/** The answers for lines whose worker died. */
export function failedBlock(lines: readonly Line[], message: string): BlockAnswer {
    return { text: `${errorJson(message)}\n`.repeat(lines.length), lines: lines.length, failed: lines.length };
}

function answerSafely(answer: AnswerLines, line: string): LineAnswer {
    try {
        const [given] = toEnd(answer([line]));
        return given ?? { json: errorJson('this line was not answered'), failed: true };
    } catch (error) {
        const message = error instanceof RangeError ? 'the results are too large for this machine\'s memory'
            : `this is a bug in rasp, please report it with your file: ${error instanceof Error ? error.message : String(error)}`;
        return { json: errorJson(message), failed: true };
    }
}
