/** What stands below the options of the commands that work on many inputs. */
export const manyInputsHelp = {
    batch: `
Examples:
  rasp batch examples/paper_examples.rasp --sop reverse --sop hist_nobos < inputs.jsonl > outputs.jsonl
  rasp batch examples/paper_examples.rasp --sop sort_bos --selectors --jobs all < inputs.jsonl > training.jsonl

Input, a line each: "hello", or ["the", "cat"], or [1, 2.5, true]; 1 is an int, 1.0 is a float
Output, a line each in the same order: {"NAME": {"type": "ints", "values": [1,2]}}, and for a selector
  {"NAME": {"type": "selector", "rows": ["01","10"]}}, a row for each query, in it a digit for each key
  {"error": "why"} where there is no result. An empty line is such an error too, so line N answers line N
--selectors adds those whose attention the s-ops use, by their names, else by the text that made them
--jobs pays for heavy programs and for more than about 50,000 inputs: each thread takes a while to start.

It holds a few lines at a time and writes no line in part. It ends with 0 when every input has a result,
1 when some have none, 74 when the disk is full, 130 after Ctrl+C, 141 when the reader of the output went away.
`,
    decode: `
Examples:
  rasp decode examples/eliza.rasp --sop next --input '["you:", "i", "am", "sad", "eliza:"]' --until you:
  rasp decode programs.rasp --sop next --input abc --max 5 --json
  rasp decode programs.rasp --sop next --batch --until . < inputs.jsonl > outputs.jsonl

Each step evaluates the s-op, appends the value at its last position (or the one given) to the input, and repeats.
JSON: {"appended": ["b", "c"], "input": ["a", "b", "c"], "stopped": "until"}
  input    the input at the end, with what was appended
  stopped  until, max, or error, with "error" saying why
A bare --input 1 is the string "1"; the list [1] holds the int. What is appended keeps its type.
--batch reads one JSON input per line and writes one such object per line, as rasp batch does
`,
    compare: `
Examples:
  rasp compare examples/paper_examples.rasp hist_bos hist_nobos --alphabet abc --max-length 5
  rasp compare programs.rasp mine theirs --alphabet '["the", "cat", "."]' --max-length 20 --samples 5000

Inputs are tried the shortest first, then in the order of the alphabet: all of them up to the length at which
they are a million, then random ones of each length. Numbers are equal as under RASP's ==, so 1 equals 1.0;
--strict wants equal types as well. Where both fail there is nothing to compare; if they do everywhere, it ends with 2.
It ends with 0 when no difference was found, 1 when one was, 2 when the two cannot be compared.
`
};
