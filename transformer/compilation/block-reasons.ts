import { cutMiddle } from '../../language/program/cut-text.js';
import { meanings, sideIn } from './meanings.js';
import type { PlannedFit } from './network-plan.js';
import type { Network } from './network.js';
import type { PlannedBlock } from './schedule.js';

/** Things that a reason names, and the length of a name; beyond, it counts them and cuts it. */
const mostNamed = 3;
const longestName = 60;

/** Why a block is there for its feed-forward alone: what it computes, and what of that is not there earlier. */
export function reasonOf(network: Network, blocks: readonly PlannedBlock[], block: number): string {
    const fits = blocks[block]?.fits ?? [];
    const before = new Set(blocks[block - 1]?.fits.flatMap(({ outputs }) => outputs));
    const own = new Set(fits.flatMap(({ outputs }) => outputs.flatMap(index => namesOf(network, index))));
    const read = [...new Set(fits.flatMap(({ input }) => [...input.terms.keys()]))];
    const others = (indices: readonly number[]): string[] => [...new Set(indices.flatMap(index => namesOf(network, index)))].filter(name => !own.has(name));
    const isAwaiting = read.some(index => before.has(index));
    const [sources, awaited] = [others(read), others(read.filter(index => before.has(index)))];
    const begun = read.flatMap(index => sideIn(network.dimensions.get(index)?.meaning ?? '') ?? []);
    const computed = listed(fits.map(fit => computation(network, fit)));
    const from = (names: readonly string[]): string => (names.length === 0 ? '' : `${computed.endsWith(' compares') ? ',' : ''} from ${listed(names)}`);
    const what = `${computed}${from(sources)}`;
    if (!isAwaiting) {
        return `${what}, before the ${blocks.slice(0, block).some(({ heads }) => heads.length > 0) ? 'next' : 'first'} attention`;
    }
    return awaited.length === 0 ? `${what}${from(begun)}, begun in the block before`
        : awaited.length === sources.length ? `${what}, which the block before computes`
        : `${what}, once the block before has computed ${listed(awaited)}`;
}

/** What a feed-forward computes, in words. */
function computation(network: Network, { input, outputs: [output = -1] }: PlannedFit): string {
    const [sop = ''] = namesOf(network, output);
    const [only = -1, second] = input.terms.keys();
    if (sop.startsWith(comparedPrefix)) {
        return `prepares ${sop}`;
    }
    const isCount = second === undefined && network.dimensions.get(only)?.meaning === meanings.share && namesOf(network, only)[0] === sop;
    return isCount ? `recovers ${sop} from 1 / (1 + ${sop})` : `computes ${sop}`;
}

const comparedPrefix = 'what ';

/** What a dimension holds: the tokens or positions themselves where these are embedded, for whatever they were wanted. */
function namesOf({ dimensions }: Network, index: number): string[] {
    const { sop = '', embedded = [] } = dimensions.get(index) ?? {};
    const selector = /^(?:key|query) of (.*)$/s.exec(sop)?.[1];
    return embedded.length > 0 ? embedded.map(({ by }) => (by === 'token' ? 'tokens' : 'indices'))
        : [selector === undefined ? cutMiddle(sop, longestName) : `${comparedPrefix}${cutMiddle(selector, longestName)} compares`];
}

function listed(items: Iterable<string>): string {
    const names = [...new Set(items)];
    const named = names.slice(0, mostNamed);
    const rest = names.length - named.length;
    return rest > 0 ? `${named.join(', ')} and ${rest} more`
        : named.length > 1 ? `${named.slice(0, -1).join(', ')} and ${named.at(-1) ?? ''}` : named[0] ?? '';
}
