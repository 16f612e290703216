import type { FlowEdge } from './flow-picture.js';
import type { FlowView } from './flow-view.js';
import type { FlowHead, FlowScene, FlowStep } from './scene.js';
import { headKey, sceneIndex, stepKey } from './scene-index.js';
import type { SceneIndex } from './scene-index.js';

/** A card before it has a place. */
export interface ShownCard {
    readonly key: string;
    readonly kind: 'step' | 'head';
    readonly id: number;
    readonly layer: number;
    readonly isFolded: boolean;
    readonly isOpened: boolean;
    readonly hidden: readonly number[];
}

export type ShownEdge = Pick<FlowEdge, 'from' | 'to' | 'step' | 'role'>;

export interface ShownFlow {
    /** Steps in the order of the scene. */
    readonly cards: readonly ShownCard[];
    readonly edges: readonly ShownEdge[];
}

/** Folded steps that are looked at before the rest is shown as it is: a step can be folded into very many. */
const mostFolded = 500_000;

/** Which cards a view of a scene has, and what flows between them past the steps that are folded away. */
export function shownFlow(scene: FlowScene, view: FlowView): ShownFlow {
    const folding = new Folding(scene, view);
    folding.chooseSteps();
    return folding.connect();
}

interface Taken {
    readonly step: number;
    readonly role: ShownEdge['role'];
}

class Folding {
    private readonly scene: FlowScene;
    private readonly view: FlowView;
    private readonly index: SceneIndex;
    private readonly last: number;
    private readonly visible = new Set<number>();
    private left = mostFolded;

    constructor(scene: FlowScene, view: FlowView) {
        this.scene = scene;
        this.view = view;
        this.index = sceneIndex(scene);
        this.last = view.upTo ?? Infinity;
    }

    /** Users come before what they use, so that what an opened card shows is known when its turn comes. */
    chooseSteps(): void {
        for (const head of this.scene.heads) {
            if (this.isOpened(head.id)) {
                takenBy(head).forEach(({ step }) => this.visible.add(step));
            }
        }
        for (const step of this.scene.steps.toReversed()) {
            const { id, kind, inputs } = step;
            if (!this.isFoldable(step)) {
                this.visible.add(id);
            }
            if (kind === 'elementwise' && this.visible.has(id) && this.isOpened(id)) {
                inputs.forEach(input => this.visible.add(input));
            }
        }
    }

    connect(): ShownFlow {
        const cards: ShownCard[] = [];
        const edges: ShownEdge[] = [];
        const add = (card: Omit<ShownCard, 'hidden' | 'isOpened'>, taken: readonly Taken[]): void => {
            const hidden = this.follow(card.key, taken, edges);
            const isOpened = this.isOpened(card.id) && taken.some(({ step }) => this.isFoldable(this.index.steps.get(step)));
            cards.push({ ...card, hidden, isOpened });
        };
        const pending = new Set(this.scene.heads.filter(({ layer }) => layer <= this.last));
        const addHead = (head: FlowHead): void => {
            if (pending.delete(head)) {
                add({ key: headKey(head), kind: 'head', id: head.id, layer: head.layer, isFolded: isIn(this.view.folded, head.layer) }, takenBy(head));
            }
        };
        pending.forEach(head => { if (head.aggregates.length === 0) { addHead(head); } });
        for (const step of this.scene.steps.toReversed()) {
            if (step.layer > this.last || !this.visible.has(step.id)) {
                continue;
            }
            const head = step.kind === 'aggregate' ? this.index.headOf.get(step.id) : undefined;
            if (head !== undefined) {
                addHead(head);
            } else {
                add({ key: stepKey(step.id), kind: 'step', id: step.id, layer: step.layer, isFolded: false }, step.inputs.map(input => ({ step: input, role: 'input' })));
            }
        }
        return { cards: cards.reverse(), edges: edges.reverse() };
    }

    /** Finds the shown steps that a card's values come from. @returns the folded ones between */
    private follow(key: string, taken: readonly Taken[], edges: ShownEdge[]): number[] {
        const hidden = new Set<number>();
        for (const role of ['values', 'keys', 'queries', 'input'] as const) {
            const found = new Set(taken.filter(part => part.role === role).map(({ step }) => step));
            for (const id of found) {
                const step = this.index.steps.get(id);
                if (step === undefined) {
                    continue;
                }
                if (!this.visible.has(id) && this.left > 0) {
                    this.left--;
                    hidden.add(id);
                    step.inputs.forEach(input => found.add(input));
                    continue;
                }
                this.visible.add(id);
                edges.push({ from: this.cardOf(step), to: key, step: id, role });
            }
        }
        return [...hidden].sort((a, b) => a - b);
    }

    private cardOf(step: FlowStep): string {
        const head = this.index.headOf.get(step.id);
        return head === undefined ? stepKey(step.id) : headKey(head);
    }

    /** Whether a step is shown only where the card that uses it is opened. */
    private isFoldable(step: FlowStep | undefined): boolean {
        return step !== undefined && step.id !== this.scene.target && step.error?.isOwn !== true
            && (step.kind === 'constant' || (step.kind === 'elementwise' && step.name === undefined));
    }

    private isOpened(id: number): boolean {
        return isIn(this.view.opened, id);
    }
}

function takenBy({ selects, aggregates }: FlowHead): Taken[] {
    return [
        ...selects.flatMap(({ keys, queries }): Taken[] => [{ step: keys, role: 'keys' }, { step: queries, role: 'queries' }]),
        ...aggregates.map(({ values }): Taken => ({ step: values, role: 'values' }))
    ];
}

function isIn(chosen: ReadonlySet<number> | 'all', id: number): boolean {
    return chosen === 'all' || chosen.has(id);
}
