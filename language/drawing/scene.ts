/**
 * What a picture shows, as plain data: made once from graph, schedule and values, then drawn alike by the command and
 * by the editor's panel. It crosses between processes as JSON, so value texts stand in one table and matrices in hex.
 */
import type { SchedulePolicy } from '../cost/schedule.js';

/** How a node is computed on an input: layer by layer, the heads, then the elementwise steps. */
export interface FlowScene {
    /** What the drawn s-op or selector is called. */
    readonly title: string;
    /** The id of the step that is drawn, or of the head where a selector is drawn alone. */
    readonly target: number;
    /** The input as RASP writes it. */
    readonly input: string;
    /** A label for each of the n positions. */
    readonly tokens: readonly string[];
    readonly schedule: SceneSchedule;
    /** The texts of all values; steps name them by index. */
    readonly texts: readonly string[];
    /** Each after what it is computed of. Ids are those of the graph's nodes. */
    readonly steps: readonly FlowStep[];
    /** By layer, and within one in the order in which their selectors were made. */
    readonly heads: readonly FlowHead[];
}

export interface SceneSchedule {
    readonly policy: SchedulePolicy;
    /** Whether equal selectors of a layer are one head. */
    readonly shared: boolean;
    /** L */
    readonly layers: number;
    /** H: the most heads in a layer. */
    readonly heads: number;
    /** No schedule of as many layers has fewer heads than this. */
    readonly leastHeads: number;
    /** Heads per layer, from layer 1 on. */
    readonly widths: readonly number[];
}

/** One s-op with its values. */
export interface FlowStep {
    readonly id: number;
    readonly kind: 'input' | 'constant' | 'elementwise' | 'aggregate';
    /** The user's name for it, or an input's; a step without one is anonymous and can be folded into those that use it. */
    readonly name?: string;
    /** The text that made it. */
    readonly source: string;
    /** The layer it is computed in by this schedule; 0 before any attention. */
    readonly layer: number;
    /** Ids of the steps it is computed of: of an aggregate, the one whose values are averaged. */
    readonly inputs: readonly number[];
    /** For each position an index into the scene's texts; none where it fails. */
    readonly values: readonly number[];
    /** `ints`, `floats`, `strings` or `bools`; absent where it fails. */
    readonly type?: string;
    readonly error?: SceneError;
    readonly place?: ScenePlace;
    /** Which branch it takes, where it is a ternary that does not fail. */
    readonly choice?: StepChoice;
}

/** `whenTrue if condition else whenFalse`, as ids of steps. */
export interface StepChoice {
    readonly condition: number;
    readonly whenTrue: number;
    readonly whenFalse: number;
    /** The positions where the condition holds, as hex digits like the rows of a matrix. */
    readonly holds: string;
}

export interface SceneError {
    readonly message: string;
    /** Whether it arose here; else in a step that this one needs. */
    readonly isOwn: boolean;
}

/** One attention head: a selector, and what is averaged through it in this layer. */
export interface FlowHead {
    /** The selector's id; one selector is several heads where its aggregates run in several layers. */
    readonly id: number;
    readonly layer: number;
    /** The user's name for the selector, or the text that made it. */
    readonly name: string;
    /** Whether `name` is the user's. */
    readonly isNamed: boolean;
    /** The text that made it. */
    readonly source: string;
    /** The comparisons that the selector is made of, in the order in which they are written. */
    readonly selects: readonly HeadSelect[];
    /** A row for each query, n/4 hex digits rounded up: the highest bit of the first digit is key 0. None where it fails. */
    readonly rows: readonly string[];
    /** Empty where a selector is drawn that nothing is averaged through. */
    readonly aggregates: readonly HeadAggregate[];
    readonly error?: SceneError;
    readonly place?: ScenePlace;
}

/** True at (query, key) where `keys[key] operator queries[query]`. */
export interface HeadSelect {
    /** Ids of steps. */
    readonly keys: number;
    readonly queries: number;
    readonly operator: string;
}

/** What a head averages. */
export interface HeadAggregate {
    /** The id of the step with the results. */
    readonly step: number;
    /** The id of the step whose values are averaged. */
    readonly values: number;
    /** What stands where nothing is selected. */
    readonly default: string;
}

/** A place in a text, in lines and UTF-16 characters from 0. */
export interface ScenePlace {
    readonly uri: string;
    readonly start: ScenePosition;
    readonly end: ScenePosition;
}

export interface ScenePosition {
    readonly line: number;
    readonly character: number;
}

/** The text of a step's value at a position; undefined where it fails. */
export function valueAt(scene: FlowScene, step: FlowStep, position: number): string | undefined {
    return scene.texts[step.values[position] ?? -1];
}

/** Whether a row of a matrix selects a key. */
export function isSelected(row: string, key: number): boolean {
    return (Number.parseInt(row[key >>> 2] ?? '0', 16) & 8 >>> (key & 3)) !== 0;
}

/** The keys that a row of a matrix selects, in order. */
export function selectedKeys(row: string): number[] {
    const keys: number[] = [];
    for (let digit = 0; digit < row.length; digit++) {
        const bits = Number.parseInt(row[digit] ?? '0', 16);
        for (let bit = 0; bits !== 0 && bit < 4; bit++) {
            if ((bits & 8 >>> bit) !== 0) {
                keys.push(digit * 4 + bit);
            }
        }
    }
    return keys;
}
