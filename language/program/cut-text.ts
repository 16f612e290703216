/** A text in at most so many characters, without its middle: names of selectors begin alike, and differ at their ends. */
export function cutMiddle(text: string, most: number): string {
    if (text.length <= most) {
        return text;
    }
    const behind = Math.floor((most - 1) / 2);
    return `${firstOf(text, most - 1 - behind)}…${lastOf(text, behind)}`;
}

/** Texts in at most so many characters each, cut so that those that differ still do. */
export function cutApart(texts: readonly string[], most: number): string[] {
    const alike = Map.groupBy(texts, text => cutMiddle(text, most));
    return texts.map(text => {
        const cut = cutMiddle(text, most);
        const others = (alike.get(cut) ?? []).filter(other => other !== text);
        return others.length === 0 ? cut : cutAround(text, Math.max(...others.map(other => sharedStart(text, other))), most);
    });
}

/** The begin, the end, and between them what is around a place. */
function cutAround(text: string, place: number, most: number): string {
    const third = Math.floor((most - 2) / 3);
    const from = Math.max(third, Math.min(place - Math.floor(third / 2), text.length - 2 * third));
    return `${firstOf(text, third)}…${lastOf(firstOf(text, from + third), third)}…${lastOf(text, third)}`;
}

function sharedStart(a: string, b: string): number {
    let at = 0;
    while (at < a.length && a[at] === b[at]) {
        at++;
    }
    return at;
}

/** As `slice`, but no character is cut in two. */
function firstOf(text: string, count: number): string {
    return text.slice(0, count).replace(/[\uD800-\uDBFF]$/, '');
}

function lastOf(text: string, count: number): string {
    return text.slice(text.length - count).replace(/^[\uDC00-\uDFFF]/, '');
}
