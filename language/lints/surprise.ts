import type { Edit } from '../syntax/edit.js';
import type { Expression } from '../syntax/generated/ast.js';
import type { LintId } from './registry.js';

/** An expression that people read in another way than RASP does. */
export interface Surprise {
    readonly id: LintId;
    readonly tree: Expression;
    /** The brackets that RASP puts. */
    readonly meant: readonly Edit[];
    /** The edits that give it the other meaning, when there is an obvious one. */
    readonly other?: readonly Edit[];
    /** The rule behind it, in a few words. */
    readonly rule: string;
    readonly isMild?: true;
}
