import type { Location } from '../program/program.js';
import type { Advice } from './advice.js';
import { endTokenSample } from './advice.js';
import type { NamedNodes } from './named-nodes.js';

/** A piece of advice as an author reads it. */
export interface AdviceText {
    /** What to do, then when or why, in one line. Without backquotes or other marks. */
    readonly text: string;
    /** The first part of it: what to do. */
    readonly summary: string;
    /** `L 2 → 1`, `H 2 → 1` or both. */
    readonly effect: string;
    /** The first place to change; undefined where it stands in no file. */
    readonly place: Location | undefined;
}

/** Says what to change, in one line. */
export function adviceText(advice: Advice, names: NamedNodes): AdviceText {
    const { before, after, places } = advice;
    const effects = [
        ...(before.layers === after.layers ? [] : [`L ${before.layers} → ${after.layers}`]),
        ...(before.heads === after.heads ? [] : [`H ${before.heads} → ${after.heads}`])
    ];
    const first = places[0]?.[0];
    const [summary, rest] = sentence(advice, names);
    return { text: `${summary}${rest}`, summary, effect: effects.join(', '), place: first === undefined ? undefined : names.place(first) };
}

/** What to do, and the rest of the line. */
function sentence({ kind, places }: Advice, names: NamedNodes): readonly [summary: string, rest: string] {
    const [group = []] = places;
    const [first, second] = group.map(node => names.text(node));
    const more = places.length > 1 ? ` (and ${places.length - 1} more like this)` : '';
    switch (kind) {
        case 'share': return [`make ${first ?? ''} once and use its name`, `: it is made ${group.length} times${more}`];
        case 'same-pairs': return first === second ? [`make ${first ?? ''} once and use its name`, `: it is made ${group.length} times${more}`]
            : [`use ${first ?? ''} in place of ${second ?? ''}`, `: they select the same pairs${more}`];
        case 'bos': return [`count ${first ?? ''} in one head`, `, where inputs begin with a token that is not counted: round(1 / aggregate(${/^\w+$/.test(first ?? '') ? first ?? '' : 'sel'} or select(indices, 0, ==), indicator(indices == 0))) - 1${more}`];
        case 'end-token': return [`find the end by select(tokens, "${endTokenSample}", ==)`, `, where inputs end with such a token, in place of ${first ?? ''}, which waits for length`];
        case 'factor': return [`in ${first ?? ''}, multiply or divide the result, not the values`, `: the factor is the same everywhere, and comes later${more}`];
        case 'sorted': return [`leave out ${first ?? ''}`, `: what it sorts is sorted already${more}`];
    }
}
