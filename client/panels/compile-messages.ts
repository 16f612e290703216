/** What the result panel's host and the page inside it tell each other. */
import type { HeadAnswer, ModelReport, RunAnswer, TextPlace } from '../../server/protocol/compile';

export type ToCompilePage =
    | { readonly type: 'model'; readonly model: ModelReport; /** The file's name. */ readonly file: string }
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
