import type { Offer } from './offer.js';
import { ranks } from './offer.js';
import type { Place } from './place.js';

type Wanted = 's-op' | 'selector';

/** What an argument of `select` or `aggregate` has to be, where the cursor is in one; undefined elsewhere. */
function wantedAt({ reader }: Place): Wanted | undefined {
    const top = reader.levels.at(-1);
    if (top?.kind !== '(') {
        return undefined;
    }
    switch (top.word?.text) {
        case 'select': return 's-op';
        case 'aggregate': return top.commas === 0 ? 'selector' : 's-op';
        default: return undefined;
    }
}

/** The offers with ranks that put first what fits at the place, and last what is of a wrong kind there. */
export function rankedByFit(offers: readonly Offer[], place: Place): readonly Offer[] {
    const wanted = wantedAt(place);
    return wanted === undefined ? offers : offers.map(offer => ({ ...offer, rank: offer.rank + fit(offer, wanted) * (ranks.library + 1) }));
}

function fit({ kind, gives }: Offer, wanted: Wanted): 0 | 1 | 2 {
    switch (kind) {
        case 's-op': case 'selector': return kind === wanted ? 0 : 2;
        case 'function': return gives === undefined ? 1 : gives === wanted ? 0 : 2;
        // Atoms stand for s-ops as well.
        case 'constant': return wanted === 's-op' ? 1 : 2;
        default: return 1;
    }
}
