import { CancellationTokenSource } from 'vscode-languageserver';
import type { CancellationToken } from 'vscode-languageserver';
import { decodeSteps, defaultMax, optionsProblem } from '../language/batch/decode.js';
import type { Decoded, DecodeOptions } from '../language/batch/decode.js';
import { columnText, shownAtom } from '../language/evaluation/show.js';
import type { Input } from '../language/evaluation/input.js';
import { isSelector, isSOp } from '../language/graph/nodes.js';
import { limits } from '../language/limits.js';
import { readTypedInput } from '../language/program/typed-input.js';
import { Cancelled, RaspError } from '../language/values/error.js';
import type { AnalyzedDocument } from './analyzed-document.js';
import type { Feature } from './feature.js';
import type { LensInputs } from './lens-inputs.js';
import { nextTurn } from './next-turn.js';
import { DECODE_REQUEST } from './protocol/decode.js';
import type { DecodeParams, DecodeResult } from './protocol/decode.js';
import { plainText } from './value-text.js';

const shortLength = 200;
/** Work done at once before messages of the editor get their turn. */
const sliceMilliseconds = 12;

/**
 * Answers `rasp/decode`, a few steps at a time; a cancelled request ends where it is.
 * @param report is told how many tokens of the most that were asked for have been appended
 * @throws Cancelled
 */
export async function decode(document: AnalyzedDocument | undefined, params: DecodeParams, decoded: LensInputs, token: CancellationToken, report: (done: number, most: number) => void = () => undefined): Promise<DecodeResult> {
    const { uri, name, line, input: typed, until = '' } = params;
    const statement = document?.statementSetting(name, line);
    const value = statement?.bindings.get(name);
    if (document === undefined || statement === undefined || value === undefined) {
        return { ok: false, message: `\`${name}\` has no value now: mend the errors in its statement first.`, line };
    }
    const at = document.positionAt(statement.offset).line;
    if (!isSOp(value)) {
        const what = isSelector(value) ? 'a selector' : plainText(value, shortLength);
        return { ok: false, message: `\`${name}\` is ${what}: only an s-op has values to append to the input.`, line: at };
    }
    const options: DecodeOptions = {
        max: params.max ?? defaultMax, work: limits.evaluationWork * 10, ...(until === '' ? {} : { until }),
        checkpoint: () => {
            if (token.isCancellationRequested) {
                throw new Cancelled();
            }
        }
    };
    const problem = optionsProblem(options);
    if (problem !== undefined) {
        return { ok: false, message: problem, line: at };
    }
    decoded.set(uri, name, until);
    try {
        const input = typed === undefined ? statement.examples['s-op'] : readTypedInput(typed);
        return { line: at, ...shownAnswer(input, await inSlices(decodeSteps(value, input, options), done => { report(done, options.max ?? defaultMax); })) };
    } catch (error) {
        if (error instanceof RaspError) {
            return { ok: false, message: error.message, line: at };
        }
        throw error;
    }
}

async function inSlices(steps: Generator<unknown, Decoded>, report: (done: number) => void): Promise<Decoded> {
    let end = performance.now() + sliceMilliseconds;
    for (let done = 0; ; done++) {
        const step = steps.next();
        if (step.done === true) {
            return step.value;
        }
        if (performance.now() > end) {
            report(done + 1);
            await nextTurn();
            end = performance.now() + sliceMilliseconds;
        }
    }
}

function shownAnswer(start: Input, { appended, input, stopped, error }: Decoded): { ok: true; input: string; short: string; long: string } | { ok: false; message: string } {
    if (error !== undefined && appended.length === 0) {
        return { ok: false, message: `On ${start.shortText}, ${error.message}` };
    }
    const shown = { type: 'strings', values: appended.map(shownAtom) } as const;
    const count = `${appended.length} token${appended.length === 1 ? '' : 's'}`;
    const reason = stopped === 'until' ? '' : stopped === 'max' ? ', the most that were asked for' : `, then: ${error?.message ?? ''}`;
    return {
        ok: true, input: start.text,
        short: `${columnText(shown, shortLength)}${stopped === 'error' ? ', then it fails' : ''}`,
        long: `${columnText(shown)}\n${count} appended${reason}\n${input.text}`
    };
}

export const decodeFeature: Feature = {
    register({ connection, documents, decodes, progress, answer, refreshLenses }) {
        connection.onRequest(DECODE_REQUEST, answer(async (params: DecodeParams, token: CancellationToken): Promise<DecodeResult> => {
            const isFirst = decodes.get(params.uri, params.name) === undefined;
            const stop = new CancellationTokenSource();
            token.onCancellationRequested(() => { stop.cancel(); });
            const shown = progress.begin(`RASP: decoding with ${params.name}`, () => { stop.cancel(); });
            const report = (done: number, most: number): void => { shown.report(100 * done / most, `${done} of at most ${most} tokens`); };
            const result = await documents.analyzed(params.uri, stop.token).then(document => decode(document, params, decodes, stop.token, report)).finally(shown.end);
            if (isFirst) {
                refreshLenses();
            }
            return result;
        }, { ok: false, message: 'The server failed; see its log.', line: 0 }));
    }
};
