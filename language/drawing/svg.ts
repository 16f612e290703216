/** An SVG element as data: no text of a program can become markup, whoever draws it. */
export interface SvgElement {
    readonly name: string;
    readonly attributes: Readonly<Record<string, string | number | undefined>>;
    /** Elements, and texts that are escaped where they are written. */
    readonly children: readonly (SvgElement | string)[];
}

export function svg(name: string, attributes: SvgElement['attributes'], ...children: readonly (SvgElement | string)[]): SvgElement {
    return { name, attributes, children };
}

/** An element as XML. What XML cannot hold becomes U+FFFD. */
export function svgText(element: SvgElement): string {
    const parts: string[] = [];
    write(element, parts);
    return parts.join('');
}

function write({ name, attributes, children }: SvgElement, parts: string[]): void {
    parts.push('<', name);
    for (const [attribute, value] of Object.entries(attributes)) {
        if (value !== undefined) {
            parts.push(' ', attribute, '="', typeof value === 'number' ? numberText(value) : escapeXml(value), '"');
        }
    }
    if (children.length === 0) {
        parts.push('/>');
        return;
    }
    parts.push('>');
    for (const child of children) {
        if (typeof child === 'string') {
            parts.push(escapeXml(child));
        } else {
            write(child, parts);
        }
    }
    parts.push('</', name, '>');
}

/** Pixels to two places: more cannot be seen. */
function numberText(value: number): string {
    return String(Math.round(value * 100) / 100);
}

export function escapeXml(text: string): string {
    return text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
        .replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll('\'', '&#39;');
}
