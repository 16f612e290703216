import type { SvgElement } from '../../language/drawing/svg';

const NAMESPACE = 'http://www.w3.org/2000/svg';

/** An SVG element for the page; its texts become text, never markup. */
export function svgDom({ name, attributes, children }: SvgElement): SVGElement {
    const made = document.createElementNS(NAMESPACE, name) as SVGElement;
    for (const [attribute, value] of Object.entries(attributes)) {
        if (value !== undefined) {
            made.setAttribute(attribute, String(value));
        }
    }
    for (const child of children) {
        made.append(typeof child === 'string' ? child : svgDom(child));
    }
    return made;
}
