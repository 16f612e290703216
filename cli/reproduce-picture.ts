import { denseSource } from '../language/drawing/attention-source.js';
import type { AttentionSource } from '../language/drawing/attention-source.js';
import { attentionPairsSvg } from '../language/drawing/attention-svg.js';
import type { Training } from '../transformer/runtime/training-driver.js';
import type { SelectorMatch } from '../transformer/training/attention-match.js';
import type { TrainingJob } from '../transformer/training/training-job.js';

/**
 * Draws for each selector of the program the head that follows it, on one input.
 * @param matches which head follows which selector best
 * @param input a character a token, without BOS
 * @returns an SVG
 */
export async function headsPicture(training: Training, { data: { alphabet, bos } }: TrainingJob, matches: readonly SelectorMatch[], title: string, input: string): Promise<string> {
    const texts = alphabet.map(({ value }) => String(value));
    const tokens = Array.from(input);
    const { length: n, nHeads, attention, targets } = await training.inspect([Int32Array.from(tokens, token => texts.indexOf(token))]);
    const pairs = targets.map(({ selector, weights, supervised }): readonly [AttentionSource, AttentionSource] => {
        const { layer, head } = supervised ?? matches.find(match => match.selector === selector)?.best ?? { layer: 0, head: 0 };
        const start = head * n * n;
        const own = attention[layer]?.subarray(start, start + n * n) ?? new Float32Array(n * n);
        return [denseSource(selector, n, weights), denseSource(`layer ${layer + 1}, head ${head + 1} of ${nHeads}`, n, own)];
    });
    return attentionPairsSvg(`${title} on ${input}`, pairs, [...bos === undefined ? [] : [String(bos.token.value)], ...tokens]);
}
