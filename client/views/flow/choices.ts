import type { FlowScene, FlowStep } from '../../../language/drawing/scene';
import type { FlowView } from '../../../language/drawing/flow-view';

/** Pixels: a picture that would be higher begins with folded heads. */
const HIGH_PICTURE = 5_000;

/**
 * What a reader has opened and folded. Ids change with each edit, so steps are remembered by layer and text: what is
 * open stays open while one types.
 */
export class ViewChoices {
    private readonly opened = new Set<string>();
    private readonly folded = new Set<number>();
    private everyStep = false;
    private everyHead: boolean | undefined;
    upTo: number | undefined;

    viewOf(scene: FlowScene): FlowView {
        return {
            opened: this.everyStep ? 'all' : new Set(scene.steps.filter(step => this.opened.has(keyOf(step))).map(({ id }) => id)),
            folded: this.everyHead === true ? 'all' : this.folded,
            ...this.upTo !== undefined && this.upTo < scene.schedule.layers && { upTo: this.upTo }
        };
    }

    /** Folds all heads of a picture too high to find one's way in, unless the reader has chosen. @returns whether it did */
    foldIfHigh(height: number): boolean {
        if (height <= HIGH_PICTURE || this.everyHead !== undefined || this.folded.size > 0) {
            return false;
        }
        this.everyHead = true;
        return true;
    }

    /** Begins anew for another s-op; `upTo` and what was opened for all steps stay. */
    reset(): void {
        this.opened.clear();
        this.folded.clear();
        this.everyHead = undefined;
        this.upTo = undefined;
    }

    get areStepsOpen(): boolean {
        return this.everyStep;
    }

    get areHeadsFolded(): boolean {
        return this.everyHead === true;
    }

    toggleStep(scene: FlowScene, id: number): void {
        const step = scene.steps.find(each => each.id === id);
        if (step === undefined) {
            return;
        }
        if (this.everyStep) {
            this.everyStep = false;
            scene.steps.forEach(each => this.opened.add(keyOf(each)));
        }
        const key = keyOf(step);
        if (!this.opened.delete(key)) {
            this.opened.add(key);
        }
    }

    toggleLayer(scene: FlowScene, layer: number): void {
        if (this.everyHead === true) {
            this.everyHead = false;
            scene.heads.forEach(head => this.folded.add(head.layer));
        }
        if (!this.folded.delete(layer)) {
            this.folded.add(layer);
        }
    }

    openAll(isOpen: boolean): void {
        this.everyStep = isOpen;
        this.opened.clear();
    }

    foldAll(isFolded: boolean): void {
        this.everyHead = isFolded;
        this.folded.clear();
    }
}

function keyOf({ layer, kind, name, source }: FlowStep): string {
    return `${layer} ${kind} ${name ?? ''} ${source}`;
}
