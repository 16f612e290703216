import type { FlowScene, FlowStep } from './scene.js';
import { headKey, sceneIndex } from './scene-index.js';
import { stepKey } from './scene-index.js';
import type { ShownEdge } from './visible-steps.js';

/**
 * The edges of one chain with as many heads as the scene has layers: why it needs so many. It is read from the target
 * upwards, at each step through the input that has the most heads behind it.
 */
export function longestChain(scene: FlowScene, edges: readonly ShownEdge[]): Set<ShownEdge> {
    const { steps, headOf, heads } = sceneIndex(scene);
    const taken = (step: FlowStep): { id: number; role: ShownEdge['role'] }[] => {
        const head = step.kind === 'aggregate' ? headOf.get(step.id) : undefined;
        return head === undefined ? step.inputs.map(id => ({ id, role: 'input' })) : [
            ...head.selects.flatMap(({ keys, queries }) => [{ id: keys, role: 'keys' as const }, { id: queries, role: 'queries' as const }]),
            ...step.inputs.map(id => ({ id, role: 'values' as const }))
        ];
    };
    const depths = new Map<number, number>();
    const deepest = <T extends { readonly id: number }>(among: readonly T[]): T | undefined =>
        among.reduce<T | undefined>((best, part) => (best === undefined || (depths.get(part.id) ?? 0) > (depths.get(best.id) ?? 0) ? part : best), undefined);
    for (const step of scene.steps) {
        depths.set(step.id, (depths.get(deepest(taken(step))?.id ?? -1) ?? 0) + (step.kind === 'aggregate' ? 1 : 0));
    }
    const into = new Map(edges.map(edge => [`${edge.step} ${edge.to} ${edge.role}`, edge]));
    const chain = new Set<ShownEdge>();
    const target = steps.get(scene.target);
    const alone = target === undefined ? scene.heads.find(({ id }) => id === scene.target) : undefined;
    const start = alone === undefined ? [] : alone.selects.flatMap(({ keys, queries }) => [{ id: keys, role: 'keys' as const }, { id: queries, role: 'queries' as const }]);
    const keyOf = (step: FlowStep): string => { const head = headOf.get(step.id); return head === undefined ? stepKey(step.id) : headKey(head); };

    let to = target === undefined ? alone === undefined ? '' : headKey(alone) : keyOf(target);
    let role: ShownEdge['role'] | undefined;
    let next = deepest(target === undefined ? start : taken(target));
    // What is folded into a card is passed with the role that it has for that card.
    while (next !== undefined && (depths.get(next.id) ?? 0) > 0) {
        const step = steps.get(next.id);
        if (step === undefined) {
            break;
        }
        role ??= next.role;
        const edge = into.get(`${step.id} ${to} ${role}`);
        if (edge !== undefined) {
            chain.add(edge);
            to = edge.from;
            role = undefined;
        }
        next = deepest(taken(step));
    }
    return heads.size === 0 ? new Set() : chain;
}
