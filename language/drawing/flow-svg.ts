import { drawBands, drawCard, drawEdge } from './flow-cards.js';
import { layoutFlow } from './flow-layout.js';
import { plainView } from './flow-view.js';
import type { FlowView } from './flow-view.js';
import type { FlowScene } from './scene.js';
import { svg, svgText } from './svg.js';

/** The flow as a document of its own, for papers: all that it needs is in it. */
export function flowSvg(scene: FlowScene, view: FlowView = plainView): string {
    const picture = layoutFlow(scene, view);
    return svgText(svg('svg', { xmlns: 'http://www.w3.org/2000/svg', width: picture.width, height: picture.height },
        drawBands(scene, picture), ...picture.edges.map(drawEdge), ...picture.cards.map(card => drawCard(scene, card))));
}
