import type { Allowance } from '../cost/cost.js';
import { isSelector, isSOp } from '../graph/nodes.js';
import { libraryValue, namesSetBetween } from '../program/names-above.js';
import type { SetName } from '../program/names-above.js';
import { standardLibrary } from '../program/library.js';
import { libraryFunctionCost, libraryFunctionSample } from '../program/documentation.js';
import type { Program } from '../program/program.js';
import { summaryOf, summaryText } from '../program/summary.js';
import { typeName } from '../program/type-name.js';
import { RaspFunction } from '../program/value.js';
import type { Value } from '../program/value.js';
import { shortCost } from '../cost/short-cost.js';
import type { LocalName } from '../syntax/name-reader.js';
import type { Offer, OfferKind } from './offer.js';
import { ranks } from './offer.js';
import type { Place } from './place.js';

/** Names of the program that are offered at most: the nearest that can become what is typed. */
const mostNames = 2_000;
/** Nodes that are looked at for the costs of one list; a millisecond or two. The next list counts on from there, and a row that is looked at is counted in any case. */
const costAllowance = 12_000;

/** What nearly every program uses. */
const commonNames = ['tokens', 'indices', 'length'];

/** The names that can be used at a place: those of the statement itself, of the program above it, and of the library. */
export function nameOffers(program: Program, { index, reader }: Place, typed: string, isCalled: boolean): { readonly offers: Offer[]; readonly isCut: boolean } {
    const offers: Offer[] = [];
    const taken = new Set<string>();
    for (const local of reader.names()) {
        if (!taken.has(local.name)) {
            taken.add(local.name);
            offers.push(localOffer(local, isCalled));
        }
    }
    const above = [...namesSetBetween(program, 0, index)].filter(({ name }) => !taken.has(name));
    above.forEach(({ name }) => taken.add(name));
    // A function sees the globals of the moment at which it is called.
    const below = reader.inFunction ? [...namesSetBetween(program, index + 1, program.parsed.length)].filter(({ name }) => !taken.has(name)) : [];
    below.forEach(({ name }) => taken.add(name));
    const isCut = above.length + below.length > mostNames;
    const fitting = (names: readonly SetName[]): readonly SetName[] => (isCut ? names.filter(({ name }) => canBecome(typed, name)) : names);
    const allowance: Allowance = { left: costAllowance };
    const own = [...fitting(above).map(set => ({ set, rank: ranks.own, note: '' })), ...fitting(below).map(set => ({ set, rank: ranks.below, note: 'set below' }))];
    for (const { set, rank, note } of own.slice(0, mostNames)) {
        offers.push(ownOffer(program, set, rank, note, allowance, isCalled));
    }
    const common = commonNames.filter(name => !taken.has(name));
    common.forEach(name => taken.add(name));
    // In this order a name comes before the longer ones that begin with it.
    const rest = [...standardLibrary().scope.visibleNames(), 'out'].filter(name => !taken.has(name)).sort();
    offers.push(...common.map(name => libraryOffer(name, ranks.language, isCalled)), ...rest.map(name => libraryOffer(name, ranks.library, isCalled)));
    return { offers, isCut };
}

function localOffer({ name, kind, parameters, isGlobal }: LocalName, isCalled: boolean): Offer {
    const rank = isGlobal ? ranks.own : ranks.local;
    return kind === 'function'
        ? { label: name, kind: 'function', rank, ...call(name, parameters, isCalled) }
        : { label: name, kind: 'name', detail: kind === 'comprehension' ? 'in the comprehension' : kind, rank };
}

function ownOffer(program: Program, { name, index, value }: SetName, rank: number, note: string, allowance: Allowance, isCalled: boolean): Offer {
    const result = program.results[index];
    if (value === undefined || result === undefined) {
        return { label: name, kind: 'name', rank, setBy: index, ...note === '' ? {} : { detail: note } };
    }
    const text = value instanceof RaspFunction ? 'function' : summaryText(summaryOf(program, result, name, value, allowance));
    return {
        label: name, kind: kindOf(value), detail: note === '' ? text : `${text}, ${note}`, rank, setBy: index,
        ...value instanceof RaspFunction ? { ...gives(lastResult(program, value)), ...call(name, value.parameters, isCalled) } : {}
    };
}

function libraryOffer(name: string, rank: number, isCalled: boolean): Offer {
    const value = libraryValue(name);
    if (value === undefined) {
        return { label: name, kind: 'name', detail: 'the last value', rank, isLibrary: true };
    }
    const cost = value instanceof RaspFunction ? libraryFunctionCost(name, value.parameters) : undefined;
    const summary = isSOp(value) || isSelector(value) ? shortCost(value, { left: Infinity }) : cost === undefined ? undefined : `L${cost.layers} H${cost.heads}`;
    const type = value instanceof RaspFunction ? 'function' : typeName(value);
    return {
        label: name, kind: kindOf(value), detail: summaryText({ type, cost: summary }), rank, isLibrary: true,
        ...value instanceof RaspFunction ? { ...gives(libraryFunctionSample(name, value.parameters)), ...call(name, value.parameters, isCalled) } : {}
    };
}

function kindOf(value: Value): OfferKind {
    return isSOp(value) ? 's-op' : isSelector(value) ? 'selector' : value instanceof RaspFunction ? 'function' : 'constant';
}

/** What a function gave when it was called last. */
function lastResult(program: Program, value: RaspFunction): Value | undefined {
    const [result, second] = value.tree.results;
    return result === undefined || second !== undefined ? undefined : program.valueOfTree(result);
}

function gives(value: Value | undefined): Pick<Offer, 'gives'> {
    return value === undefined ? {} : { gives: isSOp(value) ? 's-op' : isSelector(value) ? 'selector' : 'other' };
}

/** A function is inserted with its brackets and a stop at each parameter, unless a bracket stands there already. */
function call(name: string, parameters: readonly string[], isCalled: boolean): Pick<Offer, 'signature' | 'snippet'> {
    const signature = `(${parameters.join(', ')})`;
    return isCalled ? { signature } : { signature, snippet: `${name}(${parameters.map((parameter, i) => `\${${i + 1}:${parameter}}`).join(', ')})` };
}

/** Whether the letters typed stand in a name in their order, as editors filter. */
function canBecome(typed: string, name: string): boolean {
    const lower = name.toLowerCase();
    let at = 0;
    for (const letter of typed.toLowerCase()) {
        at = lower.indexOf(letter, at) + 1;
        if (at === 0) {
            return false;
        }
    }
    return true;
}
