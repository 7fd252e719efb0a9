#!/usr/bin/env python3
"""The study that `w2s-bench/study` times, done with PyTorch and transformers.

Reads the folder that `w2s-bench/study --folder DIR --prepare` makes (weights, token ids, labels,
batches) and prints one JSON line with the same fields. Three ways to do it:

  public      as the published weak-to-strong code trains (arXiv 2312.09390): rows in random order, a
              batch in micro-batches of a fixed number of rows, each padded to its longest,
              attention spelled out, one backward pass for the whole batch, plain Adam
  tuned       as a well-made loop does: batches by length, micro-batches by tokens, attention by
              scaled_dot_product_attention, one backward pass for each micro-batch, fused AdamW
  tuned-gelu  the same with PyTorch's own operator for the activation, which GPT-2's published
              config has spelled out
"""

import argparse
import contextlib
import json
import math
import platform
import random
import statistics
import time
from pathlib import Path

import torch
import transformers
from safetensors.torch import load_file
from transformers import GPT2Config, GPT2Model

TOKENS_AT_ONCE = 4096
ROWS_AT_ONCE = 32


class Classifier(torch.nn.Module):
    """GPT-2 and a linear head on each row's last real token."""

    def __init__(self, body, seed, precision):
        super().__init__()
        self.body = body
        self.bfloat16 = precision == "bfloat16"
        torch.manual_seed(seed)
        self.head = torch.nn.Linear(body.config.n_embd, 2, bias=False)
        torch.manual_seed(seed)
        with torch.no_grad():
            self.head.weight.normal_(0, 0.02)

    def forward(self, ids, lengths):
        """Token ids [B, T], padded on the right, to logits [B, 2]."""
        with torch.autocast("cpu", torch.bfloat16, enabled=self.bfloat16):
            hidden = self.body(ids, use_cache=False).last_hidden_state  # [B, T, H]
            last = hidden[torch.arange(len(lengths)), torch.tensor(lengths) - 1]
            return self.head(last).float()


class Study:
    def __init__(self, arguments):
        self.arguments = arguments
        self.tuned = arguments.recipe != "public"
        self.folder = Path(arguments.folder)
        self.input = json.loads((self.folder / "study.json").read_text())
        self.seconds = {}
        self.losses = {}
        self.test_losses = {}
        self.steps = []

    def run(self):
        weak = self.weak_labels()
        self.strong("student", weak)
        self.strong("ceiling", gold(self.input["transfer"]))

    def weak_labels(self):
        with self.timed("load"):
            model = self.load(self.input["supervisorLayers"])
        self.train("supervisor", model, "supervise", gold(self.input["supervise"]))
        self.evaluate("supervisor", model)
        with self.timed("label"):
            return self.predict(model, self.input["transfer"])

    def strong(self, name, targets):
        with self.timed("load"):
            model = self.load(None)
        if "untrained" not in self.test_losses:
            self.evaluate("untrained", model)
        self.steps += self.train(name, model, "transfer", targets)
        self.evaluate(name, model)

    def load(self, layers):
        config = GPT2Config(**json.loads((self.folder / "config.json").read_text()))
        config.n_layer = layers or config.n_layer
        config.attn_pdrop = config.embd_pdrop = config.resid_pdrop = 0.0
        if self.arguments.recipe == "tuned-gelu":
            config.activation_function = "gelu_pytorch_tanh"
        config._attn_implementation = "sdpa" if self.tuned else "eager"
        weights = load_file(self.folder / "model.safetensors")
        body = GPT2Model(config)
        missing = body.load_state_dict(weights, strict=False).missing_keys
        if missing:
            raise SystemExit(f"{self.folder} lacks weights: {missing}")
        return Classifier(body, self.input["seed"], self.arguments.precision).eval()

    def train(self, name, model, part, targets):
        rows = self.input[part]
        optimiser = self.optimiser(model)
        times, losses = [], []
        with self.timed(name):
            started = time.perf_counter()
            for batch in self.batches(part):
                if self.tuned:
                    loss = self.accumulate(model, rows, targets, batch)
                    torch.nn.utils.clip_grad_norm_(model.parameters(), self.input["clip"], foreach=True)
                else:
                    loss = self.whole(model, rows, targets, batch)
                optimiser.step()
                optimiser.zero_grad()
                losses.append(loss)
                now = time.perf_counter()
                times.append(now - started)
                started = now
        self.losses[name] = losses
        return times

    def optimiser(self, model):
        rate = self.input["learningRate"]
        if self.tuned:
            return torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=0, fused=True)
        return torch.optim.Adam(model.parameters(), lr=rate)

    def batches(self, part):
        if self.tuned:
            return self.input[part + "Batches"]
        order, size = random.Random(self.input["seed"]), self.input["batch"]
        batches = []
        for _ in range(self.input["epochs"]):
            rows = list(range(len(self.input[part])))
            order.shuffle(rows)
            batches += [rows[start : start + size] for start in range(0, len(rows), size)]
        return batches

    def accumulate(self, model, rows, targets, batch):
        total = 0.0
        for piece in by_tokens(rows, batch):
            share = len(piece) / len(batch)
            loss = share * cross_entropy(logits(model, rows, piece), targets, piece)
            loss.backward()
            total += loss.item()
        return total

    def whole(self, model, rows, targets, batch):
        size = self.arguments.micro
        pieces = [batch[start : start + size] for start in range(0, len(batch), size)]
        scores = torch.cat([logits(model, rows, piece) for piece in pieces])
        loss = cross_entropy(scores, targets, batch)
        loss.backward()
        return loss.item()

    def evaluate(self, name, model):
        with self.timed("evaluate"):
            probabilities = self.predict(model, self.input["test"])
        logs = [math.log(p[row["label"]]) for p, row in zip(probabilities, self.input["test"])]
        self.test_losses[name] = -statistics.fmean(logs)

    @torch.no_grad()
    def predict(self, model, rows):
        everything = list(range(len(rows)))
        if self.tuned:
            pieces = by_tokens(rows, everything)
        else:
            pieces = [everything[start : start + ROWS_AT_ONCE] for start in range(0, len(rows), ROWS_AT_ONCE)]
        result = [None] * len(rows)
        for piece in pieces:
            for row, answer in zip(piece, logits(model, rows, piece).softmax(-1).tolist()):
                result[row] = answer
        return result

    @contextlib.contextmanager
    def timed(self, phase):
        started = time.perf_counter()
        yield
        self.seconds[phase] = self.seconds.get(phase, 0.0) + time.perf_counter() - started

    def measurement(self):
        tokens = sum(len(row["ids"]) for row in self.input["transfer"])
        seconds = self.seconds["student"] + self.seconds["ceiling"]
        return {
            "program": self.arguments.recipe + ("" if self.tuned else f"-{self.arguments.micro}"),
            "versions": {
                "python": platform.python_version(),
                "torch": torch.__version__,
                "transformers": transformers.__version__,
            },
            "threads": torch.get_num_threads(),
            "precision": self.arguments.precision.upper(),
            "seconds": self.seconds,
            "stepSeconds": statistics.median(self.steps),
            "tokensPerSecond": 2 * self.input["epochs"] * tokens / seconds,
            "losses": self.losses,
            "testLosses": self.test_losses,
            "peakBytes": peak_bytes(),
        }


def gold(rows):
    return [[1.0 - row["label"], float(row["label"])] for row in rows]


def by_tokens(rows, batch):
    """Pieces of like length that hold at most so many tokens with padding."""
    pieces, piece, longest = [], [], 0
    for row in sorted(batch, key=lambda row: -len(rows[row]["ids"])):
        longest = longest or len(rows[row]["ids"])
        if piece and longest * (len(piece) + 1) > TOKENS_AT_ONCE:
            pieces.append(piece)
            piece, longest = [], len(rows[row]["ids"])
        piece.append(row)
    return pieces + [piece]


def logits(model, rows, piece):
    ids = [torch.tensor(rows[row]["ids"]) for row in piece]
    return model(torch.nn.utils.rnn.pad_sequence(ids, batch_first=True), [len(row) for row in ids])


def cross_entropy(scores, targets, piece):
    wanted = torch.tensor([targets[row] for row in piece])
    return -(wanted * scores.log_softmax(-1)).sum(-1).mean()


def peak_bytes():
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return None
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return 1024 * int(line.split()[1])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", required=True)
    parser.add_argument("--recipe", choices=["public", "tuned", "tuned-gelu"], required=True)
    parser.add_argument("--micro", type=int, default=1, help="rows of a micro-batch of the public recipe")
    parser.add_argument("--precision", choices=["float32", "bfloat16"], default="float32", help="of matrix products")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    study = Study(arguments)
    study.run()
    print(json.dumps(study.measurement()))


if __name__ == "__main__":
    main()
