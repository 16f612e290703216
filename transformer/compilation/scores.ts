import type { Selector, SOp } from '../../language/graph/nodes.js';
import { cutMiddle } from '../../language/program/cut-text.js';
import type { Condition } from './conditions.js';
import type { Feature, Features, VariableCode } from './features.js';
import type { Inference } from './inference.js';
import { keysOfLevels } from './key-counts.js';
import { combination, constantLinear } from './linear.js';
import type { Linear } from './linear.js';
import { meaningsOfSide } from './meanings.js';
import type { NetworkPlan } from './network-plan.js';
import { numericLabels, partedKinds } from './numeric-labels.js';
import { orderCode, staircase } from './order-code.js';
import type { ScoreLimits, Staircase } from './order-code.js';
import { RampFeatures } from './ramp-features.js';
import { CannotCompile, unlessRefused } from './refusal.js';
import { unit } from './rounding.js';
import type { Score } from './score.js';
import { digitsOf, isMark, matchingLabels, mostSquared, scoreCode, scoreDrop } from './score-codes.js';
import type { ScoreCode } from './score-codes.js';
import { scoreMatrix } from './score-matrix.js';
import type { ScoreMatrix, Side } from './score-matrix.js';
import { mostBlunt, SharpMarks } from './sharp-marks.js';
import type { Slot } from './slot.js';
import { SquareFeatures } from './square-features.js';
import { SquaredScores } from './squared-scores.js';
import type { Joint } from './tables.js';
import { TwoSidedMarks } from './two-sided-marks.js';
import type { Variable } from './variables.js';

/** Each side as it is, or with its s-ops as numbers in the residual stream first. */
const sides = [[false, false], [true, false], [false, true], [true, true]] as const;
/** How far such numbers may be off, times the longest input and in parts of their least distance, where as they are they cannot be put together. */
const fine = 1 / 64;
/** Numbers of a query or key that are tried one by one where they cannot be made together. */
const fewAlone = 3;
/** Characters of an s-op's name in what a number means. */
const longestName = 40;

/** What the builder lends. */
interface Parts {
    readonly inference: Inference;
    readonly plan: NetworkPlan;
    readonly features: Features;
    readonly codeOf: (variable: Variable) => VariableCode;
    readonly slot: (node: SOp, tolerance?: number) => Slot;
    readonly nameOf: (node: SOp | Selector) => string;
}

/** A clause of a head's condition, and for whom it is. */
export interface ScoreRequest {
    readonly clause: Condition;
    readonly node: SOp;
    readonly selector: Selector;
    /** Whether each query selects some key, whatever the clause is joined with. */
    readonly isNeverEmpty: boolean;
    /** Whether it is joined with none. */
    readonly isAlone: boolean;
    readonly limits: ScoreLimits;
    /** The same for an order, which can be made as exact as is asked for. */
    readonly ofOrder: ScoreLimits;
    /** How much what is off by rounding can grow by the clauses that it is added to. */
    readonly growth: number;
}

/** Makes scores: numbers of queries and keys in the residual stream, and their products. */
export class Scores {
    private readonly parts: Parts;
    private readonly sharp: SharpMarks;
    private readonly twoSided: TwoSidedMarks;
    private readonly ramps: RampFeatures;
    private readonly squares: SquaredScores;

    constructor(parts: Parts) {
        this.parts = parts;
        this.sharp = new SharpMarks(parts.plan);
        this.twoSided = new TwoSidedMarks(parts.plan);
        this.squares = new SquaredScores({
            squares: new SquareFeatures(parts.plan, parts.inference.checkpoint),
            numbers: (...request) => this.sideFeatures(...request), multiple: (...request) => this.multiple(...request),
            timeOf: ({ relation }) => relation.variables.reduce((latest, variable) => (variable.role === 'token' || variable.role === 'position' ? latest : Math.max(latest, parts.codeOf(variable).feature.time)), 0)
        });
        this.ramps = new RampFeatures(parts.plan, parts.codeOf, parts.inference.checkpoint);
    }

    /** @throws CannotCompile */
    make(request: ScoreRequest): Score {
        const { clause, node } = request;
        const matrix = scoreMatrix(this.parts.inference, clause, node);
        const stairs = staircase(matrix.selects);
        const made = (stairs && stairs.steps > 1 ? this.ordered(request, matrix, stairs) : undefined)
            ?? this.coded(request, matrix, false)
            ?? (stairs?.steps === 1 ? this.ordered(request, matrix, stairs) : undefined)
            ?? this.matched(request, matrix)
            ?? this.coded(request, matrix, true);
        if (made === undefined) {
            throw new CannotCompile(node, `its selector compares values that cannot be told apart exactly enough in float32 for length ${this.parts.inference.maxLength}`, 'Choose a shorter longest input, or round what is compared.');
        }
        return made;
    }

    private ordered({ node, selector, ofOrder, growth }: ScoreRequest, matrix: ScoreMatrix, stairs: Staircase): Score | undefined {
        const { inference, nameOf } = this.parts;
        const code = orderCode(stairs, keysOfLevels(inference, matrix.keys, stairs), ofOrder, growth);
        const name = nameOf(selector);
        const made = (side: Side, byKind: Int32Array, ramps: readonly Float64Array[], isFalling: boolean, what: string, isCut: boolean): readonly Linear[] | undefined => {
            const { relation, rows } = isCut ? this.cutKinds(side, node) : { relation: side.relation, rows: side.kinds };
            return this.ramps.make({ relation, levels: rows.map(kind => (kind < 0 ? -1 : byKind[kind] ?? -1)), ramps, isFalling, sop: `${what} of ${name}` });
        };
        let isRefined = false;
        for (const [cutsQueries, cutsKeys, isFine] of [...sides, ...sides.map(cuts => [...cuts, true] as const)]) {
            isRefined ||= isFine === true && this.refine(cutsQueries ? matrix.queries : undefined, cutsKeys ? matrix.keys : undefined);
            if (isFine === true && !isRefined) {
                continue;
            }
            const q = made(matrix.queries, stairs.queries, code.queries, true, 'query', cutsQueries);
            const k = q === undefined ? undefined : made(matrix.keys, stairs.keys, code.keys, false, 'key', cutsKeys);
            if (q !== undefined && k !== undefined) {
                return { factors: q.map((query, i) => ({ query: combination([[query, scoreDrop]]), key: combination([[k[i] ?? constantLinear(0), -1]]) })), error: code.error, sum: code.sum };
            }
        }
        return undefined;
    }

    /** Equality of digits, each as two numbers one of which is 0 exactly. */
    private matched({ node, selector }: ScoreRequest, matrix: ScoreMatrix): Score | undefined {
        const labels = matchingLabels(matrix.selects);
        if (labels === undefined) {
            return undefined;
        }
        const { queries, keys } = digitsOf(labels);
        const name = this.parts.nameOf(selector);
        const blunt = queries.map(() => mostBlunt);
        for (const [cutsQueries, cutsKeys] of sides) {
            const q = this.sideFeatures(matrix.queries, queries, blunt, node, `query of ${name}`, cutsQueries);
            const k = q === undefined ? undefined : this.sideFeatures(matrix.keys, keys, blunt, node, `key of ${name}`, cutsKeys);
            if (q !== undefined && k !== undefined) {
                return {
                    error: 0, sum: 0,
                    factors: q.flatMap((digit, i) => {
                        const query = this.twoSided.of(digit, `query of ${name}`);
                        const key = this.twoSided.of(k[i] ?? digit, `key of ${name}`);
                        return ([[query.one, key.zero], [query.zero, key.one]] as const).map(([a, b]) => ({ query: combination([[a, scoreDrop]]), key: combination([[b, -1]]) }));
                    })
                };
            }
        }
        return undefined;
    }

    /** @param isSharp whether marks are rounded, as float32 is not exact enough without */
    private coded(request: ScoreRequest, matrix: ScoreMatrix, isSharp: boolean): Score | undefined {
        const { clause, node, selector, isNeverEmpty, limits, growth, isAlone } = request;
        const { inference, nameOf } = this.parts;
        const accepted = Math.min(limits.each, limits.sum / inference.maxLength) / growth;
        const code = scoreCode(matrix.selects);
        const matching = isSharp ? undefined : matchingLabels(matrix.selects);
        const labels = matching && Math.max(...matching.queries, ...matching.keys) <= mostSquared ? numericLabels(inference, clause, matrix) ?? matching : undefined;
        const parted = labels && labels === matching ? partedKinds(inference, clause, matrix) : undefined;
        const squarings = labels === undefined ? [] : parted === undefined ? [{ ...matrix, labels, isJoint: false }]
            : [{ ...matrix, labels, isJoint: true }, { ...parted, isJoint: false }, { ...matrix, labels, isJoint: false }];
        const name = nameOf(selector);
        for (const cuts of sides) {
            for (const squaring of squarings) {
                const squared = this.squares.make({ ...squaring, cuts, about: node, sop: name, accepted, isNeverEmpty, isOne: limits.sum === Infinity, isAlone, maxLength: inference.maxLength });
                if (squared !== undefined) {
                    return { ...squared, error: squared.error * growth, sum: squared.sum * growth };
                }
            }
            const made = isSharp && ![...code.queries, ...code.keys].every(isMark) ? undefined : this.marked(request, matrix, code, cuts, accepted, isSharp);
            if (made !== undefined) {
                return made;
            }
        }
        return undefined;
    }

    private marked({ node, selector, growth }: ScoreRequest, matrix: ScoreMatrix, code: ScoreCode, [cutsQueries, cutsKeys]: readonly [boolean, boolean], accepted: number, isSharp: boolean): Score | undefined {
        const { inference, nameOf } = this.parts;
        const name = nameOf(selector);
        const made = (side: Side, own: 'query' | 'key', byKind: readonly Float64Array[], isCut: boolean): Feature[] | undefined => {
            const features = this.sideFeatures(side, byKind, byKind.map(() => (isSharp ? mostBlunt : accepted / scoreDrop)), node, `${own} of ${name}`, isCut);
            return isSharp ? features?.map((feature, i) => this.sharp.of(feature, byKind[i], `${own} of ${name}`)) : features;
        };
        const q = made(matrix.queries, 'query', code.queries, cutsQueries);
        const k = q === undefined ? undefined : made(matrix.keys, 'key', code.keys, cutsKeys);
        const error = q === undefined || k === undefined ? 0 : errorOf(code, q, k);
        return q === undefined || k === undefined || error > accepted ? undefined : {
            factors: q.map(({ linear }, i) => ({ query: combination([[linear, scoreDrop]]), key: k[i]?.linear ?? constantLinear(0) })),
            error: error * growth, sum: error * growth * inference.maxLength
        };
    }

    /** Numbers of the queries, or keys, by their kind. @param isCut whether each s-op may become a number of its own first */
    private sideFeatures(side: Side, byKind: readonly Float64Array[], accepted: readonly number[], about: SOp, sop: string, isCut: boolean): Feature[] | undefined {
        const { relation, kinds } = side;
        const { features: making, inference } = this.parts;
        const own = meaningsOfSide(side.nodes.map(node => cutMiddle(this.parts.nameOf(node), longestName)).join(' and '), byKind);
        const make = (rows: Int32Array, ofRelation: Joint['relation'], chosen: readonly number[]): Feature[] | undefined => making.make({
            relation: ofRelation, outputs: chosen.map(i => {
                inference.checkpoint();
                return Float64Array.from(rows, kind => byKind[i]?.[kind] ?? 0);
            }), isNeeded: Uint8Array.from(rows, kind => Number(kind >= 0)),
            sop, meanings: chosen.map(i => own[i] ?? ''), wanted: Math.max(2 ** -20, Math.min(...accepted) / 4), accepted: chosen.map(i => accepted[i] ?? 0)
        });
        const every = [...byKind.keys()];
        if (isCut) {
            const cut = this.cutKinds(side, about);
            return make(cut.rows, cut.relation, every);
        }
        // What is a multiple of a number that is there anyway takes no units of its own.
        const features = every.map(i => this.multiple(side, byKind[i], accepted[i] ?? 0));
        const rest = every.filter(i => features[i] === undefined);
        const together = make(kinds, relation, rest);
        rest.forEach((i, at) => { features[i] = together?.[at] ?? (rest.length <= fewAlone ? make(kinds, relation, [i])?.[0] : undefined); });
        return features.every(feature => feature !== undefined) ? features : undefined;
    }

    /** Makes numbers that s-ops are cut to more exact. @returns whether any are */
    private refine(...cut: readonly (Side | undefined)[]): boolean {
        const { inference, slot } = this.parts;
        const nodes = cut.flatMap(side => side?.nodes ?? []).filter(node => !inference.isPlain(node));
        return nodes.filter(node => {
            const before = slot(node);
            return unlessRefused(() => slot(node, fine / inference.maxLength)) !== before;
        }).length > 0;
    }

    private cutKinds({ nodes, kindOf }: Side, about: SOp): { rows: Int32Array; relation: Joint['relation'] } {
        const { relation, values } = this.parts.inference.cutJoint(nodes, about);
        return { relation, rows: Int32Array.from({ length: relation.size }, (_, row) => kindOf(values.map(column => column[row] ?? -1))) };
    }

    /** A number that is a multiple of an s-op's own, and a constant. */
    private multiple({ nodes, relation, kinds, values: [values] }: Side, byKind: Float64Array | undefined, accepted: number): Feature | undefined {
        const [node, second] = nodes;
        const [only, another] = relation.variables;
        const isEmbedded = another === undefined && (only === undefined || only.role === 'token' || only.role === 'position');
        if (node === undefined || second !== undefined || byKind === undefined || isEmbedded) {
            return undefined;
        }
        const { feature, codes } = this.parts.slot(node);
        const at = (row: number): readonly [code: number, value: number] => [codes.of.get(values?.[row] ?? -1) ?? 0, byKind[kinds[row] ?? 0] ?? 0];
        const start = kinds.findIndex(kind => kind >= 0);
        const first = at(start);
        const end = kinds.findIndex((kind, row) => kind >= 0 && at(row)[0] !== first[0]);
        if (start < 0 || end < 0) {
            return undefined;
        }
        const other = at(end);
        const slope = (other[1] - first[1]) / (other[0] - first[0]);
        const isMultiple = kinds.every((kind, row) => {
            const [code, value] = kind < 0 ? first : at(row);
            return first[1] + slope * (code - first[0]) === value;
        });
        const error = feature.error * Math.abs(slope);
        return isMultiple && error <= accepted ? { linear: combination([[feature.linear, slope], [constantLinear(first[1] - slope * first[0]), 1]]), time: feature.time, error } : undefined;
    }
}

/** How far a score can be off: because the numbers are, and where they are, because products of them are added up in some order. */
function errorOf({ queries, keys }: ScoreCode, q: readonly Feature[], k: readonly Feature[]): number {
    const ofRead = ({ error }: Feature, own: Float64Array | undefined): number => (error === 0 ? 0 : error + unit * sizeOf(own));
    const errors = q.map((query, i) => ({ query: ofRead(query, queries[i]), key: k[i] === undefined ? 0 : ofRead(k[i], keys[i]) }));
    if (errors.every(({ query, key }) => query === 0 && key === 0)) {
        return 0;
    }
    const most = (own: readonly Float64Array[], of: (size: number, i: number) => number): number => (
        (own[0] ?? new Float64Array(0)).reduce((largest, _, kind) => Math.max(largest, own.reduce((sum, values, i) => sum + of(Math.abs(values[kind] ?? 0), i), 0)), 0));
    const count = most(queries, size => Number(size > 0));
    return scoreDrop * (most(queries, (size, i) => size * (errors[i]?.key ?? 0)) + most(keys, (size, i) => size * (errors[i]?.query ?? 0))
        + count * unit * most(queries, (size, i) => size * sizeOf(keys[i])));
}

/** The largest of some numbers, whatever their signs. */
function sizeOf(values: Float64Array | undefined): number {
    return values?.reduce((most, value) => Math.max(most, Math.abs(value)), 0) ?? 0;
}
