import { limits } from '../../language/limits.js';
import type { CompiledModel, DimensionLabel, HeadLabel } from '../model/transformer.js';
import { listJson } from './config-file.js';
import { JsonReader } from './json-reader.js';
import type { Dimensions } from './parameters.js';

export const labelsFile = 'labels.json';
const format = 'rasp-labels';
const version = 2;

/** What the parts of a model mean. */
export type ModelLabels = Pick<CompiledModel, 'dimensions' | 'heads' | 'extraBlocks'>;

/** The text of labels.json: the s-op and value of each dimension of the residual stream, and the selector of each head. */
export function writeLabels({ dimensions, heads, extraBlocks }: ModelLabels): string {
    const dimensionsJson = dimensions.map(held => `[${held.map(dimensionJson).join(', ')}]`);
    const headsJson = heads.map(({ block, head, layer, selector, selectorId }) => `{"block": ${block}, "head": ${head}, "layer": ${layer}, "selector": ${JSON.stringify(selector)}, "selector_id": ${selectorId}}`);
    const extraJson = extraBlocks.map(({ block, reason }) => `{"block": ${block}, "reason": ${JSON.stringify(reason)}}`);
    return `{
  "format": "${format}",
  "version": ${version},
  "dimensions": ${listJson(dimensionsJson, '  ')},
  "heads": ${listJson(headsJson, '  ')},
  "feed_forward_only": ${listJson(extraJson, '  ')}
}
`;
}

function dimensionJson({ sop, meaning, writtenBy, emptiedBy }: DimensionLabel): string {
    return `{"sop": ${JSON.stringify(sop)}, "meaning": ${JSON.stringify(meaning)}, "written_by": ${writtenBy}${emptiedBy === undefined ? '' : `, "emptied_by": ${emptiedBy}`}}`;
}

/**
 * Reads labels.json.
 * @throws ModelFileError that names the first member that is wrong
 */
export function readLabels(bytes: Uint8Array, { dModel, blocks }: Dimensions): ModelLabels {
    const labels = JsonReader.of(labelsFile, bytes);
    labels.member('format').oneOf([format]);
    labels.member('version').int(version, version);
    const block = (item: JsonReader): number => item.member('block').int(0, Math.max(0, blocks.length - 1));
    const heads = blocks.reduce((sum, { attention }) => sum + (attention?.nHeads ?? 0), 0);
    return {
        dimensions: labels.member('dimensions').items(dModel, dModel).map(held => readDimension(held, blocks.length)),
        heads: labels.member('heads').items(0, heads).map((item): HeadLabel => {
            const index = block(item);
            return {
                block: index,
                head: item.member('head').int(0, Math.max(0, (blocks[index]?.attention?.nHeads ?? 0) - 1)),
                layer: item.member('layer').int(1, Math.max(1, blocks.length)),
                selector: text(item, 'selector'),
                selectorId: item.member('selector_id').int(0, Number.MAX_SAFE_INTEGER)
            };
        }),
        extraBlocks: labels.member('feed_forward_only').items(0, blocks.length).map(item => ({ block: block(item), reason: text(item, 'reason') }))
    };
}

/** What a dimension holds in turn: each thing is taken away before the next one is written. */
function readDimension(held: JsonReader, blocks: number): DimensionLabel[] {
    let free = 0;
    const stays = held.items(1, blocks + 1);
    return stays.map((item, i) => {
        const label = { sop: text(item, 'sop'), meaning: text(item, 'meaning'), writtenBy: item.member('written_by').int(free, blocks) };
        if (i === stays.length - 1) {
            return label;
        }
        const emptiedBy = item.member('emptied_by').int(Math.max(1, label.writtenBy), blocks);
        free = emptiedBy + 1;
        return { ...label, emptiedBy };
    });
}

function text(item: JsonReader, name: string): string {
    return item.member(name).text(limits.programLength);
}
