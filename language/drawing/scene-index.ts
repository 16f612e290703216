import type { FlowHead, FlowScene, FlowStep } from './scene.js';

/** What is found by id in a scene. */
export interface SceneIndex {
    readonly steps: ReadonlyMap<number, FlowStep>;
    /** By the keys of their cards. */
    readonly heads: ReadonlyMap<string, FlowHead>;
    /** The head that averages into a step. */
    readonly headOf: ReadonlyMap<number, FlowHead>;
}

const known = new WeakMap<FlowScene, SceneIndex>();

export function sceneIndex(scene: FlowScene): SceneIndex {
    let index = known.get(scene);
    if (index === undefined) {
        index = {
            steps: new Map(scene.steps.map(step => [step.id, step])),
            heads: new Map(scene.heads.map(head => [headKey(head), head])),
            headOf: new Map(scene.heads.flatMap(head => head.aggregates.map(({ step }) => [step, head])))
        };
        known.set(scene, index);
    }
    return index;
}

/** What a step is called: its name, or the text that made it. */
export function stepTitle({ name, source }: FlowStep): string {
    return name ?? source;
}

/** The key of a step's card: unique in a picture. */
export function stepKey(id: number): string {
    return `s${id}`;
}

/** The key of a head's card; one selector can be a head in several layers. */
export function headKey({ id, layer }: Pick<FlowHead, 'id' | 'layer'>): string {
    return `h${id}.${layer}`;
}
