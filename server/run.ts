import { RaspError } from '../language/values/error.js';
import { BitMatrix } from '../language/evaluation/bit-matrix.js';
import { Failure } from '../language/evaluation/evaluation.js';
import { isSelector, isSOp } from '../language/graph/nodes.js';
import { readTypedInput } from '../language/program/typed-input.js';
import type { AnalyzedDocument } from './analyzed-document.js';
import type { Feature } from './feature.js';
import type { LensInputs } from './lens-inputs.js';
import { RUN_REQUEST } from './protocol/run.js';
import type { RunParams, RunResult } from './protocol/run.js';
import { evaluate, plainText, resultLine, resultText, typeName } from './value-text.js';

const shortLength = 200;

/** Answers `rasp/run`: one top-level s-op or selector on an input. */
export function run(document: AnalyzedDocument | undefined, { uri, name, line, input: typed, remember }: RunParams, inputs: LensInputs): RunResult {
    const statement = document?.statementSetting(name, line);
    const value = statement?.bindings.get(name);
    if (document === undefined || statement === undefined || value === undefined) {
        return { ok: false, message: `\`${name}\` has no value now: mend the errors in its statement first.`, line };
    }
    const at = document.positionAt(statement.offset).line;
    if (!isSOp(value) && !isSelector(value)) {
        return { ok: false, message: `\`${name}\` is ${plainText(value, shortLength)}, no s-op or selector: there is nothing to run.`, line: at };
    }
    if (remember === true) {
        inputs.set(uri, name, typed);
    }
    try {
        const chosen = typed ?? inputs.get(uri, name);
        const input = chosen === undefined ? statement.examples[isSelector(value) ? 'selector' : 's-op'] : readTypedInput(chosen);
        const result = evaluate(document.program, value, input);
        if (result instanceof Failure) {
            return { ok: false, message: `On ${input.text}, ${result.error.message}`, line: at };
        }
        return {
            ok: true, line: at, kind: isSelector(value) ? 'selector' : 's-op', input: input.text,
            type: typeName(value, result), short: resultLine(result, shortLength), long: result instanceof BitMatrix ? resultText(result, input) : `${resultText(result, input)} (${result.type})`
        };
    } catch (error) {
        if (error instanceof RaspError) {
            return { ok: false, message: error.message, line: at };
        }
        throw error;
    }
}

export const runFeature: Feature = {
    register({ connection, documents, inputs, refreshLenses }) {
        connection.onRequest(RUN_REQUEST, async (params: RunParams) => {
            const result = run(await documents.analyzed(params.uri), params, inputs);
            if (params.remember === true) {
                refreshLenses();
            }
            return result;
        });
    }
};
