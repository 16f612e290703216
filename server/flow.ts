import type { CancellationToken } from 'vscode-languageserver';
import { flowSceneInSteps } from '../language/drawing/flow-scene.js';
import type { SceneResult } from '../language/drawing/flow-scene.js';
import { ProgramNames } from '../language/drawing/program-names.js';
import type { FlowScene } from '../language/drawing/scene.js';
import { isSelector } from '../language/graph/nodes.js';
import { readTypedInput } from '../language/program/typed-input.js';
import { Cancelled, RaspError } from '../language/values/error.js';
import type { AnalyzedDocument } from './analyzed-document.js';
import type { Feature } from './feature.js';
import { flowTarget } from './flow-target.js';
import type { LensInputs } from './lens-inputs.js';
import { nextTurn } from './next-turn.js';
import { FLOW_REQUEST } from './protocol/flow.js';
import type { FlowParams, FlowResult } from './protocol/flow.js';

/** Work done at once before messages of the editor get their turn. */
const sliceMilliseconds = 12;

/**
 * Answers `rasp/flow`, a few steps at a time; an edit that comes meanwhile ends it, as the graph is then another one.
 * @throws Cancelled
 */
export async function flow(document: AnalyzedDocument | undefined, params: FlowParams, inputs: LensInputs, token: CancellationToken): Promise<FlowResult<FlowScene>> {
    if (document === undefined) {
        return { ok: false, reason: 'nothing here', message: 'The file is not open.' };
    }
    const { policy, shared } = params;
    try {
        const target = flowTarget(document, params.target);
        if ('message' in target) {
            return { ok: false, reason: target.isBroken ? 'broken' : 'nothing here', message: target.message };
        }
        const { node, name, statement } = target;
        const typed = params.input ?? (target.input === undefined && name !== undefined ? inputs.get(document.uri, name) : undefined);
        const input = typed === undefined ? target.input ?? statement.examples[isSelector(node) ? 'selector' : 's-op'] : readTypedInput(typed);
        const names = new ProgramNames(document.program);
        const { version } = document;
        const made = await inSlices(flowSceneInSteps(node, document.program.evaluationOn(input), { policy, shared, names, ...name !== undefined && { title: name } }), () => {
            if (token.isCancellationRequested || document.version !== version || !document.program.isComplete) {
                throw new Cancelled();
            }
        });
        if (!made.ok) {
            return { ok: false, reason: 'too large', message: made.message };
        }
        const key = digest(JSON.stringify(made.scene));
        const told = { key, ...name !== undefined && { name }, line: document.positionAt(statement.offset).line, version };
        return key === params.known ? { ok: true, unchanged: true, ...told } : { ok: true, scene: made.scene, ...told };
    } catch (error) {
        if (error instanceof RaspError) {
            return { ok: false, reason: params.input === undefined ? 'failed' : 'bad input', message: error.message };
        }
        throw error;
    }
}

async function inSlices(steps: Generator<void, SceneResult>, check: () => void): Promise<SceneResult> {
    let end = performance.now() + sliceMilliseconds;
    for (;;) {
        const step = steps.next();
        if (step.done === true) {
            return step.value;
        }
        if (performance.now() > end) {
            await nextTurn();
            check();
            end = performance.now() + sliceMilliseconds;
        }
    }
}

/** A text's length and two hashes of 32 bits: different for different scenes, for all that a picture needs. */
function digest(text: string): string {
    let a = 0x811c9dc5;
    let b = 5381;
    for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i);
        a = Math.imul(a ^ code, 0x01000193);
        b = Math.imul(b, 33) + code | 0;
    }
    return `${text.length}-${(a >>> 0).toString(36)}-${(b >>> 0).toString(36)}`;
}

export const flowFeature: Feature = {
    register({ connection, documents, inputs, answer }) {
        connection.onRequest(FLOW_REQUEST, answer(
            async (params: FlowParams, token: CancellationToken): Promise<FlowResult<FlowScene>> => flow(await documents.analyzed(params.uri, token), params, inputs, token),
            { ok: false, reason: 'failed', message: 'The server failed; see its log.' }
        ));
    }
};
