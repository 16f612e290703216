import { describe, expect, it } from 'vitest';
import { ViewChoices } from '../../../../client/views/flow/choices';
import type { FlowScene } from '../../../../language/drawing/scene';
import { sceneOf } from '../../../language/drawing/scene-of-program';

const program = (more: string): FlowScene => sceneOf(`${more}same = select(tokens, tokens, ==);\nx = selector_width(same) + 1;\ny = selector_width(select(x, x, ==));`, 'y', 'hello');
const idOf = (scene: FlowScene, name: string): number => scene.steps.find(step => step.name === name)?.id ?? -1;

describe('what a reader has opened', () => {
    it('stays open when an edit gives steps other ids', () => {
        const choices = new ViewChoices();
        const before = program('');
        const after = program('z = indices * 7;\n');
        choices.toggleStep(before, idOf(before, 'x'));
        expect(idOf(after, 'x')).not.toBe(idOf(before, 'x'));
        expect(choices.viewOf(after).opened).toEqual(new Set([idOf(after, 'x')]));
    });

    it('closes one of all that are open', () => {
        const choices = new ViewChoices();
        const scene = program('');
        choices.openAll(true);
        expect(choices.viewOf(scene).opened).toBe('all');
        choices.toggleStep(scene, idOf(scene, 'x'));
        expect(choices.viewOf(scene).opened).toEqual(new Set(scene.steps.map(({ id }) => id).filter(id => id !== idOf(scene, 'x'))));
    });

    it('unfolds one layer of all that are folded', () => {
        const choices = new ViewChoices();
        const scene = program('');
        choices.foldAll(true);
        choices.toggleLayer(scene, 1);
        expect(choices.viewOf(scene).folded).toEqual(new Set([2]));
    });

    it('folds a high picture until the reader unfolds it', () => {
        const choices = new ViewChoices();
        expect([choices.foldIfHigh(2_000), choices.foldIfHigh(9_000), choices.areHeadsFolded]).toEqual([false, true, true]);
        choices.foldAll(false);
        expect([choices.foldIfHigh(9_000), choices.areHeadsFolded]).toEqual([false, false]);
    });

    it('draws all layers where fewer were asked for than there are', () => {
        const choices = new ViewChoices();
        choices.upTo = 2;
        expect(choices.viewOf(program('')).upTo).toBeUndefined();
        choices.upTo = 1;
        expect(choices.viewOf(program('')).upTo).toBe(1);
    });
});
