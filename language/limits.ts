/** Every bound of the language's own machinery. A bound that is hit is a diagnostic that names the number. */
export const limits = {
    /** Brackets, blocks, pending `if`s and signs that may be open at once; the parser and the runner recurse on them. */
    nesting: 100,
    /** Operators, calls and index steps in a row in one expression without brackets around parts of it. */
    chain: 900,
    /** Characters in one statement. */
    statementLength: 200_000,
    /** Characters in one file. */
    programLength: 4_000_000,
    /** Top-level statements in one file. */
    statements: 100_000,
    /** Unclosed blocks in a file before the splitter stops looking for their closing bracket to the file's end. */
    unclosedBlocks: 16,
    /** Function calls that may be open at once. */
    callDepth: 200,
    /** Expressions and blocks that may be under evaluation at once, over all open calls; the stack has room for them all. */
    evaluationDepth: 1_000,
    /** Lists or dicts inside each other, where their contents are compared or written out. */
    valueDepth: 500,
    /** Expressions evaluated by one top-level statement; about a second of work. */
    steps: 3_000_000,
    /** Expressions evaluated by a whole program; bounds its time and the memory that its lists take. */
    programSteps: 30_000_000,
    /** Operations that evaluating one top-level statement on its inputs may take; about a second. */
    evaluationWork: 300_000_000,
    /** Items in one list, entries in one dict, characters in one string, tokens in one input. */
    size: 1_000_000,
    /** Bits of one int: room for numbers of about 30,000 digits. */
    intBits: 100_000,
    /** S-ops and selectors in one program. */
    nodes: 1_000_000,
    /** Values and matrix words, of 8 bytes or a little more each, that evaluations of one program may hold at once. */
    evaluationCells: 30_000_000,
    /** Positions in an input for which a selector's whole matrix is made. */
    matrixLength: 8_192,
    /** Operations that one input of a batch, a decoder loop or a comparison of two s-ops may take; minutes at most. */
    batchWork: 20_000_000_000,
    /** Characters in one line of a batch's output. */
    batchLine: 100_000_000,
    /** Characters in one line of a batch's inputs. */
    batchInputLine: 50_000_000,
    /** Expectations in one file. */
    expectations: 5_000,
    /** Characters in one expectation. */
    expectationLength: 10_000,
    /** Files open at once in a chain of `load`s. */
    loadDepth: 50,
    /** Positions, s-ops and selectors that a picture of the flow is made of. */
    flowTokens: 512,
    flowNodes: 20_000,
    /** Values, and sixteenths of a selector's pairs, in a picture of the flow; about 20 MB on its way to an editor. */
    flowCells: 4_000_000
} as const;

/** What a limit's diagnostic calls it. */
export function limitText(count: number): string {
    return count.toLocaleString('en-US');
}
