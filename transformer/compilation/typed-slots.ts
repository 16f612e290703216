import type { AggregateSOp, ElementwiseSOp, SOp } from '../../language/graph/nodes.js';
import type { Slot } from './slot.js';
import { Features } from './features.js';
import type { Feature, VariableCode } from './features.js';
import type { Inference } from './inference.js';
import { combination, constantLinear, dimension } from './linear.js';
import type { Linear } from './linear.js';
import { meanings } from './meanings.js';
import type { NetworkPlan } from './network-plan.js';
import { CannotCompile } from './refusal.js';
import { severalMark } from './single-mark.js';
import type { Joint } from './tables.js';
import { labelsByPosition, sameNumbers, typedCodes, typeLabels, typeOf } from './type-labels.js';
import type { Variable } from './variables.js';

/** What the builder lends. */
interface Parts {
    readonly inference: Inference;
    readonly plan: NetworkPlan;
    readonly nameOf: (node: SOp) => string;
    readonly slot: (node: SOp) => Slot;
    readonly codeOf: (variable: Variable) => VariableCode;
    readonly ofInputs: (node: ElementwiseSOp) => Joint;
    /** Lets an aggregate's head bring a number of the keys, 0 where nothing is selected. */
    readonly bring: (node: AggregateSOp, value: Linear, meaning: string, span: number) => Feature;
}

/**
 * Numbers in which 1, 1.0 and true differ: the value's own number, and a step for each type. Only what is read out needs
 * them, as RASP computes and compares by value.
 */
export class TypedSlots {
    private readonly parts: Parts;
    private readonly features: Features;

    constructor(parts: Parts) {
        this.parts = parts;
        this.features = new Features(parts.plan, variable => this.codeOf(variable), parts.inference.checkpoint);
    }

    /** An s-op with a code of its own for each atom. */
    slot(node: SOp): Slot {
        const { inference } = this.parts;
        const slot = this.parts.slot(node);
        const labels = typeLabels(inference.atoms, slot.codes);
        if (labels === undefined) {
            return slot;
        }
        const { codes, step } = typedCodes(slot.codes, labels);
        const mark = this.typeMark(node, labels, 0.05 * codes.gap / step);
        return { feature: { linear: combination([[slot.feature.linear, 1], [mark.linear, step]]), time: Math.max(slot.feature.time, mark.time), error: slot.feature.error + step * mark.error }, codes };
    }

    /** A number for the type of an s-op's value. */
    private typeMark(node: SOp, labels: ReadonlyMap<number, number>, accepted: number): Feature {
        const { inference } = this.parts;
        const { relation, values } = inference.table(node);
        const byPosition = labelsByPosition(relation, values, labels, inference.maxLength);
        if (byPosition !== undefined) {
            return { linear: dimension(this.parts.plan.embed('position', byPosition, this.parts.nameOf(node), meanings.type)), time: 0, error: 0 };
        }
        const own = inference.ownVariable(node);
        const ofRelation = (joint: Joint): Feature | undefined => {
            const column = joint.values[0] ?? new Int32Array(0);
            return this.features.make({
                relation: joint.relation, outputs: [Float64Array.from(column, id => labels.get(id) ?? 0)], isNeeded: Uint8Array.from(column, id => Number(id >= 0)),
                sop: this.parts.nameOf(node), meanings: [meanings.type], wanted: accepted / 50, accepted: [accepted]
            })?.[0];
        };
        const mark = own?.role === 'aggregate' && own.node?.kind === 'aggregate' ? this.typeOfAggregate(own.node, labels)
            : own !== undefined ? undefined
            : ofRelation({ relation, values: [values] }) ?? (node.kind === 'elementwise' ? ofRelation(this.parts.ofInputs(node)) : undefined);
        if (mark === undefined || mark.error > accepted) {
            const same = sameNumbers(inference.atoms, labels);
            throw new CannotCompile(node, `this can be ${same.join(' and ')}, and what tells these apart cannot be computed exactly enough`, 'Make the result of one type, as with round(…), or 1.0 * (…).');
        }
        return mark;
    }

    /** A mean of several is a float, whatever it averages. */
    private typeOfAggregate(node: AggregateSOp, labels: ReadonlyMap<number, number>): Feature | undefined {
        const { inference, bring } = this.parts;
        const defaultId = node.default === null ? -1 : inference.atoms.id(node.default);
        const label = (id: number): number[] => { const found = labels.get(id); return found === undefined ? [] : [found]; };
        const ofValues = new Set(inference.valuesOf(node.values).flatMap(label));
        const [single, other] = ofValues;
        const ofDefault = label(defaultId)[0];
        const float = labels.get([...labels.keys()].find(id => typeOf(inference.atoms, id) === 'float') ?? -1);
        if (single === undefined || other !== undefined || float === undefined) {
            return undefined;
        }
        const marked = (mark: Feature | undefined, from: number, to: number): Feature | undefined => (mark === undefined ? undefined
            : { linear: combination([[mark.linear, to - from], [constantLinear(from), 1]]), time: mark.time, error: mark.error * Math.abs(to - from) });
        if (ofDefault !== undefined && ofDefault !== single) {
            return single === float ? marked(bring(node, constantLinear(1), meanings.anySelected, 1), ofDefault, single) : undefined;
        }
        const embedded = (values: number[], meaning: string): Linear => dimension(this.parts.plan.embed('position', Float64Array.from(values), 'indices', meaning));
        const places = Array.from({ length: inference.maxLength }, (_, i) => i);
        const last = inference.maxLength - 1;
        const position = bring(node, embedded(places, meanings.position), meanings.meanPosition, last);
        const square = bring(node, embedded(places.map(i => i * i), meanings.positionSquared), meanings.meanSquare, last * last);
        return marked(severalMark(this.parts.plan, this.parts.nameOf(node), position, square, inference.maxLength), single, float);
    }

    private codeOf(variable: Variable): VariableCode {
        const { node, domain, role } = variable;
        if (node === undefined || role === 'width' || role === 'sum') {
            return this.parts.codeOf(variable);
        }
        const { feature, codes } = this.slot(node);
        return { feature, codes: Float64Array.from(domain, id => codes.of.get(id) ?? 0), errors: new Float64Array(domain.length).fill(feature.error) };
    }
}
