import type { CancellationToken } from 'vscode-languageserver';
import { flowSceneInSteps } from '../language/drawing/flow-scene.js';
import type { SceneResult } from '../language/drawing/flow-scene.js';
import { ProgramNames } from '../language/drawing/program-names.js';
import type { FlowScene } from '../language/drawing/scene.js';
import { isSelector } from '../language/graph/nodes.js';
import type { Selector, SOp } from '../language/graph/nodes.js';
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
        const { version } = document;
        const asked = { version, node, name, policy, shared, input: input.text };
        let found = lastMade(document, asked);
        if (found === undefined) {
            const names = new ProgramNames(document.program);
            const result = await inSlices(flowSceneInSteps(node, document.program.evaluationOn(input), { policy, shared, names, ...name !== undefined && { title: name } }), () => {
                if (token.isCancellationRequested || document.version !== version || !document.program.isComplete || !isStill(node, document, params)) {
                    throw new Cancelled();
                }
            });
            if (!result.ok) {
                return { ok: false, reason: 'too large', message: result.message };
            }
            found = { asked, scene: result.scene, key: digest(JSON.stringify(result.scene)) };
            remember(document, found);
        }
        const { scene, key } = found;
        const told = { key, ...name !== undefined && { name }, line: document.positionAt(statement.offset).line, version };
        return key === params.known ? { ok: true, unchanged: true, ...told } : { ok: true, scene, ...told };
    } catch (error) {
        if (error instanceof RaspError) {
            return { ok: false, reason: params.input === undefined ? 'failed' : 'bad input', message: error.message };
        }
        throw error;
    }
}

/** What a scene was made of. */
interface Asked {
    readonly version: number;
    readonly node: SOp | Selector;
    readonly name: string | undefined;
    readonly policy: FlowParams['policy'];
    readonly shared: boolean;
    readonly input: string;
}

interface Made {
    readonly asked: Asked;
    readonly scene: FlowScene;
    readonly key: string;
}

/** The scenes that were made last, the newest first: a cursor that moves within a statement asks for the same again. */
const made = new WeakMap<AnalyzedDocument, readonly Made[]>();
const kept = 3;

function lastMade(document: AnalyzedDocument, { version, node, name, policy, shared, input }: Asked): Made | undefined {
    return made.get(document)?.find(({ asked }) => asked.version === version && asked.node === node && asked.name === name
        && asked.policy === policy && asked.shared === shared && asked.input === input);
}

function remember(document: AnalyzedDocument, scene: Made): void {
    made.set(document, [scene, ...made.get(document) ?? []].slice(0, kept));
}

/** Whether the graph still has a node: files that are loaded can change without an edit, and what they make has the old ids. */
function isStill(node: SOp | Selector, document: AnalyzedDocument, { target }: FlowParams): boolean {
    const now = flowTarget(document, target);
    return 'node' in now && now.node === node;
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
