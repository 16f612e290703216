import { atomRepr, shortText } from '../../language/values/python-text.js';
import { atomOf } from '../model/typed-values.js';
import { trainedCount } from '../training/encoder-parameters.js';
import { percent } from '../training/percent.js';
import { meanMatch, selectsAll } from '../training/attention-match.js';
import type { HeadMatch } from '../training/attention-match.js';
import type { TrainedFigures, TrainedModel } from '../training/trained-model.js';
import { capText, count, exampleCommand, exampleJson, fenced, inCode, inLine, wholeProgram } from './card-text.js';

/** The model card of a trained model: what it learned from what, how well, and how it is loaded. */
export function writeTrainedCard(model: TrainedModel, figures: TrainedFigures): string {
    const { name, source, alphabet, maxLength, bos, shape, decoding } = model;
    const tokens = shortText(alphabet.map(value => atomRepr(atomOf(value))).join(', '), 300);
    const bosText = bos === undefined ? 'none' : `${atomRepr(atomOf(bos.token))}, put in front of each input by \`model.onnx\`; ${bos.isSeen ? 'the program sees it' : 'the program does not see it'}`;
    return `# ${inLine(name)}

A transformer encoder that was trained to compute \`${inCode(name)}\`, on inputs and outputs of this RASP${figures.attentionWeight > 0 ? ', with its attention supervised by the program\'s selectors' : ''}:

${fenced(source)}
${wholeProgram(model.program)}
It was trained, not compiled: it may be wrong. On ${count(figures.sizes.test)} inputs that it was not trained on, **${percent(figures.testAccuracy)}** of the outputs were right (cross-entropy ${figures.testCrossEntropy.toPrecision(3)}).

| | |
|---|---|
| alphabet (${count(alphabet.length)}) | ${inLine(tokens)} |
| longest input | ${count(maxLength)} |
| BOS | ${inLine(bosText)} |
| layers, heads | ${shape.nLayers}, ${shape.nHeads} |
| d_model, d_mlp | ${shape.dModel}, ${shape.dMlp} |
| positions | ${shape.positions} |
| parameters | ${count(trainedCount(shape))}, float32 |
| outputs | ${count(shape.outputSize)}, read by the largest; ${shortText(decoding.values.map(value => inLine(atomRepr(atomOf(value)))).join(', '), 200)}${decoding.cap === undefined ? '' : `; ${capText(decoding.cap)}`} |

Post-norm encoder as PyTorch's \`nn.TransformerEncoder\` without dropout: token embeddings and positions are added; each layer is multi-head attention, a residual connection and layer norm, a feed-forward part of one hidden layer of ReLUs, a residual connection and layer norm${shape.order === 'interleaved' ? '' : ` (${shape.order})`}; a linear read-out.

## Training

${count(figures.sizes.train)} inputs an epoch, batches of ${figures.batchSize}, ${figures.epochs} epochs${figures.bestEpoch === undefined ? '' : ` (the best was ${figures.bestEpoch})`}, Adam at ${figures.learningRate}, times ${figures.decay} after each epoch; seed ${figures.seed}; ${Math.round(figures.seconds).toLocaleString('en-US')} s on ${inLine(figures.device)}.${figures.attentionWeight > 0 ? ` Loss: cross-entropy + ${figures.attentionWeight} · mean squared error of the supervised heads' attention.` : ''}

${matchText(figures)}
## Files

- \`model.onnx\`: inputs \`tokens\` (int64 [batch, n], ids without BOS) and \`mask\` (bool [batch, n], false where padded); outputs \`logits\` and \`attention.<layer>\`.
- \`model.safetensors\`: the weights, with the parameter names and shapes of TransformerLens.
- \`config.json\`: sizes, the alphabet in the order of token ids, and the value that each output stands for.
- \`labels.json\`: the selector of each head that was supervised, both counted from 0 as in the names of tensors.
- \`training.json\`: the losses and accuracies of each epoch.${figures.hasCheckpoint ? ' \`checkpoint.safetensors\`: what training goes on from.' : ''}

## Running it

    ${exampleCommand(model)}

With numpy alone, from \`config.json\` and \`model.safetensors\`, with \`examples/load_model.py\` from the repository of RASP for VS Code:

    python3 load_model.py . ${exampleJson(model)}
`;
}

/** Counted from 1, as RASP counts layers. */
function headText({ layer, head }: HeadMatch): string {
    return `layer ${layer + 1}, head ${head + 1}`;
}

function matchText({ matches }: TrainedFigures): string {
    if (matches.length === 0) {
        return '';
    }
    const mean = meanMatch(matches);
    const meanText = mean === undefined ? 'There is no mean: every selector selects everything.' : `Mean${matches.some(selectsAll) ? ', selectors that select everything left out' : ''}: mass ${mean.mass.toFixed(3)}, correlation ${mean.correlation.toFixed(3)}.`;
    const rows = matches.map(({ selector, best, supervised, chance }) => `| \`${inCode(shortText(selector, 80))}\` | ${headText(best)} | ${best.mass.toFixed(3)} | ${best.correlation.toFixed(3)} | ${chance.toFixed(3)} | ${supervised === undefined ? '' : `${headText(supervised)}: ${supervised.mass.toFixed(3)}, ${supervised.correlation.toFixed(3)}`} |`);
    return `## Attention beside the selectors

Mass is the mean attention on positions that the selector selects, correlation that of attention and selector over all cells; both for the head of the model that follows the selector best. Even attention would have the mass in the column "even". ${meanText}

| selector | best head | mass | correlation | even | supervised |
|---|---|---|---|---|---|
${rows.join('\n')}

`;
}
