import { element } from '../dom';
import { svgElement } from './svg-element';
import type { MatrixShown, Weights } from './matrix-model';
import { weightText } from './matrix-text';

const swatch = 12;
const strengths = [0, 0.25, 0.5, 0.75, 1];

/** The line above a matrix: what rows and columns are, and which colour is which weight. */
export function legend({ queriesTitle, keysTitle, source, other }: MatrixShown, weights: Weights): Node[] {
    const axes = element('span', { class: 'rasp-axis-titles' },
        element('span', {}, '↓ queries ', element('span', { class: 'rasp-value' }, queriesTitle)),
        element('span', {}, '→ keys ', element('span', { class: 'rasp-value' }, keysTitle)));
    if (!weights.isDifference || other === undefined) {
        return [axes, weights.isBinary ? element('span', {}, swatches('is-selected', [1]), ' selected') : element('span', {}, '0 ', swatches('is-selected', strengths), ` ${weightText(weights.top)}`)];
    }
    if (weights.isBinary) {
        return [axes, element('span', {}, swatches('is-negative', [1]), ` only ${source.label}  `, swatches('is-positive', [1]), ` only ${other.label}`)];
    }
    return [axes, element('span', {}, `${weightText(-weights.top, true)} (${source.label}) `, swatches('is-negative', [...strengths].reverse().slice(0, -1)),
        swatches('is-positive', strengths), ` ${weightText(weights.top, true)} (${other.label})`)];
}

function swatches(kind: string, opacities: readonly number[]): SVGSVGElement {
    return svgElement('svg', { class: 'rasp-swatches', width: opacities.length * swatch, height: swatch, 'aria-hidden': 'true' },
        ...opacities.map((opacity, i) => svgElement('rect', { class: `rasp-pair ${opacity === 0 ? '' : kind}`, x: i * swatch, y: 0, width: swatch, height: swatch, 'fill-opacity': opacity === 0 ? undefined : opacity })));
}
