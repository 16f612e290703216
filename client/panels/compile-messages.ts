/** What the result panel's host and the page inside it tell each other. */
import type { CompileChoices, HeadAnswer, ModelReport, RefusalReport, RunAnswer, TextPlace } from '../../server/protocol/compile';

/** What the page keeps, so that the model can be compiled again when the window is loaded again. */
export interface CompiledMemory {
    readonly target: { readonly uri: string; readonly name: string; readonly line: number };
    readonly choices: CompileChoices;
}

export type ToCompilePage =
    /** There is no model yet, or no longer. */
    | { readonly type: 'empty'; readonly memory: CompiledMemory; /** The file's name. */ readonly file: string }
    | { readonly type: 'model'; readonly model: ModelReport; readonly memory: CompiledMemory; readonly file: string }
    /** There is no model, and these stand against one. */
    | { readonly type: 'refused'; readonly refusals: readonly RefusalReport[]; readonly memory: CompiledMemory; readonly file: string }
    | { readonly type: 'ran'; readonly answer: RunAnswer }
    /** A head on the input that was run last. */
    | { readonly type: 'head'; readonly index: number; readonly answer: HeadAnswer }
    | { readonly type: 'told'; readonly message: string; readonly isProblem: boolean };

export type ToCompileHost =
    | { readonly type: 'ready' }
    | { readonly type: 'run'; readonly input: string }
    | { readonly type: 'head'; readonly index: number }
    | { readonly type: 'save' }
    | { readonly type: 'again' }
    | { readonly type: 'reveal'; readonly place: TextPlace };
