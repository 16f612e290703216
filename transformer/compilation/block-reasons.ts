import { shortText } from '../../language/values/python-text.js';
import type { PlannedFit } from './network-plan.js';
import type { Network } from './network.js';
import type { PlannedBlock } from './schedule.js';

/** Things that a reason names, and the length of a name; beyond, it counts them and cuts it. */
const mostNamed = 3;
const longestName = 48;

/** What a dimension means that a head brings to count. */
const widthMeaning = '1 / (1 + value)';

/** Why a block is there for its feed-forward alone: what it computes, and what of that is not there earlier. */
export function reasonOf(network: Network, blocks: readonly PlannedBlock[], block: number): string {
    const fits = blocks[block]?.fits ?? [];
    const before = new Set(blocks[block - 1]?.fits.flatMap(({ outputs }) => outputs));
    const awaited = new Set(fits.flatMap(({ input }) => [...input.terms.keys()].filter(index => before.has(index)).flatMap(index => namesOf(network, index))));
    const rounded = fits.flatMap(({ outputs }) => { const [index = -1] = outputs; return network.dimensions.get(index)?.meaning === 'rounded' ? namesOf(network, index) : []; });
    const what = listed(fits.map(fit => computation(network, fit)));
    if (awaited.size === 0) {
        return `${what}, before the ${blocks.slice(0, block).some(({ heads }) => heads.length > 0) ? 'next' : 'first'} attention`;
    }
    const others = [...awaited].filter(name => !rounded.includes(name));
    return others.length === 0 ? `${what}, which the block before it computes` : `${what}, once the block before it has ${listed(others)}`;
}

/** What a feed-forward computes, in words. */
function computation(network: Network, { input, outputs: [output = -1], reason }: PlannedFit): string {
    const [sop = ''] = namesOf(network, output);
    const read = [...input.terms.keys()];
    const [only = -1, second] = read;
    if (network.dimensions.get(output)?.meaning === 'rounded') {
        return `rounds ${sop}`;
    }
    if (second === undefined && network.dimensions.get(only)?.meaning === widthMeaning && namesOf(network, only)[0] === sop) {
        return `recovers ${sop} from 1 / (1 + ${sop})`;
    }
    const others = read.flatMap(index => namesOf(network, index)).filter(name => name !== sop);
    return `computes ${shortText(reason, longestName)}${others.length === 0 ? '' : ` from ${listed(others)}`}`;
}

/** What a dimension holds: the tokens or positions themselves where these are embedded, for whatever they were wanted. */
function namesOf({ dimensions }: Network, index: number): string[] {
    const { sop = '', embedded = [] } = dimensions.get(index) ?? {};
    return embedded.length > 0 ? embedded.map(({ by }) => (by === 'token' ? 'tokens' : 'indices')) : [shortText(sop, longestName)];
}

function listed(items: Iterable<string>): string {
    const names = [...new Set(items)];
    const named = names.slice(0, mostNamed);
    const rest = names.length - named.length;
    return rest > 0 ? `${named.join(', ')} and ${rest} more`
        : named.length > 1 ? `${named.slice(0, -1).join(', ')} and ${named.at(-1) ?? ''}` : named[0] ?? '';
}
