/**
 * What the editor's client asks of the process that compiles an s-op and runs the model, and what that process answers.
 * They travel as structured clones. One process compiles for one s-op; to cancel is to end it.
 */

/** The s-op, and the text and surroundings of its file as they are in the editor. */
export interface ProgramToCompile {
    readonly uri: string;
    readonly text: string;
    readonly name: string;
    /** Zero-based line on which the binding statement starts. */
    readonly line: number;
    /** Files that are open in the editor, by their addresses. */
    readonly openTexts: ReadonlyMap<string, string>;
    /** Paths in which `load` looks after the file's own folder. */
    readonly folders: readonly string[];
    /** In an untrusted workspace nothing outside its folders is read. */
    readonly isTrusted: boolean;
}

export const DEVICES = ['auto', 'cpu', 'webgpu'] as const;
export type CompileDevice = (typeof DEVICES)[number];

export interface CompileChoices {
    /** As typed, which `readAlphabet` could read. */
    readonly alphabet: string;
    readonly maxLength: number;
}

export type CompileQuestion =
    | { readonly kind: 'open'; readonly program: ProgramToCompile }
    | { readonly kind: 'readAlphabet'; readonly alphabet: string }
    | { readonly kind: 'check'; readonly choices: CompileChoices }
    | { readonly kind: 'compile'; readonly choices: CompileChoices; readonly device: CompileDevice }
    | { readonly kind: 'run'; readonly input: string }
    | { readonly kind: 'head'; readonly index: number }
    /** `replaces` a model that is there. */
    | { readonly kind: 'save'; readonly folder: string; readonly replaces: boolean };

/** What each question is answered with. */
export interface CompileAnswers {
    readonly open: OpenAnswer;
    readonly readAlphabet: AlphabetAnswer;
    readonly check: readonly RefusalReport[];
    readonly compile: CompileAnswer;
    readonly run: RunAnswer;
    readonly head: HeadAnswer | null;
    readonly save: SaveAnswer;
}

/** `holdsModel`: a model is there, and it was not said that it is replaced; nothing was written. */
export type SaveAnswer = { readonly kind: 'saved' | 'holdsModel' } | { readonly kind: 'refused'; readonly message: string };

export type CompileReply =
    | { readonly id: number; readonly value: unknown }
    | { readonly id: number; readonly error: string }
    /** How far the work is, while it goes on. */
    | { readonly id: number; readonly progress: string };

export type OpenAnswer =
    | { readonly ok: true; /** What is offered. */ readonly choices: CompileChoices; readonly mostPositions: number }
    | { readonly ok: false; readonly message: string };

/** What an alphabet was read as, such as `3 tokens: a, space, b`; or what is wrong with it. */
export type AlphabetAnswer = { readonly ok: true; readonly tokens: string } | { readonly ok: false; readonly message: string };

/** Why it cannot be compiled, and where that is; no place for what is not in a file of the user's. */
export interface RefusalReport {
    readonly message: string;
    readonly help: string;
    readonly place?: TextPlace;
}

/** A refusal as sentences. */
export function refusalText({ message, help }: RefusalReport): string {
    return `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.!?]$/.test(message) ? '' : '.'} ${help}`;
}

export interface TextPlace {
    readonly uri: string;
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
}

export type CompileAnswer =
    | { readonly ok: true; readonly model: ModelReport }
    | { readonly ok: false; readonly refusals: readonly RefusalReport[] }
    /** The device that was asked for cannot be had, or was lost; a sentence. */
    | { readonly ok: false; readonly device: string };

/** A compiled and verified model, as far as it is shown. */
export interface ModelReport {
    readonly name: string;
    readonly source: string;
    readonly alphabet: string;
    readonly maxLength: number;
    /** An input to begin with. */
    readonly firstInput: string;
    readonly blocks: readonly BlockReport[];
    readonly dModel: number;
    readonly parameters: number;
    readonly seconds: number;
    readonly device: string;
    /** Why it is no other device, or what would make it faster. */
    readonly deviceNote?: string;
    readonly verification: VerificationReport;
    /** For each dimension of the residual stream what it holds, in turn. */
    readonly dimensions: readonly (readonly { readonly sop: string; readonly meaning: string; readonly writtenBy: number; readonly emptiedBy?: number }[])[];
    /** What must not happen on an input for the answer to mean something. */
    readonly assumptions: readonly RefusalReport[];
}

export interface BlockReport {
    /** The attention layer, from 1; undefined for a block that is feed-forward only. */
    readonly layer?: number;
    /** Heads that the hover promises for the layer, with equal selectors shared. */
    readonly promised?: number;
    readonly heads: readonly string[];
    /** Hidden units of the feed-forward; 0 where there is none. */
    readonly hidden: number;
    /** Why a block without attention is there. */
    readonly reason?: string;
}

export interface VerificationReport {
    readonly inputs: number;
    readonly isExhaustive: boolean;
    readonly wrong: number;
    /** The first inputs with a wrong output, a sentence each. */
    readonly examples: readonly string[];
    /** Inputs on which the program itself fails, and the shortest of them: such a model is not saved. */
    readonly failed: number;
    readonly failure?: RefusalReport;
}

export type RunAnswer =
    | {
        readonly ok: true;
        readonly input: string;
        readonly tokens: readonly string[];
        readonly model: readonly string[];
        /** What the interpreter gives; a text where it fails. */
        readonly expected: readonly string[] | string;
        readonly differs: readonly boolean[];
    }
    | { readonly ok: false; readonly message: string };

/** A head on the input that was run last. */
export interface HeadAnswer {
    /** What the model gives each query and key, without BOS: n rows of n. */
    readonly weights: Float32Array;
    /** What it gives each query for BOS, which is all that the row of `weights` lacks to 1. */
    readonly bos: Float32Array;
    /** The selector's rows, as a scene holds them. */
    readonly rows: readonly string[];
    /** Why the selector has no rows. */
    readonly error?: string;
}
