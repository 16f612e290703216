import type { CriticalPathResult, CriticalStep, StepPlace } from '../server/protocol/critical-path';

/** A row of the list: a step, a piece of advice, or a line between them. */
export type PathItem =
    | { readonly separator: string }
    | { readonly icon: string; readonly label: string; readonly description: string; /** What to tell when it is chosen. */ readonly message?: string; readonly place: StepPlace | undefined };

/** The list cuts what is longer. */
const LONGEST_LINE = 80;

const icons: Record<CriticalStep['kind'], string> = { input: 'symbol-variable', elementwise: 'symbol-operator', aggregate: 'symbol-event', selector: 'symbol-array' };

/** The rows for a chain: its steps under the layers that they are in, then what would lower the cost. */
export function pathItems({ steps, leftOut, leftOutBefore, advice }: CriticalPathResult & { ok: true }, uri: string): PathItem[] {
    const items: PathItem[] = [];
    let layer = -1;
    steps.forEach((step, i) => {
        if (leftOut > 0 && i === leftOutBefore) {
            items.push({ separator: `${leftOut} more steps` });
        }
        if (step.layer !== layer) {
            layer = step.layer;
            items.push({ separator: layer === 0 ? 'input' : `layer ${layer}` });
        }
        items.push({ icon: icons[step.kind], label: step.text, description: whereText(step.place, uri), place: step.place });
    });
    if (advice.length > 0) {
        items.push({ separator: 'what would lower layers or heads' });
    }
    for (const { text, summary, effect, place } of advice) {
        items.push({ icon: 'lightbulb', label: `${effect}: ${summary}`, description: whereText(place, uri), message: text, place });
        // In rows of their own: a row's detail is cut where the title of its group begins.
        items.push(...lines(text.slice(summary.length).replace(/^[,:] /, '')).map(line => ({ icon: 'blank', label: line, description: '', message: text, place })));
    }
    return items;
}

/** A text in lines that the list shows whole. */
function lines(text: string): string[] {
    const found: string[] = [];
    for (const word of text.split(' ').filter(part => part !== '')) {
        const last = found.at(-1);
        if (last === undefined || last.length + 1 + word.length > LONGEST_LINE) {
            found.push(word);
        } else {
            found[found.length - 1] = `${last} ${word}`;
        }
    }
    return found;
}

/** `line 7`, `line 7 of other.rasp`, `standard library`. */
function whereText(place: StepPlace | undefined, uri: string): string {
    if (place === undefined) {
        return '';
    }
    const line = `line ${place.range.start.line + 1}`;
    if (place.uri === uri) {
        return line;
    }
    return place.uri.startsWith('rasp-library:') ? 'standard library' : `${line} of ${decodeURIComponent(place.uri.slice(place.uri.lastIndexOf('/') + 1))}`;
}
