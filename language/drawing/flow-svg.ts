import { drawBands, drawCard, drawEdge } from './flow-cards.js';
import { layoutFlow } from './flow-layout.js';
import type { FlowPicture } from './flow-picture.js';
import { plainView } from './flow-view.js';
import type { FlowView } from './flow-view.js';
import { paperTheme, pictureStyle } from './picture-style.js';
import type { FlowScene } from './scene.js';
import { svg, svgText } from './svg.js';
import type { SvgElement } from './svg.js';
import { fitText, textWidth, visibleText } from './text-width.js';

const margin = 12;
const headerHeight = 50;

/** The flow as a document of its own, for papers: all that it needs is in it. */
export function flowSvg(scene: FlowScene, view: FlowView = plainView): string {
    const picture = layoutFlow(scene, view);
    const heading = visibleText(`${scene.title} on ${scene.input}`);
    const caption = captionOf(scene, picture);
    const width = Math.max(picture.width, Math.min(720, textWidth(heading, 'bold', 16)), textWidth(caption, 'sans', 11) + 2);
    const edges = [...picture.edges].sort((a, b) => Number(a.isOnLongestChain) - Number(b.isOnLongestChain));
    return svgText(standalone({
        width: width + 2 * margin, height: picture.height + headerHeight + 2 * margin, title: heading, description: description(scene, caption)
    },
    svg('text', { class: 'rasp-heading', x: margin, y: margin + 15 }, fitText(heading, 'bold', 16, width)),
    svg('text', { class: 'rasp-caption', x: margin, y: margin + 34 }, caption),
    svg('g', { transform: `translate(${margin} ${margin + headerHeight})` },
        withoutFolds(drawBands(scene, { ...picture, width })),
        svg('g', { class: 'rasp-edges' }, ...edges.map(drawEdge)),
        svg('g', { class: 'rasp-cards' }, ...picture.cards.map(card => drawCard(scene, card))))));
}

/** A whole document with its style, for any viewer. */
export function standalone({ width, height, title, description }: { readonly width: number; readonly height: number; readonly title: string; readonly description: string }, ...content: readonly SvgElement[]): SvgElement {
    const [w, h] = [Math.ceil(width), Math.ceil(height)];
    return svg('svg', { 'xmlns': 'http://www.w3.org/2000/svg', 'class': 'rasp-picture', 'role': 'img', 'aria-labelledby': 'rasp-title rasp-desc', 'width': w, 'height': h, 'viewBox': `0 0 ${w} ${h}` },
        svg('title', { id: 'rasp-title' }, title), svg('desc', { id: 'rasp-desc' }, description), svg('style', {}, pictureStyle(paperTheme)),
        svg('rect', { class: 'rasp-paper', width: w, height: h }), ...content);
}

function captionOf({ schedule: { layers, heads, policy, shared } }: FlowScene, { edges }: FlowPicture): string {
    if (heads === 0 && layers > 0) {
        return `A selector: nothing is averaged through it here. It can be used from layer ${layers} on.`;
    }
    const counts = `${counted(layers, 'layer')}, at most ${counted(heads, 'head')} in one${policy === 'early' ? '' : policy === 'late' ? ', as late as possible' : ', fewest heads'}${shared ? ', equal selectors shared' : ''}`;
    return edges.some(({ isOnLongestChain }) => isOnLongestChain === true) ? `${counts}. Thick: a longest chain, which needs ${counted(layers, 'layer')}.` : `${counts}.`;
}

function description(scene: FlowScene, caption: string): string {
    const layers = scene.schedule.widths.map((_, i) => {
        const names = scene.heads.filter(({ layer }) => layer === i + 1).map(({ name }) => name);
        return `Layer ${i + 1}: ${names.join('; ')}.`;
    });
    return [caption, ...layers].join(' ');
}

/** What folds a layer is of use in an editor alone. */
function withoutFolds(element: SvgElement): SvgElement {
    return { ...element, children: element.children.filter(child => typeof child === 'string' || child.attributes['data-fold'] === undefined).map(child => (typeof child === 'string' ? child : withoutFolds(child))) };
}

function counted(count: number, noun: string): string {
    return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
