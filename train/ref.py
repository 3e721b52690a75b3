#!/usr/bin/env python3
"""Trains the ranker of the ref room on gold coreference.

usage: ref.py PAIRS TREEBANK CHAINS OUT --features N [--epochs N]

PAIRS is the built tools/ref_pairs, TREEBANK and CHAINS as eval/coref.py reads
them, OUT the file of weights (model/ref.tsv). Each mention is trained to give
most of its probability to the earlier mentions of its entity, or to none.
The chains that features speak of are those that the present weights make, so
training is done in two rounds with a build between them, the first on weights
of nothing but zeros.
"""
import argparse
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
import torch

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "eval"))
import conll18  # noqa: E402
import coref    # noqa: E402

HIDDEN = 32
UNIT, OUT = 512, 128  # weights into and out of the hidden units are n / these
NONE = 0xFFFFFFFF


def words_of(pairs, docs):
    """What ref_pairs writes over the texts."""
    with tempfile.TemporaryDirectory() as tmp:
        names = []
        for i, d in enumerate(docs):
            names.append(f"{tmp}/{i:04}.txt")
            pathlib.Path(names[-1]).write_text(d.text, encoding="utf8")
        raw = subprocess.run([pairs, *names], stdout=subprocess.PIPE,
                             check=True).stdout
    return np.frombuffer(raw, dtype=np.uint32)


def gold_of(doc, rows):
    """(span -> entity, head -> entity) in bytes."""
    at = np.cumsum([0] + [len(c.encode()) for c in doc.text])
    span, head = {}, {}
    for k, c in enumerate(coref.gold_chains(doc, rows)):
        for m in c:
            span[at[m.span[0]], at[m.span[1]]] = k
            h = at[m.head[0]], at[m.head[1]]
            head[h] = k if head.get(h, k) == k else -1
    return span, head


def examples(words, docs, gold):
    """[(features of each candidate, right)] of all mentions, "none" first."""
    w, i, out = words.tolist(), 0, []
    while i < len(w):
        if w[i] == 1:
            span, head = gold_of(docs[w[i + 1]], gold[w[i + 1]])
            entity, now, i = {}, [], i + 2
        elif w[i] == 2:
            m, a, b, c, d, _ = w[i + 1:i + 7]
            entity[m] = span.get((a, b), head.get((c, d), -1))
            if now:
                k = entity[m]
                right = [x != NONE and k >= 0 and entity[x] == k
                         for x, _ in now]
                right[0] = not any(right)
                lost = right[0] and k in [entity[x] for x in range(m)]
                if k < 0 or not lost:
                    out.append(([f for _, f in now], right))
            now, i = [], i + 7
        else:
            n = w[i + 3]
            now.append((w[i + 2], w[i + 4:i + 4 + n]))
            i += 4 + n
    return out


class Set:
    """Flat features, where each candidate's begin, its mention, right."""

    def __init__(self, ex):
        ex = [x for x in ex if len(x[0]) > 1]
        feat = [f for c, _ in ex for f in c]
        self.feat = torch.tensor(np.concatenate(feat).astype(np.int64))
        self.off = torch.tensor(np.cumsum([0] + [len(f) for f in feat]))
        self.of = torch.tensor(np.repeat(np.arange(len(ex)),
                                         [len(c) for c, _ in ex]))
        self.first = torch.tensor(np.cumsum([0] + [len(c) for c, _ in ex]))
        self.right = torch.tensor([r for _, ok in ex for r in ok])
        self.n = len(ex)

    def part(self, m, end):
        """The candidates of mentions [m, end)."""
        a, b = self.first[m], self.first[end]
        f, g = self.off[a], self.off[b]
        return (self.feat[f:g], self.off[a:b] - f, self.of[a:b] - m,
                self.right[a:b])


class Net(torch.nn.Module):
    def __init__(self, n):
        super().__init__()
        self.unit = torch.nn.EmbeddingBag(n, HIDDEN, mode="sum")
        self.straight = torch.nn.EmbeddingBag(n, 1, mode="sum")
        self.out = torch.nn.Parameter(torch.randn(HIDDEN) * 0.3)
        torch.nn.init.normal_(self.unit.weight, std=0.1)
        torch.nn.init.zeros_(self.straight.weight)

    def forward(self, feat, off):
        h = torch.relu(self.unit(feat, off))
        h = torch.nn.functional.dropout(h, DROP, self.training)
        return h @ self.out + self.straight(feat, off)[:, 0]


def log_sum(s, of, n, on):
    """log sum exp of s over the candidates of each mention that are on."""
    s = torch.where(on, s, torch.full_like(s, -1e4))
    top = torch.full((n,), -1e4).scatter_reduce(0, of, s.detach(), "amax")
    z = torch.zeros(n).scatter_add(0, of, torch.exp(s - top[of]))
    return torch.log(z + 1e-30) + top


def loss_of(net, data, m, end):
    feat, off, of, right = data.part(m, end)
    s = net(feat, off)
    first = torch.ones(len(off), dtype=torch.bool)
    first[1:] = of[1:] != of[:-1]
    s = s + (~right & first) * COST_MISS + (~right & ~first) * COST
    n = end - m
    return (log_sum(s, of, n, torch.ones_like(right)) -
            log_sum(s, of, n, right)).mean()


def fit(data, n_feat, epochs, seed=1):
    torch.manual_seed(seed)
    net = Net(n_feat)
    rng = np.random.default_rng(seed)
    begs = np.arange(0, data.n, BATCH)
    opt = torch.optim.AdamW(net.parameters(), lr=0.01, weight_decay=DECAY)
    plan = torch.optim.lr_scheduler.OneCycleLR(
        opt, RATE, total_steps=epochs * len(begs))
    for epoch in range(epochs):
        total = 0.0
        for m in rng.permutation(begs):
            loss = loss_of(net, data, m, min(m + BATCH, data.n))
            opt.zero_grad()
            loss.backward()
            opt.step()
            plan.step()
            total += loss.item()
        print(f"epoch {epoch + 1}: loss {total / len(begs):.4f}",
              file=sys.stderr)
    return net


BATCH, RATE, DECAY, DROP = 150, 0.02, 0.01, 0.25
COST_MISS, COST = 0.7, 0.3  # chosen on the training documents


def write(net, path):
    unit = torch.round(net.unit.weight.detach() * UNIT).int().tolist()
    line = torch.round(net.straight.weight.detach() * UNIT * OUT).int()
    with open(path, "w", encoding="utf8") as f:
        f.write("# The ranker of coreference, written by train/ref.py: a "
                "feature's number (src/ref/pair.c), its weights into\n# the "
                "hidden units (1/512) and straight to the score (1/65536); "
                "last those out of the units (1/128).\n")
        for i, (u, s) in enumerate(zip(unit, line.tolist())):
            f.write("\t".join(map(str, [i, *u, *s])) + "\n")
        out = torch.round(net.out.detach() * OUT).int().tolist()
        f.write("\t".join(["out", *map(str, out)]) + "\n")


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("pairs")
    ap.add_argument("treebank")
    ap.add_argument("chains")
    ap.add_argument("out")
    ap.add_argument("--features", type=int, required=True)
    ap.add_argument("--epochs", type=int, default=8)
    args = ap.parse_args()
    torch.set_num_threads(1)
    docs = conll18.read(args.treebank)
    gold = coref.chains(args.chains)
    ex = examples(words_of(args.pairs, docs), docs, gold)
    links = sum(not r[0] for _, r in ex)
    print(f"{len(ex)} mentions, {links} with an antecedent, "
          f"{sum(len(r) for _, r in ex)} candidates", file=sys.stderr)
    write(fit(Set(ex), args.features, args.epochs), args.out)


if __name__ == "__main__":
    main()
