/** What stands below the options in `--help`. */
export const examples = {
    all: `
Examples:
  rasp run examples/paper_examples.rasp                 the values of all its s-ops
  rasp cost examples/paper_examples.rasp reverse        layers and heads of one of them
  rasp check examples                                   errors in all files of a folder

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
  rasp cost programs.rasp --json

JSON: {"NAME": {"layers": 2, "heads": 2, "widths": [2, 1], "sharedWidths": [1, 1]}}
  heads          the most heads in one layer, counted as the RASP of the paper counts: each select( that is
                 run makes a head of its own
  widths         the heads of each layer, from the first
  sharedWidths   the same with equal selectors sharing a head
`,
    check: `
Examples:
  rasp check programs.rasp
  rasp check examples
  cat programs.rasp | rasp check -
`
};
