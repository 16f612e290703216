/** What stands below the options in `--help`. */
export const examples = {
    all: `
Examples:
  rasp run examples/paper_examples.rasp                 the values of all its s-ops
  rasp cost examples/paper_examples.rasp reverse        layers and heads of one of them
  rasp check examples                                   errors in all files of a folder
  rasp test examples                                    the tests written in them

It ends with 0 when all is well, 1 when there are problems, 2 when the command cannot be understood,
74 when standard output cannot be written.
`,
    run: `
Examples:
  rasp run programs.rasp
  rasp run programs.rasp reverse --input abc
  rasp run programs.rasp reverse histogram -i hello -i "[1, 2, 2]"
  echo 'reverse = aggregate(select(indices, length - 1 - indices, ==), tokens);' | rasp run -

JSON: {"NAME": {"type": "ints", "values": [1, 2]}}
  type     ints, floats, strings or bools for an s-op; int, float, string, bool, list, dict, function
           for other values; selector, which has "rows" in place of "values": {"rows": ["01", "10"]},
           a row for each query, in it a digit for each key
  values   ints have all their digits; floats have a point or an exponent, as in 1.0; those that JSON
           lacks are "nan", "inf", "-inf"; a dict is a list of [key, value]
  error    in place of both, why there is no value
With several inputs: [{"input": "hello", "results": {"NAME": …}}, …]
`,
    cost: `
Examples:
  rasp cost programs.rasp
  rasp cost programs.rasp reverse
  rasp cost programs.rasp --layers
  rasp cost programs.rasp reverse --why
  rasp cost programs.rasp --attention
  rasp cost programs.rasp --json

JSON: {"NAME": {"layers": 2, "heads": 2, "widths": [2, 1], "sharedWidths": [1, 1]}}
  heads          the most heads in one layer, counted as the RASP of the paper counts: each select( that is
                 run makes a head of its own
  widths         the heads of each layer, from the first
  sharedWidths   the same with equal selectors sharing a head
  with --why     "why": [{"step": "length", "layer": 1, "place": "standard library:8:1"}, …],
                 "advice": [{"kind": "share", "advice": …, "after": {"layers": 2, "heads": 1}}, …]
  --attention    "attention": {"verdict": "none, linear, shared or dense", "pairs": "n² + n",
                 "selectors": [{"selector": "same", "kind": "dense", "pairs": "n²", "exact": false}, …]}
`,
    check: `
Examples:
  rasp check programs.rasp
  rasp check examples
  rasp check --strict examples
  cat programs.rasp | rasp check -

What a lint finds ends in its name, such as [and-or]; docs/lints has a page for each. The comment
\`# rasp: allow and-or\`, on the line or the one above, silences it there.
`,
    test: `
Expectations are comments that begin with #?, checked with the names that the statements above set:
  #? reverse("abc") == "cba"          an s-op on an input: its characters, or a list of its values
  #? share("ab") ~= [0.333, 0.667]    the same for floats, to three decimal places
  #? same("aba") == ["101", "010", "101"]    a selector on an input: a row for each query
  #? cost(reverse) == (2, 1)          layers, and the most heads in one of them
  #? tokens_int("x") fails            an error; fails "not an int" says which

Examples:
  rasp test programs.rasp
  rasp test examples --json

JSON: [{"file": "a.rasp", "line": 3, "column": 4, "text": "f(1) == 2", "status": "failed",
        "message": "found 3, expected 2", "found": "3", "expected": "2"}, …]
  status     passed; failed; unreadable, for what is no expectation; blocked, where the statement
             of a name that it uses has an error
`
};
