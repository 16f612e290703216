/** A program whose s-op is compiled, and what it is compiled for. */
export interface CompileProgram {
    readonly text: string;
    readonly name: string;
    readonly alphabet: readonly (string | number | boolean)[];
    readonly maxLength: number;
}

function table(alphabet: readonly (string | number | boolean)[] | string, maxLength: number, programs: readonly string[]): CompileProgram[] {
    return programs.map(program => ({ text: program.includes('out_') ? program : `out_ = ${program};`, name: 'out_', alphabet: [...alphabet], maxLength }));
}

/** Programs over letters and numbers: each line one, written as an expression or as statements that set `out_`. */
export const compilePrograms: readonly CompileProgram[] = [
    // --- Inputs, constants and elementwise operations: no attention at all.
    ...table('abc', 8, [
        'tokens',
        'indices',
        'indices * 0 + 7',
        'tokens + "!"',
        'indices % 3',
        'indices * indices - 2',
        '(indices + 1) / 4',
        'round(indices / 3)',
        '2 ^ (indices % 4)',
        'tokens == "a"',
        'tokens in ["a", "c"]',
        '{"a": 1, "b": 2, "c": 3}[tokens]',
        '["x", "y", "z", "w"][indices % 4]',
        'tokens if indices % 2 == 0 else "-"',
        'tokens == "a" and indices > 2',
        'indicator(tokens == "b") * indices',
        '{"a": 1, "b": 2, "c": 3}[tokens] + indices',
        'not (tokens == "a" or indices == 3)',
        'max(indices, 3)',
        'min(indices, 4) + {"a": 0, "b": 10, "c": 20}[tokens]'
    ]),
    // --- Counting.
    ...table('abc', 10, [
        'length',
        'count(tokens, "a")',
        'count(tokens, "a") - count(tokens, "b")',
        'count(tokens, "a") > count(tokens, "b")',
        'contains(tokens, "b")',
        'selector_width(select(tokens, tokens, ==))',
        'selector_width(select(tokens, tokens, ==) and select(indices, indices, <))',
        'selector_width(select(tokens, tokens, ==)) % 2 == 0',
        'selector_width(select(tokens, "a", ==))',
        'selector_width(select(indices, indices, <=))',
        'selector_width(select(tokens, tokens, !=))',
        'selector_width(select(tokens, "a", ==) or select(indices, 2, ==))',
        'length % 3',
        'max(indices, length - indices)',
        'indices == length - 1',
        'selector_width(select(tokens, tokens, ==)) == 1',
        'has_focus(select(tokens, tokens, ==) and select(indices, indices, <))'
    ]),
    // --- Shifting, first, last, previous.
    ...table('abcd', 10, [
        'shift(tokens, 1, "-")',
        'shift(tokens, -2, "-")',
        'shift(tokens, 1, "-") + tokens',
        'shift(tokens, 1, "-") == tokens',
        'aggregate(select(indices, length - 1 - indices, ==), tokens)',
        'aggregate(select(indices, 0, ==), tokens)',
        'aggregate(select(indices, length - 1, ==), tokens)',
        'tokens[0]',
        'load_from_location(tokens, 1)',
        'shift(shift(tokens, 1, "x"), 1, "y")',
        'mark_first_instance(tokens, "a")',
        'mark_last_instance(tokens, "b")',
        'shift(indices, 1, 0) + indices',
        'aggregate(select(indices, indices - indices % 2, ==), tokens)'
    ]),
    // --- The last one, or the next one, that is marked: marks are counted up to there, so each count is reached at one of them.
    ...table('abc', 8, [
        'number = round((indices + 1) * aggregate(select(indices, indices, <=), indicator(tokens == "a")));\nout_ = aggregate(select(tokens == "a", True, ==) and select(number, number, ==), indices, -1);',
        'number = round(length * aggregate(select(indices, indices, <=), indicator(tokens == "a")) * (indices + 1) / length);\nout_ = aggregate(select(tokens == "a", True, ==) and select(number, number, ==), tokens + "!", "-");',
        'behind = select(indices, indices, >=);\nnumber = round((length - indices) * aggregate(behind, indicator(not (tokens == "a"))));\nout_ = aggregate(select(tokens == "a", False, ==) and select(number, number, ==), tokens, "-");'
    ]),
    // --- Means.
    ...table('ab', 8, [
        'average(indicator(tokens == "a"))',
        'aggregate(select(indices, indices, <=), indicator(tokens == "a"))',
        'aggregate(select(tokens, "a", ==), indices, 0) > 2',
        'aggregate(select(tokens, tokens, ==), indices) > indices',
        'average(indices)',
        'round(average(indicator(tokens == "a")) * 10)',
        'aggregate(select(indices, indices, <=), 1 if tokens == "a" else -1) < 0'
    ]),
    // --- Numbers as tokens.
    ...table([0, 1, 2, 3], 8, [
        'tokens_int + 1',
        'tokens_int % 2 == 0',
        'aggregate(select(tokens_int, tokens_int, >), 1, 0)',
        'selector_width(select(tokens_int, tokens_int, <))',
        'sort(tokens_int, tokens_int)',
        'sort(tokens_int, -tokens_int)',
        'shift(tokens_int, 1, 0) - tokens_int',
        'tokens_int * indices'
    ]),
    ...table([true, false], 8, [
        'indicator(tokens_bool)',
        'not tokens_bool',
        'round((indices + 1) * aggregate(select(indices, indices, <=), indicator(tokens_bool))) % 2 == 1'
    ]),
    // --- Matching, patterns, brackets.
    ...table('abc', 8, [
        'aggregate(select_next_identical(tokens), indices, -1)',
        'shift(tokens, 1, "-") == "a" and tokens == "b"',
        'out_ = has_focus(select(shift(tokens, 1, "-") + tokens, "ab", ==));',
        'sort(tokens, tokens)',
        'sort(tokens, indices * -1)',
        'aggregate(select_from_first(tokens, "a"), indices, -1)',
        'aggregate(select_from_last(tokens, "a"), indices, -1)',
        '"a" in tokens',
        'aggregate(select(indices, indices, <) and select(tokens, "a", ==), 1, 0) > 0',
        'has_focus(not select(tokens, tokens, ==))',
        'aggregate(select(selector_width(select(tokens, tokens, ==)), 1, ==), 1, 0) > 0'
    ]),
    ...table('()', 8, [
        'p = select(indices, indices, <=); b = 1 if tokens == "(" else -1; h = aggregate(p, b); out_ = not has_focus(p and select(h, 0, <)) and h == 0;',
        'p = select(indices, indices, <=); out_ = round((indices + 1) * aggregate(p, 1 if tokens == "(" else -1));'
    ].map(program => program.replaceAll('; ', ';\n'))),
    // --- A decoder's step: the next token from the last one that was alike.
    ...table('abc', 8, [
        's = select(tokens, tokens, ==) and select(indices, indices, <);\nseen = has_focus(s);\nout_ = "new" if not seen else tokens;',
        'prev = shift(tokens, 1, "-");\ncopy = select(prev, tokens, ==) and select(indices, indices, <=);\nout_ = has_focus(copy);'
    ])
];
