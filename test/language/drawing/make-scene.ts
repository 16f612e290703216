import { flowScene } from '../../../language/drawing/flow-scene';
import type { SceneOptions, SceneResult } from '../../../language/drawing/flow-scene';
import { ProgramNames } from '../../../language/drawing/program-names';
import type { FlowHead, FlowScene, FlowStep } from '../../../language/drawing/scene';
import { Input } from '../../../language/evaluation/input';
import type { Evaluation } from '../../../language/evaluation/evaluation';
import type { Selector, SOp } from '../../../language/graph/nodes';
import { openProgram } from '../../../language/index';
import type { Program } from '../../../language/program/program';

export const uri = 'file:///p.rasp';

export interface Made {
    readonly program: Program;
    readonly node: SOp | Selector;
    readonly evaluation: Evaluation;
    readonly result: SceneResult;
}

/** A program's s-op or selector as a scene, with what it was made of. */
export function make(text: string, name: string, input = 'hello', options: Partial<Omit<SceneOptions, 'names'>> = {}): Made {
    const program = openProgram(text, { uri });
    const node = program.valueOf(name) as SOp | Selector;
    const evaluation = program.evaluationOn(Input.ofString(input));
    return { program, node, evaluation, result: flowScene(node, evaluation, { policy: 'early', shared: false, ...options, names: new ProgramNames(program) }) };
}

export function sceneOf(...made: Parameters<typeof make>): FlowScene {
    const { result } = make(...made);
    if (!result.ok) {
        throw new Error(result.message);
    }
    return result.scene;
}

/** The step of a name, or of the text that made it. */
export function stepOf(scene: FlowScene, title: string): FlowStep {
    const found = scene.steps.find(({ name, source }) => (name ?? source) === title);
    if (found === undefined) {
        throw new Error(`no step ${title} among ${scene.steps.map(({ name, source }) => name ?? source).join(' | ')}`);
    }
    return found;
}

export function headOf(scene: FlowScene, title: string): FlowHead {
    const found = scene.heads.find(({ name }) => name === title);
    if (found === undefined) {
        throw new Error(`no head ${title} among ${scene.heads.map(({ name }) => name).join(' | ')}`);
    }
    return found;
}

export function textsOf(scene: FlowScene, step: FlowStep): (string | undefined)[] {
    return step.values.map(index => scene.texts[index]);
}
