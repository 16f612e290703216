import type { AggregateSOp, ElementwiseSOp, Selector, SOp } from '../../language/graph/nodes.js';
import { conditionOf, joined, simplified } from './conditions.js';
import type { Comparison, Condition } from './conditions.js';
import { sumOfCounts } from './counted-cases.js';
import { disjointCases } from './disjoint-cases.js';
import { Features } from './features.js';
import type { Feature, VariableCode } from './features.js';
import type { Inference } from './inference.js';
import { combination, constantLinear, dimension } from './linear.js';
import type { Linear } from './linear.js';
import { meanings } from './meanings.js';
import { bosDimension, NetworkPlan, stepsPerLayer } from './network-plan.js';
import type { PlannedHead } from './network-plan.js';
import { CannotCompile } from './refusal.js';
import { unit } from './rounding.js';
import { matchingLabels, scoreDrop } from './score-codes.js';
import { scoreMatrix } from './score-matrix.js';
import { Scores } from './scores.js';
import type { Joint } from './tables.js';
import type { Slot } from './slot.js';
import { TypedSlots } from './typed-slots.js';
import { valueCodes } from './value-codes.js';
import type { Variable } from './variables.js';
import { headKey } from './summed-means.js';
import { isShareOfFirst, widthOf } from './width-pattern.js';

/** How far scores may be off: those of several keys that are to weigh alike, all together; dividing by the root of a head's width makes them up to twice as large. */
export const evenError = 1 / 52;
/** The same for a key that no other one is selected with. */
const singleError = 6;
/** What means are off by in any case. */
const leastError = 2 ** -23;
/** What sums, as a part of the total weight, are off by in any case; scores are off by twice what is planned. */
const leastSumError = 2 ** -19;

export interface BuilderOptions {
    readonly inference: Inference;
    /** For each selector, by its shared id, the aggregates whose head brings other things than the share of position 0. */
    readonly aggregates: ReadonlyMap<number, readonly AggregateSOp[]>;
    /** The selectors, by their shared ids, whose head brings the share of position 0 as well. */
    readonly shares: ReadonlySet<number>;
    readonly nameOf: (node: SOp | Selector) => string;
    /** Heads that each layer, from 1, may have besides one for each selector. */
    readonly spareHeads: readonly number[];
    /** How far scores of keys that are counted in an order may be off, all together: the less, the wider they are. */
    readonly orderError: number;
}

/** Puts s-ops into a network, from the one that is asked for down to the tokens; what nothing asks for is not built. */
export class Builder {
    readonly plan = new NetworkPlan();
    /** Whether other options may make a smaller network. */
    readonly choices = { hasSplit: false, hasOrder: false };
    private readonly inference: Inference;
    private readonly options: BuilderOptions;
    private readonly features: Features;
    private readonly typed: TypedSlots;
    private readonly scores: Scores;
    private readonly slots = new Map<number, Slot>();
    private readonly variableCodes = new Map<Variable, VariableCode>();
    private readonly spareHeads: number[];

    constructor(options: BuilderOptions) {
        this.options = options;
        this.spareHeads = [...options.spareHeads];
        this.inference = options.inference;
        this.features = new Features(this.plan, variable => this.codeOf(variable), this.inference.checkpoint);
        this.scores = new Scores({ inference: this.inference, plan: this.plan, features: this.features, codeOf: variable => this.codeOf(variable), slot: (node, tolerance) => this.slot(node, tolerance), nameOf: options.nameOf });
        this.typed = new TypedSlots({
            inference: this.inference, plan: this.plan, nameOf: options.nameOf,
            slot: node => this.slot(node), codeOf: variable => this.codeOf(variable), ofInputs: node => this.ofInputs(node),
            bring: (node, value, meaning, span) => this.bring(this.valueHead(node), node, value, meaning, 0, span, this.inference.selections.get(node.shared)?.isOne)
        });
    }

    /** @param tolerance how far it may be off, in parts of the least distance of its values */
    slot(node: SOp, tolerance = 0.05): Slot {
        let slot = this.slots.get(node.shared);
        if (slot === undefined || slot.feature.error > tolerance * slot.codes.gap) {
            slot = this.makeSlot(node, tolerance);
            this.slots.set(node.shared, slot);
        }
        return slot;
    }

    private makeSlot(node: SOp, tolerance: number): Slot {
        const { inference } = this;
        const own = inference.ownVariable(node);
        if (own?.role === 'aggregate' && own.node !== undefined) {
            return this.aggregateSlot(own, own.node as AggregateSOp);
        }
        if (own?.role === 'width' && isShareOfFirst(node)) {
            const { feature, codes, errors } = this.codeOf(own);
            const known = valueCodes(inference.atoms, own.domain);
            return { feature: { ...feature, error: errors.reduce((most, error) => Math.max(most, error), 0) }, codes: { ...known, of: new Map(own.domain.map((id, i) => [id, codes[i] ?? 0])) } };
        }
        const codes = valueCodes(inference.atoms, inference.valuesOf(node));
        const accepted = codes.gap * tolerance;
        const { relation, values } = inference.table(node);
        const ofRelation = (joint: Joint): Feature | undefined => {
            const column = joint.values[0] ?? new Int32Array(0);
            return this.features.make({
                relation: joint.relation, outputs: [Float64Array.from(column, id => codes.of.get(id) ?? 0)], isNeeded: Uint8Array.from(column, id => Number(id >= 0)),
                sop: this.options.nameOf(node), meanings: [codes.isNumeric ? meanings.value : meanings.numbered], wanted: accepted / 50, accepted: [accepted]
            })?.[0];
        };
        const direct = ofRelation({ relation, values: [values] });
        const linear = codes.isNumeric && relation.variables.length > 1 ? this.linear(node, accepted) : undefined;
        const best = direct === undefined || (linear !== undefined && linear.time <= direct.time) ? linear ?? direct : direct;
        const feature = best ?? (node.kind === 'elementwise' && own?.role !== 'width' ? ofRelation(this.ofInputs(node)) : undefined);
        if (feature === undefined) {
            throw new CannotCompile(node, `its ${inference.valuesOf(node).length} values cannot be computed exactly enough in float32 for length ${inference.maxLength}`, 'Choose a shorter longest input, or round intermediate results.');
        }
        return { feature, codes };
    }

    /** A sum, a difference or a multiple is a sum in the residual stream. */
    private linear(node: SOp, accepted: number): Feature | undefined {
        if (node.kind !== 'elementwise') {
            return undefined;
        }
        const { operation, inputs: [a, b] } = node;
        const numberOf = (input: SOp | undefined): number | undefined => (input?.kind === 'constant' ? this.inference.atoms.number(this.inference.atoms.id(input.value)) : undefined);
        const parts: (readonly [SOp | undefined, number])[] | undefined = operation.kind === 'unary' ? (operation.operator === '-' ? [[a, -1]] : operation.operator === '+' ? [[a, 1]] : undefined)
            : operation.kind !== 'arithmetic' ? undefined
            : operation.operator === '+' ? [[a, 1], [b, 1]]
            : operation.operator === '-' ? [[a, 1], [b, -1]]
            : operation.operator === '*' && numberOf(b) !== undefined ? [[a, numberOf(b) ?? 1]]
            : operation.operator === '*' && numberOf(a) !== undefined ? [[b, numberOf(a) ?? 1]]
            : operation.operator === '/' && (numberOf(b) ?? 0) !== 0 ? [[a, 1 / (numberOf(b) ?? 1)]]
            : undefined;
        if (parts === undefined) {
            return undefined;
        }
        const features: (readonly [Feature, number])[] = [];
        for (const [input, weight] of parts) {
            const slot = input === undefined ? undefined : this.slot(input);
            if (slot?.codes.isNumeric !== true) {
                return undefined;
            }
            features.push([slot.feature, weight]);
        }
        const error = features.reduce((sum, [feature, weight]) => sum + feature.error * Math.abs(weight), 0);
        return error > accepted ? undefined : {
            linear: combination(features.map(([feature, weight]) => [feature.linear, weight])),
            time: features.reduce((latest, [feature]) => Math.max(latest, feature.time), 0),
            error
        };
    }

    /** An s-op as a function of its arguments, each of which becomes a number in the residual stream first. */
    private ofInputs(node: ElementwiseSOp): Joint {
        const { relation, values } = this.inference.applied(node, this.inference.cutJoint(node.inputs, node));
        return { relation, values: [values] };
    }

    /** The same where atoms of one number, such as 1 and 1.0, have codes of their own. */
    typedSlot(node: SOp): Slot {
        return this.typed.slot(node);
    }

    private codeOf(variable: Variable): VariableCode {
        let code = this.variableCodes.get(variable);
        // An s-op that is cut off may have become more exact.
        if (code === undefined || (variable.role === 'cut' && variable.node !== undefined && code.feature !== this.slot(variable.node).feature)) {
            code = this.makeCode(variable);
            this.variableCodes.set(variable, code);
        }
        return code;
    }

    private makeCode(variable: Variable): VariableCode {
        const { node, domain } = variable;
        if (node === undefined) {
            throw new Error('token and position have no number of their own');
        }
        if (variable.role === 'width') {
            return this.widthCode(variable, node);
        }
        if (variable.role === 'sum') {
            return this.sumCode(variable, node as AggregateSOp);
        }
        const { feature, codes } = this.slot(node);
        return { feature, codes: Float64Array.from(domain, id => codes.of.get(id) ?? 0), errors: new Float64Array(domain.length).fill(feature.error) };
    }

    /** The number of selected keys as 1 / (1 + number): the share of BOS where it weighs as much as each of them. */
    private widthCode(variable: Variable, node: SOp): VariableCode {
        const { inference } = this;
        const selector = widthOf(node) ?? (node as AggregateSOp).selector;
        const isShare = isShareOfFirst(node);
        const whole = conditionOf(selector);
        const numbers = variable.domain.map(id => inference.atoms.number(id) ?? 0);
        const codes = Float64Array.from(numbers, number => (isShare ? number : 1 / (1 + number)));
        const key = `${node.layer} ${isShare ? 'share' : 'width'} ${selector.shared}`;
        if (isShare && this.options.aggregates.has(selector.shared)) {
            const head = this.head(node, selector, `${node.layer} ${selector.shared}`, whole, -scoreDrop / 2);
            const mark = this.plan.embed('position', Float64Array.from({ length: inference.maxLength }, (_, i) => Number(i === 0)), 'indices', meanings.positionZero);
            return withRelativeErrors(this.bring(head, node, dimension(mark), meanings.shareOfZero, 0, 1), codes, head);
        }
        const split = isShare ? undefined : this.countedByCases(node, selector, key, whole, numbers);
        if (split !== undefined) {
            return split;
        }
        const condition = isShare ? this.behindFirst(whole, node) : whole;
        const first = this.plan.embed('position', Float64Array.from({ length: inference.maxLength }, (_, i) => Number(i === 0)), 'indices', meanings.positionZero);
        const head = this.head(node, selector, key, condition, 0, isShare ? [{ query: constantLinear(-scoreDrop), key: dimension(first) }] : []);
        return withRelativeErrors(this.bring(head, node, 'bos', isShare ? meanings.shareOfZero : meanings.share, 0, 1), codes, head);
    }

    /**
     * The sum of the values of the selected keys, of which it is known how many they are: BOS weighs as much as it takes to
     * make all weights together the same for each query, so that the head brings the sum over that total.
     */
    private sumCode(variable: Variable, node: AggregateSOp): VariableCode {
        const { inference } = this;
        const { maxLength } = inference;
        const { feature, codes } = this.slot(node.values, 1 / (40 * maxLength));
        const total = this.totalWeight();
        const share = this.plan.embed('position', Float64Array.from(inference.widths.get(node.shared) ?? [], width => Math.log(total - width)), this.options.nameOf(node), meanings.bosWeight);
        const head = this.head(node, node.selector, headKey(node), conditionOf(node.selector), 0, [{ query: dimension(share), key: dimension(bosDimension), isExact: true }]);
        const span = Math.max(...[...codes.of.values()].map(Math.abs), 0);
        const brought = this.bring(head, node, feature.linear, meanings.sum(total), 0, span);
        const error = feature.error + span * (2 * maxLength * unit + 2 ** -18 + 2 * Math.min(head.error, head.sum / total));
        return { feature: { ...brought, error }, codes: Float64Array.from(variable.domain, id => (inference.atoms.number(id) ?? 0) / total), errors: new Float64Array(variable.domain.length).fill(error) };
    }

    /** What the weights of a head that brings sums add up to. */
    private totalWeight(): number {
        return 2 ** Math.ceil(Math.log2(this.inference.maxLength + 1));
    }

    /** The number of selected keys as the sum of what heads count for cases of which one at the most holds. */
    private countedByCases(node: SOp, selector: Selector, key: string, whole: Condition, numbers: readonly number[]): VariableCode | undefined {
        const { inference } = this;
        const spare = this.spareHeads[node.layer - 1] ?? 0;
        const isNever = (a: Comparison, b: Comparison): boolean => scoreMatrix(inference, joined('and', [a, b]), node).selects.every(row => !row.includes(1));
        const cases = disjointCases(whole, spare + 1, isNever);
        if (cases.length < 2) {
            return undefined;
        }
        // A joint number of many kinds takes more units than another head does.
        this.choices.hasSplit ||= (scoreMatrix(inference, whole, node).selects[0]?.length ?? 0) <= 2 * inference.maxLength;
        const shares = cases.map((condition, i) => {
            const head = this.head(node, selector, `${key} ${i}`, condition, 0);
            const codes = Float64Array.from({ length: Math.max(...numbers) + 1 }, (_, number) => 1 / (1 + number));
            return withRelativeErrors(this.bring(head, node, 'bos', meanings.shareOfCase(i), 0, 1), codes, head);
        });
        const counted = sumOfCounts(this.plan, shares, this.options.nameOf(node), numbers, inference.checkpoint);
        this.spareHeads[node.layer - 1] = spare - (counted === undefined ? 0 : cases.length - 1);
        return counted;
    }

    /** A condition for keys behind position 0. */
    private behindFirst(condition: Condition, about: SOp): Condition {
        const { inference } = this;
        const found = simplified(condition, comparison => {
            const { keys: { relation, kinds }, selects } = scoreMatrix(inference, comparison, about, { variables: [inference.position] });
            const rows = new Set<number>();
            for (let length = 2; length <= inference.maxLength; length++) {
                for (let position = 1; position < length; position++) {
                    relation.rowsAt(position, length).forEach(row => rows.add(row));
                }
            }
            const cells = new Set(selects.flatMap(row => [...rows].map(at => row[kinds[at] ?? 0] ?? 0)));
            return cells.size === 1 ? cells.has(1) : undefined;
        });
        return typeof found === 'boolean' ? joined('and', []) : found;
    }

    private aggregateSlot(variable: Variable, node: AggregateSOp): Slot {
        const { inference } = this;
        const { atoms } = inference;
        const { isOne = false } = inference.selections.get(node.shared) ?? {};
        // A mean is told from the next one by a part of what its values are told apart by.
        const { feature, codes } = this.slot(node.values, isOne ? undefined : 1 / (40 * inference.maxLength));
        const known = new Set(inference.valuesOf(node.values));
        const isMean = variable.domain.some(id => !known.has(id) && (node.default === null || id !== atoms.id(node.default)));
        if (isMean && !codes.isNumeric) {
            throw new CannotCompile(node, 'the values that this averages lie too far apart for float32', 'Average smaller numbers, or scale them first.');
        }
        const taken = [...codes.of.values()];
        const defaultId = node.default === null ? -1 : atoms.id(node.default);
        const number = defaultId >= 0 && codes.isNumeric ? atoms.number(defaultId) : undefined;
        const isUsed = variable.domain.includes(defaultId);
        const code = !isUsed ? 0 : codes.of.get(defaultId) ?? number ?? Math.max(0, ...taken) + 1;
        const of = new Map(variable.domain.map(id => [id, id === defaultId ? code : codes.of.get(id) ?? atoms.number(id) ?? 0]));
        const sorted = [...new Set(of.values())].sort((a, b) => a - b);
        const gap = sorted.slice(1).reduce((least, value, i) => Math.min(least, value - (sorted[i] ?? 0)), Infinity);
        const head = this.valueHead(node);
        const span = Math.max(...taken.map(value => Math.abs(value - code)), 0);
        const brought = this.bring(head, node, feature.linear, codes.isNumeric ? meanings.value : meanings.numbered, code, span, isOne || this.isOfConstants(node.selector));
        return { feature: { ...brought, error: brought.error + feature.error }, codes: { of, isNumeric: codes.isNumeric && (number !== undefined || !isUsed), gap: Number.isFinite(gap) ? gap : 1 } };
    }

    /** The head that brings values where an aggregate selects. */
    private valueHead(node: AggregateSOp): BuiltHead {
        return this.head(node, node.selector, `${node.layer} ${node.selector.shared}`, conditionOf(node.selector), -scoreDrop / 2);
    }

    /** Lets a head bring a number of the selected keys. @param offset what it is where nothing is selected */
    private bring(head: BuiltHead, node: SOp, value: Linear | 'bos', meaning: string, offset: number, span: number, isOne = false): Feature {
        const time = head.planned.layer * stepsPerLayer;
        const index = this.plan.add({ sop: this.options.nameOf(node), meaning, time });
        head.values.push({ value: value === 'bos' ? value : combination([[value, 1], [constantLinear(-offset), 1]]), dimension: index });
        // Each sum over the keys is rounded as often as there are keys, whatever their order.
        return { linear: combination([[dimension(index), 1], [constantLinear(offset), 1]]), time, error: span * (isOne ? 2 ** -21 + 2 ** -22 : (4 + this.inference.maxLength) * unit + head.error) };
    }

    /** Whether all that a head brings is the same for all keys: then they need not weigh alike. */
    private isOfConstants({ shared }: Selector): boolean {
        const { aggregates, shares } = this.options;
        const own = aggregates.get(shared) ?? [];
        return own.length > 0 && !shares.has(shared) && own.every(({ values }) => this.inference.valuesOf(values).length === 1);
    }

    private readonly heads = new Map<string, BuiltHead>();

    private head(node: SOp, selector: Selector, key: string, condition: Condition, bosScore: number, more: PlannedHead['factors'] = []): BuiltHead {
        let head = this.heads.get(key);
        if (head === undefined) {
            const isFree = bosScore !== 0 && this.isOfConstants(selector);
            const facts = bosScore === 0 ? [] : (this.options.aggregates.get(selector.shared) ?? []).flatMap(({ shared }) => this.inference.selections.get(shared) ?? []);
            const isOne = isFree || (facts.length > 0 && facts.every(fact => fact.isOne));
            const isNeverEmpty = facts.length > 0 && facts.every(fact => fact.isNeverEmpty);
            const clauses = condition.kind === 'and' ? condition.parts : [condition];
            const isSum = more.some(({ isExact }) => isExact);
            const isCounting = bosScore === 0 && !isSum;
            const limits = isOne ? { each: singleError / clauses.length, sum: Infinity } : { each: Infinity, sum: evenError / clauses.length };
            // Where numbers are brought, what an order adds is kept below what they are off by anyway.
            const ofOrder = isOne ? limits : isSum ? { ...limits, sum: leastSumError * this.totalWeight() / clauses.length } : isCounting ? { ...limits, sum: this.options.orderError / clauses.length } : { ...limits, each: leastError };
            const growths = clauses.map(clause => (matchingLabels(scoreMatrix(this.inference, clause, node).selects) === undefined ? 1 : 2 ** 3));
            const scores = clauses.map((clause, i) => this.scores.make({ clause, node, selector, isNeverEmpty, isAlone: clauses.length === 1 && more.length === 0, limits, ofOrder, growth: growths.reduce((product, growth, other) => (other === i ? product : product * growth), 1) }));
            this.choices.hasOrder ||= isCounting && scores.some(({ error }) => error > 0);
            const factors = [...scores.flatMap(score => score.factors), ...more];
            const values: BuiltHead['values'] = [];
            const planned: PlannedHead = { layer: node.layer, selector, factors, bosScore, values };
            head = { planned, values, error: 2 * scores.reduce((sum, { error }) => sum + error, 0), sum: 2 * scores.reduce((all, { sum }) => all + sum, 0) };
            this.heads.set(key, head);
            this.plan.heads.set(key, planned);
        }
        return head;
    }
}

/** One over a number of keys that all weigh alike is off by a part of itself. */
function withRelativeErrors(feature: Feature, codes: Float64Array, { error, sum }: BuiltHead): VariableCode {
    // All weigh 1/code together, BOS among them.
    return { feature, codes, errors: codes.map(code => code * (2 ** -22 + Math.min(error, code * sum))) };
}

interface BuiltHead {
    readonly planned: PlannedHead;
    readonly values: { value: Linear | 'bos'; dimension: number }[];
    /** How far scores of selected keys can be off: that of each, and all of one query together. */
    readonly error: number;
    readonly sum: number;
}
