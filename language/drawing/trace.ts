import type { FlowScene } from './scene.js';
import { isSelected, selectedKeys } from './scene.js';
import { sceneIndex } from './scene-index.js';

export { describeHead, describeStep, describeValue } from './describe.js';

/** A step's value at a position, and what it is for the value that is traced. */
export interface TracedCell {
    readonly step: number;
    readonly position: number;
    /** `value`: it went into the value. Else it decided what was selected, as a query or as a key. */
    readonly role: TraceRole;
}

export type TraceRole = 'value' | 'queries' | 'keys';

/** The first role that a cell has is the one that is told. */
const roles: readonly TraceRole[] = ['value', 'queries', 'keys'];

/**
 * Where a step's value at a position comes from, back to the tokens: all cells that it is made of or selected by, each
 * once, with the cell itself first. A value that selected nothing is a default, and comes from nowhere.
 */
export function traceValue(scene: FlowScene, stepId: number, position: number): TracedCell[] {
    const { steps, headOf } = sceneIndex(scene);
    if (!steps.has(stepId) || !(position in scene.tokens)) {
        return [];
    }
    const marks = new Map([[stepId, new CellMarks(scene.tokens.length)]]);
    const mark = (step: number, at: number, role: number): void => {
        let cells = marks.get(step);
        if (cells === undefined) {
            cells = new CellMarks(scene.tokens.length);
            marks.set(step, cells);
        }
        cells.add(at, role);
    };
    mark(stepId, position, 0);
    const cells: TracedCell[] = [];
    // Each step comes after what it is computed of: from the last on, all that a step is needed for is known.
    for (let i = scene.steps.length - 1; i >= 0; i--) {
        const step = scene.steps[i];
        const needed = step === undefined ? undefined : marks.get(step.id);
        if (step === undefined || needed === undefined) {
            continue;
        }
        const head = headOf.get(step.id);
        needed.forEach((at, role) => {
            cells.push({ step: step.id, position: at, role: roles[role] ?? 'value' });
            if (head !== undefined) {
                const keys = selectedKeys(head.rows[at] ?? '');
                keys.forEach(key => { step.inputs.forEach(values => { mark(values, key, role); }); });
                for (const select of keys.length > 0 ? head.selects : []) {
                    mark(select.queries, at, Math.max(role, 1));
                    keys.forEach(key => { mark(select.keys, key, Math.max(role, 2)); });
                }
            } else if (step.choice !== undefined) {
                const { condition, whenTrue, whenFalse, holds } = step.choice;
                mark(condition, at, role);
                mark(isSelected(holds, at) ? whenTrue : whenFalse, at, role);
            } else {
                step.inputs.forEach(input => { mark(input, at, role); });
            }
        });
    }
    return cells;
}

/** The positions of a step that are needed, with the first of the roles that each has. */
class CellMarks {
    private readonly roles: Uint8Array;

    constructor(length: number) {
        this.roles = new Uint8Array(length);
    }

    add(position: number, role: number): void {
        const known = this.roles[position];
        if (known === 0 || (known ?? 0) > role + 1) {
            this.roles[position] = role + 1;
        }
    }

    forEach(visit: (position: number, role: number) => void): void {
        this.roles.forEach((role, position) => {
            if (role > 0) {
                visit(position, role - 1);
            }
        });
    }
}
