import type { CompiledModel, Decoding } from '../model/transformer.js';

/** How many tokens the card's example has, where the model takes so many. */
const exampleLength = 4;

/** Token ids of an example. */
export function exampleIds({ alphabet, maxLength }: Pick<CompiledModel, 'alphabet' | 'maxLength'>): number[] {
    return Array.from({ length: Math.min(maxLength, exampleLength) }, (_, i) => i % alphabet.length);
}

/** A Python program that runs the model of the folder it is started in, on an example, with numpy alone. */
export function loaderSnippet(model: CompiledModel): string {
    return `import json
import numpy as np

config = json.load(open("config.json", encoding="utf-8"))
data = open("model.safetensors", "rb").read()
start = 8 + int.from_bytes(data[:8], "little")
header = json.loads(data[8:start])

def weight(name):
    begin, end = header[name]["data_offsets"]
    return np.frombuffer(data[start + begin:start + end], "<f4").reshape(header[name]["shape"]).astype(float)

def run(tokens):
    ids = [config["bos_token"], *tokens]
    x = weight("embed.W_E")[ids] + weight("pos_embed.W_pos")[:len(ids)]
    for index, block in enumerate(config["blocks"]):
        if block["attention"]:
            name = f"blocks.{index}.attn."
            q, k, v = (x @ weight(name + "W_" + c) + weight(name + "b_" + c)[:, None] for c in "QKV")
            scores = q @ k.transpose(0, 2, 1) / np.sqrt(q.shape[-1])
            p = np.exp(scores - scores.max(axis=-1, keepdims=True))
            x = x + (p / p.sum(axis=-1, keepdims=True) @ v @ weight(name + "W_O")).sum(axis=0) + weight(name + "b_O")
        if block["feed_forward"]:
            name = f"blocks.{index}.mlp."
            x = x + np.maximum(x @ weight(name + "W_in") + weight(name + "b_in"), 0) @ weight(name + "W_out") + weight(name + "b_out")
    return x[1:] @ weight("unembed.W_U") + weight("unembed.b_U")

# Ids count the alphabet of config.json from 0.
logits = run([${exampleIds(model).join(', ')}])
values = [item["value"] for item in config["decoding"]["values"]]
chosen = ${chosenBy(model.decoding)}
print([values[i] for i in chosen])`;
}

function chosenBy(decoding: Decoding): string {
    return decoding.kind === 'argmax' ? 'logits.argmax(axis=1)'
        : `np.abs(logits - np.array(${decoding.codes === undefined ? 'values, dtype=float' : 'config["decoding"]["codes"]'})).argmin(axis=1)`;
}
