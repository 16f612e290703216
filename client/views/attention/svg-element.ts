/** What an element is made with; what is undefined is left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An SVG element; strings become text nodes, so that no text of a program can become markup. */
export function svgElement<K extends keyof SVGElementTagNameMap>(name: K, attributes: Attributes = {}, ...children: readonly (Node | string)[]): SVGElementTagNameMap[K] {
    const made = document.createElementNS('http://www.w3.org/2000/svg', name);
    setAttributes(made, attributes);
    made.append(...children);
    return made;
}

/** Sets attributes, and removes those that are undefined. A `style` is refused by a strict content policy: set classes. */
export function setAttributes(element: Element, attributes: Attributes): void {
    for (const [name, value] of Object.entries(attributes)) {
        if (value === undefined) {
            element.removeAttribute(name);
        } else {
            element.setAttribute(name, String(value));
        }
    }
}
