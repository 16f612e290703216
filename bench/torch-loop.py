#!/usr/bin/env python3
"""The paper's training loop in PyTorch, as `npm run bench:train -- --torch` compares with it.

    python3 torch-loop.py SECONDS THREADS

Two post-norm encoder layers of one head, width 256, feed-forward 512, batches of 50 sequences of random lengths from 1
to 100, each batch padded to its longest, Adam. The task is to reverse. Prints {"steps", "sequencesPerSecond", ...}.
"""

import json
import math
import random
import sys
import time

import torch
from torch import nn

WIDTH, HEADS, LAYERS, LONGEST, TOKENS, BATCH = 256, 1, 2, 100, 100, 50
PADDING = TOKENS
WARM_UP = 2


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(TOKENS + 1, WIDTH)
        place = torch.arange(LONGEST).unsqueeze(1)
        wave = torch.exp(torch.arange(0, WIDTH, 2) * (-math.log(10_000.0) / WIDTH))
        table = torch.zeros(LONGEST, WIDTH)
        table[:, 0::2], table[:, 1::2] = torch.sin(place * wave), torch.cos(place * wave)
        self.register_buffer("positions", table)
        layer = nn.TransformerEncoderLayer(WIDTH, HEADS, 2 * WIDTH, dropout=0.0, batch_first=True)
        self.layers = nn.TransformerEncoder(layer, LAYERS)
        self.read_out = nn.Linear(WIDTH, TOKENS)

    def forward(self, tokens):
        x = self.embed(tokens) + self.positions[: tokens.shape[1]]
        return self.read_out(self.layers(x, src_key_padding_mask=tokens == PADDING))


def batch():
    rows = [[random.randrange(TOKENS) for _ in range(random.randint(1, LONGEST))] for _ in range(BATCH)]
    longest = max(map(len, rows))
    tokens = torch.tensor([row + [PADDING] * (longest - len(row)) for row in rows])
    labels = torch.tensor([row[::-1] + [-100] * (longest - len(row)) for row in rows])
    return tokens, labels


def main():
    seconds, threads = float(sys.argv[1]), int(sys.argv[2])
    torch.set_num_threads(threads)
    random.seed(1)
    torch.manual_seed(1)
    model = Model()
    optimiser = torch.optim.Adam(model.parameters(), lr=3e-4)
    loss_of = nn.CrossEntropyLoss(ignore_index=-100)
    steps, begin = -WARM_UP, time.perf_counter()
    while steps < 2 or time.perf_counter() - begin < seconds:
        if steps == 0:
            begin = time.perf_counter()
        tokens, labels = batch()
        optimiser.zero_grad()
        loss = loss_of(model(tokens).flatten(0, 1), labels.flatten())
        loss.backward()
        optimiser.step()
        loss.item()
        steps += 1
    took = time.perf_counter() - begin
    print(json.dumps({"version": torch.__version__, "threads": threads, "steps": steps, "secondsPerStep": took / steps, "sequencesPerSecond": steps * BATCH / took}))


main()
