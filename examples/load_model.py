#!/usr/bin/env python3
"""Runs a model that `rasp compile` or `rasp train` wrote, with numpy and nothing else.

    python3 load_model.py FOLDER INPUT

INPUT is a string such as hello, or a JSON list such as '["the", "cat"]' or '[1, 2]'.
Prints the output as `rasp apply FOLDER --json` does: {"type": "ints", "values": [1,2]}.
"""

import json
import os
import sys

import numpy as np


def load_safetensors(path):
    """The tensors of a file by their names: the length of a JSON header, the header, the numbers."""
    with open(path, "rb") as file:
        data = file.read()
    header_length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8:8 + header_length])
    numbers = data[8 + header_length:]
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        if entry["dtype"] != "F32":
            raise ValueError(f"{name}: expected F32, found {entry['dtype']}")
        start, end = entry["data_offsets"]
        # In doubles, so that the order in which numpy adds up makes no difference.
        tensors[name] = np.frombuffer(numbers[start:end], dtype="<f4").reshape(entry["shape"]).astype(np.float64)
    return tensors


def softmax(scores):
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def forward(config, weights, tokens):
    """Token ids, without BOS, to logits [n, outputs]."""
    run = trained_forward if config.get("kind") == "trained" else compiled_forward
    return run(config, weights, tokens)


def compiled_forward(config, weights, tokens):
    ids = np.array([config["bos_token"], *tokens])
    x = weights["embed.W_E"][ids] + weights["pos_embed.W_pos"][:len(ids)]
    for index, block in enumerate(config["blocks"]):
        if block["attention"] is not None:
            x = x + attention(part(weights, f"blocks.{index}.attn."), x)
        if block["feed_forward"] is not None:
            x = x + feed_forward(part(weights, f"blocks.{index}.mlp."), x)
    # The output at BOS means nothing.
    return x[1:] @ weights["unembed.W_U"] + weights["unembed.b_U"]


def trained_forward(config, weights, tokens):
    """A post-norm encoder: behind each part a residual connection and a layer norm."""
    ids = np.array([*([] if config["bos"] is None else [config["bos"]["id"]]), *tokens])
    x = weights["embed.W_E"][ids] + weights["pos_embed.W_pos"][:len(ids)]
    for kind, index in layer_parts(config):
        if kind == "attention":
            x = layer_norm(part(weights, f"blocks.{index}.ln1."), x + attention(part(weights, f"blocks.{index}.attn."), x))
        else:
            x = layer_norm(part(weights, f"blocks.{index}.ln2."), x + feed_forward(part(weights, f"blocks.{index}.mlp."), x))
    logits = x @ weights["unembed.W_U"] + weights["unembed.b_U"]
    return logits[len(ids) - len(tokens):]


def layer_parts(config):
    """The parts of all layers in the order in which they are computed."""
    attentions = [("attention", index) for index in range(config["n_layers"])]
    feed_forwards = [("feed-forward", index) for index in range(config["n_layers"])]
    orders = {
        "interleaved": [part for pair in zip(attentions, feed_forwards) for part in pair],
        "attention-first": attentions + feed_forwards,
        "feed-forward-first": feed_forwards + attentions,
    }
    return orders[config["layer_order"]]


def part(weights, prefix):
    """The weights of a part by their own names: W_Q of blocks.0.attn.W_Q."""
    return {name[len(prefix):]: values for name, values in weights.items() if name.startswith(prefix)}


def layer_norm(w, x):
    return (x - x.mean(axis=-1, keepdims=True)) / np.sqrt(x.var(axis=-1, keepdims=True) + 1e-5) * w["w"] + w["b"]


def feed_forward(w, x):
    return np.maximum(x @ w["W_in"] + w["b_in"], 0) @ w["W_out"] + w["b_out"]


def attention(w, x):
    """What all heads together add to x [positions, d_model]."""
    # [positions, d_model] @ [heads, d_model, d_head] is [heads, positions, d_head].
    queries, keys, values = (x @ w[f"W_{letter}"] + w[f"b_{letter}"][:, np.newaxis] for letter in "QKV")
    scores = queries @ keys.transpose(0, 2, 1) / np.sqrt(queries.shape[-1])
    return (softmax(scores) @ values @ w["W_O"]).sum(axis=0) + w["b_O"]


def number(typed):
    """The value of {"type": ..., "value": ...}: JSON has no name for nan and the infinities."""
    return float(typed["value"]) if typed["type"] == "float" else typed["value"]


def read_input(text):
    """A JSON list holds values; anything else is a string of characters."""
    return json.loads(text) if text.lstrip().startswith("[") else list(text)


def token_ids(config, items):
    if not 1 <= len(items) <= config["max_length"]:
        raise ValueError(f"this input has {len(items)} tokens; the model takes 1 to {config['max_length']}")
    ids = {(typed["type"], repr(number(typed))): i for i, typed in enumerate(config["alphabet"])}
    types = {int: "int", float: "float", str: "string", bool: "bool"}
    found = []
    for position, item in enumerate(items):
        key = (types.get(type(item)), repr(item))
        if key not in ids:
            raise ValueError(f"token {position} of the input, {item!r}, is not in the model's alphabet")
        found.append(ids[key])
    return found


def decode(decoding, logits):
    """The values that the outputs stand for, each with its type."""
    if decoding["kind"] == "argmax":
        chosen = logits.argmax(axis=-1)
    else:
        codes = decoding.get("codes") or [number(typed) for typed in decoding["values"]]
        chosen = np.abs(logits - np.array(codes, dtype=np.float64)).argmin(axis=-1)
    return [decoding["values"][int(index)] for index in chosen]


def to_json(values):
    """As RASP types a sequence: with a float in it, it is floats; bools with ints are ints."""
    types = {typed["type"] for typed in values}
    sequence_type = next(name for name in ("string", "float", "int", "bool") if name in types) + "s"
    items = []
    for typed in values:
        value = number(typed)
        is_odd = isinstance(value, float) and not np.isfinite(value)
        items.append(json.dumps(str(value) if is_odd else value, ensure_ascii=False))
    return f'{{"type": "{sequence_type}", "values": [{",".join(items)}]}}'


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__.strip())
    folder, text = sys.argv[1:]
    try:
        with open(os.path.join(folder, "config.json"), encoding="utf-8") as file:
            config = json.load(file)
        weights = load_safetensors(os.path.join(folder, "model.safetensors"))
        tokens = token_ids(config, read_input(text))
    except (OSError, ValueError) as error:
        sys.exit(f"load_model.py: {error}")
    print(to_json(decode(config["decoding"], forward(config, weights, tokens))))


if __name__ == "__main__":
    main()
