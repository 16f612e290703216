/** An element of an SVG document, as a strict reader sees it. */
export interface Read {
    readonly name: string;
    readonly attributes: Readonly<Record<string, string>>;
    readonly children: readonly (Read | string)[];
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': '\'' };

/** Reads an SVG document, and throws where it is not well formed. */
export function readSvg(text: string): Read {
    const open: { name: string; attributes: Record<string, string>; children: (Read | string)[] }[] = [{ name: '', attributes: {}, children: [] }];
    let at = 0;
    const token = /<\/([\w:-]+)>|<([\w:-]+)((?: [\w:-]+="[^"<]*")*)(\/?)>|([^<]+)/y;
    while (at < text.length) {
        token.lastIndex = at;
        const match = token.exec(text);
        if (match === null) {
            throw new Error(`no XML: ${text.slice(at, at + 80)}`);
        }
        at = token.lastIndex;
        const [, end, start, attributes = '', isEmpty, words] = match;
        if (words !== undefined) {
            open.at(-1)?.children.push(decode(words));
        } else if (end !== undefined) {
            const closed = open.pop();
            if (closed?.name !== end) {
                throw new Error(`</${end}> ends <${closed?.name ?? ''}>`);
            }
        } else {
            const found: Record<string, string> = {};
            for (const [, name = '', value = ''] of attributes.matchAll(/ ([\w:-]+)="([^"]*)"/g)) {
                if (name in found) {
                    throw new Error(`${name} twice in <${start ?? ''}>`);
                }
                found[name] = decode(value);
            }
            const element = { name: start ?? '', attributes: found, children: [] };
            open.at(-1)?.children.push(element);
            if (isEmpty !== '/') {
                open.push(element);
            }
        }
    }
    const [root] = open[0]?.children ?? [];
    if (open.length !== 1 || root === undefined || typeof root === 'string') {
        throw new Error('an element is not closed');
    }
    return root;
}

/** All elements, the root first. */
export function allIn(root: Read): Read[] {
    return [root, ...root.children.flatMap(child => (typeof child === 'string' ? [] : allIn(child)))];
}

export function textOf(element: Read): string {
    return element.children.map(child => (typeof child === 'string' ? child : textOf(child))).join('');
}

export function classesOf({ attributes }: Read): string[] {
    return (attributes['class'] ?? '').split(' ').filter(name => name !== '');
}

function decode(text: string): string {
    return text.replace(/&([^;]*);?/g, (all, name: string) => {
        const char = entities[name];
        if (char === undefined || !all.endsWith(';')) {
            throw new Error(`${all} is no entity`);
        }
        return char;
    });
}
