/** How loud a lint is. */
export type LintLevel = 'off' | 'hint' | 'information' | 'warning';
export type LintSeverity = Exclude<LintLevel, 'off'>;

export interface LintDescription {
    /** The level where nothing else is set. */
    readonly level: LintLevel;
    /** In a line: what it finds. */
    readonly title: string;
    /** Whether its first fix keeps what the program means, so that all places can be mended at once. */
    readonly isSafe: boolean;
}

/** All lints. Each has a page, `docs/lints/<id>.md`. */
export const lints = {
    'not-in': { level: 'warning', title: '`not x in l`, which means `(not x) in l`', isSafe: true },
    'loose-in': { level: 'warning', title: '`a and b in l`, which means `(a and b) in l`', isSafe: true },
    'not-comparison': { level: 'warning', title: '`not a == b`, which means `(not a) == b`', isSafe: true },
    'and-or': { level: 'warning', title: '`and` and `or` without brackets: they bind equally', isSafe: true },
    'negative-power': { level: 'warning', title: '`-2^2`, which means `(-2)^2`', isSafe: true },
    'chained-power': { level: 'warning', title: '`2^3^2`, which means `(2^3)^2`', isSafe: true },
    'modulo-product': { level: 'warning', title: '`2 % 3 * 4`, which means `2 % (3 * 4)`', isSafe: true },
    'chained-comparison': { level: 'warning', title: '`1 < 2 < 3`, which means `(1 < 2) < 3`', isSafe: true },
    'chained-ternary': { level: 'warning', title: 'one `if … else` behind another, which group from the left', isSafe: true },
    'repeated-selector': { level: 'warning', title: 'a selector that is written twice, and costs a head each time', isSafe: false },
    'unused-name': { level: 'hint', title: 'a name that is set and never read', isSafe: false },
    'mixed-default': { level: 'warning', title: 'an aggregate whose default is of another type than its values', isSafe: true },
    'hidden-layer': { level: 'information', title: '`s_op[-1]` and other short forms that take attention layers', isSafe: false },
    'float-equality': { level: 'warning', title: 'computed floats compared with `==`', isSafe: false },
    'shadowed-library-name': { level: 'information', title: 'a name of your own that hides one of the library or the language', isSafe: false },
    'tokens-int-on-text': { level: 'hint', title: '`tokens_int` or `tokens_float` while the example is text', isSafe: false },
    'selects-nothing': { level: 'information', title: 'a selector that selects nothing on every input tried', isSafe: false },
    'selects-everything': { level: 'information', title: 'a selector that selects everything on every input tried', isSafe: false }
} as const satisfies Record<string, LintDescription>;

export type LintId = keyof typeof lints;
export const lintIds = Object.keys(lints) as LintId[];

/** What the user has set for some of the lints. */
export type LintLevels = Readonly<Partial<Record<LintId, LintLevel>>>;

const levels: readonly string[] = ['off', 'hint', 'information', 'warning'] satisfies LintLevel[];

/** Reads a setting such as `{"and-or": "off"}`; what is no lint or no level is left out. */
export function readLevels(setting: unknown): LintLevels {
    if (typeof setting !== 'object' || setting === null) {
        return {};
    }
    return Object.fromEntries(Object.entries(setting).filter(([id, level]) => isLintId(id) && levels.includes(level as string)));
}

export function isLintId(id: string): id is LintId {
    return Object.hasOwn(lints, id);
}

/** The level in force for a lint. */
export function levelOf(id: LintId, set: LintLevels): LintLevel {
    return set[id] ?? lints[id].level;
}
