import { svgElement } from '../attention/svg-element';
import { lookOf, markerShape } from './curve-paths';

/** A piece of a run's line with its marker. */
export function swatch(slot: number): SVGSVGElement {
    return svgElement('svg', { class: 'swatch', width: 26, height: 12, 'aria-hidden': 'true' },
        svgElement('path', { class: `chart-line ${lookOf(slot)}`, d: 'M1 6H25' }),
        svgElement('g', { class: `chart-markers ${lookOf(slot)}` }, svgElement('path', { d: markerShape(slot), transform: 'translate(13 6)' })));
}
