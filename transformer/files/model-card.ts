import { Column } from '../../language/evaluation/column.js';
import { shortText } from '../../language/values/python-text.js';
import { atomRepr } from '../../language/values/python-text.js';
import { atomOf } from '../model/typed-values.js';
import type { CompiledModel } from '../model/transformer.js';
import { loaderSnippet } from './card-snippet.js';
import { count, exampleCommand, fenced, inCode, inLine, wholeProgram } from './card-text.js';
import { parameterCount } from './parameters.js';

export const cardFile = 'README.md';

/** The model card: what the folder holds, what each block does, and how it is loaded. */
export function writeCard(model: CompiledModel): string {
    const { transformer, name, source, alphabet, maxLength, decoding } = model;
    const tokens = shortText(alphabet.map(value => atomRepr(atomOf(value))).join(', '), 300);
    return `# ${inLine(name)}

A transformer encoder that computes \`${inCode(name)}\`, compiled from this RASP:

${fenced(source)}
${wholeProgram(model.program)}
| | |
|---|---|
| alphabet (${count(alphabet.length)}) | ${inLine(tokens)} |
| longest input | ${count(maxLength)} |
| blocks | ${transformer.blocks.length} |
| d_model | ${transformer.dModel} |
| parameters | ${count(parameterCount(transformer))}, float32 |
| outputs | ${count(transformer.outputSize)}, read by ${decoding.kind === 'argmax' ? 'the largest' : 'the nearest value'}; ${count(decoding.values.length)} ${valuesWord(model)} |

Token and position embeddings, multi-head softmax attention, feed-forward parts of one hidden layer of ReLUs, a residual stream, an unembedding; no layer norm. A beginning-of-sequence token (BOS) stands before the input, and nothing is read off there.

## Blocks

| block | heads | attends by | d_head | d_mlp |
|---|---|---|---|---|
${blockRows(model).join('\n')}

## Files

- \`model.onnx\`: inputs \`tokens\` (int64 [batch, n], ids without BOS) and \`mask\` (bool [batch, n], false where padded); outputs \`logits\` and \`attention.<block>\`.
- \`model.safetensors\`: the weights, with the parameter names and shapes of TransformerLens. A part that a block lacks has no weights.
- \`config.json\`: sizes, the alphabet in the order of token ids (BOS is the last id), and the value that each output stands for.
- \`labels.json\`: what each dimension of the residual stream means, and the selector of each head.

## Running it

    ${exampleCommand(model)}

With numpy, in this folder, where x [n + 1, d_model] is the residual stream:

\`\`\`python
${loaderSnippet(model)}
\`\`\`

\`examples/load_model.py\` of RASP for VS Code does the same for inputs as they are typed. Compute in float32 or float64: bfloat16 and TF32 are too coarse for the weights.
`;
}

function blockRows({ transformer, heads, extraBlocks }: CompiledModel): string[] {
    return transformer.blocks.map(({ attention, feedForward }, index) => {
        const selectors = heads.filter(({ block }) => block === index).map(({ selector }) => `\`${inCode(shortText(selector, 80))}\``);
        const reason = extraBlocks.find(({ block }) => block === index)?.reason;
        const by = selectors.length > 0 ? selectors.join(', ') : reason === undefined ? '' : `feed-forward only: ${inLine(reason)}`;
        return `| ${index} | ${attention?.nHeads ?? 0} | ${by} | ${attention?.dHead ?? ''} | ${feedForward?.width ?? ''} |`;
    });
}

function valuesWord({ decoding }: CompiledModel): string {
    const [first] = decoding.values;
    const types = new Set(decoding.values.map(({ type }) => type));
    return first === undefined || types.size > 1 ? 'values' : Column.ofAtoms([atomOf(first)]).type;
}
