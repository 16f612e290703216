import type { PlannedFit } from './network-plan.js';
import type { Network } from './network.js';
import type { PlannedBlock } from './schedule.js';

/** Things that a reason names; beyond, it counts them. */
const mostNamed = 3;

/** Why a block is there for its feed-forward alone: what it computes, and what of that is not there earlier. */
export function reasonOf(network: Network, blocks: readonly PlannedBlock[], block: number): string {
    const fits = blocks[block]?.fits ?? [];
    const before = blocks[block - 1];
    const computed = new Set(before?.fits.flatMap(({ outputs }) => outputs));
    const waiting = fits.filter(({ input }) => [...input.terms.keys()].some(index => computed.has(index)));
    const sops = (indices: Iterable<number>): string[] => [...new Set([...indices].map(index => network.dimensions.get(index)?.sop ?? ''))].filter(sop => sop !== '');
    const what = listed([...new Set(fits.map(fit => computation(network, fit)))]);
    const awaited = sops(waiting.flatMap(({ input }) => [...input.terms.keys()].filter(index => computed.has(index))));
    return waiting.length > 0 ? `${what}; it needs ${listed(awaited)} of block ${block} first`
        : `${what}; it is needed before ${blocks.slice(0, block).some(({ heads }) => heads.length > 0) ? 'the next' : 'the first'} attention`;
}

/** What a feed-forward computes, in words. */
function computation({ dimensions }: Network, { input, outputs }: PlannedFit): string {
    const of = dimensions.get(outputs[0] ?? -1);
    const sop = of?.sop ?? '';
    const read = [...input.terms.keys()].map(index => dimensions.get(index));
    const from = read.map(dimension => (dimension?.meaning === widthMeaning ? `1 / (1 + ${dimension.sop})` : dimension?.sop ?? ''));
    const [only, second] = read;
    if (of?.meaning === 'rounded') {
        return `rounds ${sop}`;
    }
    return second === undefined && only?.meaning === widthMeaning && only.sop === sop ? `recovers ${sop} from ${listed(from)}`
        : `computes ${sop}${of?.meaning === 'square' ? ' squared' : ''} from ${listed([...new Set(from)])}`;
}

/** What a dimension means that a head brings to count. */
const widthMeaning = '1 / (1 + value)';

function listed(names: readonly string[]): string {
    const named = names.slice(0, mostNamed);
    const rest = names.length - named.length;
    return rest > 0 ? `${named.join(', ')} and ${rest} more`
        : named.length > 1 ? `${named.slice(0, -1).join(', ')} and ${named.at(-1) ?? ''}` : named[0] ?? '';
}
