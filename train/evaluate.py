#!/usr/bin/env python3
"""Dev figures of a model (gold tokens).

evaluate.py CKPT --data DIR [--mode float|weights|int8]
"weights": 7-bit weights; "int8": and 8-bit activations, as the C program.
"""
import argparse
import json
import os
from collections import Counter

import torch

import labels as L
import model as M
from data import MASK, batches, collate, dev_windows
from loss import same_sentence


DOUBT = 0.9         # second round: words whose p(none) is below this


class Score:
    """Counts for an F1."""

    def __init__(self):
        self.good = self.got = self.gold = 0

    def add(self, good, got, gold):
        self.good += int(good)
        self.got += int(got)
        self.gold += int(gold)

    def f1(self):
        return 200 * self.good / max(1, self.got + self.gold)


def spans(tags):
    """BIO names -> {(start, end, type)}; an I without its B opens one."""
    out, start, kind = set(), None, None
    for i, t in enumerate(list(tags) + [0]):
        name = L.NAME[t] if t >= 0 else "O"
        here = name[2:] or None
        if kind and (name[0] != "I" or here != kind):
            out.add((start, i, kind))
            kind = None
        if here and kind is None:
            start, kind = i, here
    return out


def small(windows, budget=4000):
    import random
    return batches(windows, random.Random(0), budget)


def run(net, windows, bf16):
    for group in small(windows):
        batch = M.tensors(collate(group))
        h = net.vectors(batch, bf16)
        yield group, batch, h, net.blocks(h)


def treebank(net, docs, pieces, bf16):
    n = Counter()
    sent, name = Score(), Score()
    for _, batch, h, z in run(net, dev_windows(docs, pieces), bf16):
        gold, keep = batch["upos"], batch["upos"] != MASK
        n["words"] += int(keep.sum())
        n["upos"] += int(((z["upos"].argmax(-1) == gold) & keep).sum())
        got = (z["sent"].argmax(-1) == 1) & keep
        starts = batch["sent"] == 1
        sent.add((got & starts).sum(), got.sum(), starts.sum())
        score, rd, rh = net.dep(h)
        score = score.masked_fill(~same_sentence(batch["sid"]), -1e9)
        b, i = ((batch["head"] != MASK) & keep).nonzero(as_tuple=True)
        head = score[b, i].argmax(-1)
        rel = net.dep.relations(rd, rh, b, i, head).argmax(-1)
        right = head == batch["head"][b, i] + 1
        n["arcs"] += len(b)
        n["uas"] += int(right.sum())
        n["las"] += int((right & (rel == batch["rel"][b, i])).sum())
        names(name, z, batch)
    return {"upos": 100 * n["upos"] / n["words"],
            "uas": 100 * n["uas"] / n["arcs"],
            "las": 100 * n["las"] / n["arcs"], "sent": sent.f1(),
            "names": name.f1()}


def names(score, z, batch):
    for tags, gold in zip(z["name"].argmax(-1).tolist(),
                          batch["name"].tolist()):
        keep = [g != MASK for g in gold]
        a = spans([t if k else -1 for t, k in zip(tags, keep)])
        b = spans([t if k else -1 for t, k in zip(gold, keep)])
        score.add(len(a & b), len(a), len(b))


def anchors(net, h, z, batch, t, out):
    """First round, second round and their mean, anchors and classes."""
    gold = batch[t]
    keep = gold != MASK
    p1 = z[t].softmax(-1)
    tops = p1.argmax(-1) * keep
    is_gold = (gold > 0) & keep
    out[t + ".anchor"].add(((tops > 0) & is_gold).sum(), (tops > 0).sum(),
                           is_gold.sum())
    out[t + ".class"].add(((tops == gold) & is_gold).sum(), (tops > 0).sum(),
                          is_gold.sum())
    b, w = ((p1[..., 0] < DOUBT) & keep).nonzero(as_tuple=True)
    if not len(b):
        out[t + ".anchor2"].add(0, 0, is_gold.sum())
        out[t + ".class2"].add(0, 0, is_gold.sum())
        return
    ha, hb = net.frame.a(h), net.frame.b(h)
    p = net.frame.roles(t, ha, hb, b, w).softmax(-1)
    att = net.frame.attributes(t, h, batch["wmask"], p, b, w)
    main = {"event": "category", "statement": "class", "position": "stance",
            "shift": "kind"}[t]
    both = (p1[b, w].clamp_min(1e-6).log() + att[main].log_softmax(-1)
            ).argmax(-1)
    g = gold[b, w]
    out[t + ".anchor2"].add(((both > 0) & (g > 0)).sum(), (both > 0).sum(),
                            is_gold.sum())
    out[t + ".class2"].add(((both == g) & (g > 0)).sum(), (both > 0).sum(),
                           is_gold.sum())


def gold_frames(net, h, batch, t, out, hit):
    """Roles and attributes at gold anchors."""
    a = batch["anchors"][t]
    if not len(a["b"]):
        return
    ha, hb = net.frame.a(h), net.frame.b(h)
    logits = net.frame.roles(t, ha, hb, a["b"], a["w"])
    got, gold = logits.argmax(-1), a["roles"]
    valid = gold != MASK
    groups = [["B-" + x, "I-" + x] for x in dict.fromkeys(
        r[2:] for r in L.ROLE[t][1:])]
    for g in groups:
        ids = torch.tensor([L.ROLE[t].index(x) for x in g if x in L.ROLE[t]])
        x, y = torch.isin(got, ids) & valid, torch.isin(gold, ids)
        out[f"{t}.{g[0][2:]}"].add((x & y).sum(), x.sum(), y.sum())
    att = net.frame.attributes(t, h, batch["wmask"], logits.softmax(-1),
                               a["b"], a["w"])
    main = {"event": "category", "statement": "class", "position": "stance",
            "shift": "kind"}[t]
    for name, _, many in L.ATTR[t]:
        key = f"{t}.{name}"
        if name == main:
            hit[key + "|gold anchor"].update(
                (att[name].argmax(-1) == a["cls"]).tolist())
        elif many and name in ("ctx", "fact"):
            k = a[name][:, 0] >= 0
            x, y = att[name][k] > 0, a[name][k] > 0
            out[key].add((x & y).sum(), x.sum(), y.sum())
            if name == "fact":
                hit[key].update((x == y).all(1).tolist())
        elif many:
            hit[key].update(((att[name] > 0) == (a[name] > 0)).all(1).tolist())
        else:
            hit[key].update((att[name].argmax(-1) == a[name]).tolist())
    if t == "position" and len(a["term_of"]):
        k = a["term_of"]
        got = net.frame.terms(h, a["b"][k], a["w"][k], a["term_span"])
        for m, _, many in L.TERM:
            x = (got[m] > 0) if many else got[m].argmax(-1)
            same = x == (a["term_" + m] > 0) if many else x == a["term_" + m]
            hit["term." + m].update(same.flatten().tolist())


def frames(net, docs, pieces, bf16):
    from collections import defaultdict
    out, hit = defaultdict(Score), defaultdict(Counter)
    for _, batch, h, z in run(net, dev_windows(docs, pieces), bf16):
        for t in L.TYPES:
            anchors(net, h, z, batch, t, out)
            gold_frames(net, h, batch, t, out, hit)
    r = {k: s.f1() for k, s in out.items()}
    r.update({k + " %": 100 * c[True] / max(1, sum(c.values()))
              for k, c in hit.items()})
    return r


@torch.no_grad()
def evaluate(net, dev, pieces, mode=M.FLOAT, bf16=True):
    """{figure: value}; mode as model.Mode."""
    was, M.Mode.now = M.Mode.now, mode
    net.eval()
    out = {}
    for k in ("ewt", "gum"):
        for m, v in treebank(net, dev[k], pieces, bf16).items():
            out[f"{k}.{m}"] = v
    cross = Score()
    for _, batch, _, z in run(net, dev_windows(dev["cross"], pieces), bf16):
        names(cross, z, batch)
    out["cross.names"] = cross.f1()
    out.update(frames(net, dev["frames"], pieces, bf16))
    M.Mode.now = was
    return {k: round(v, 2) for k, v in out.items()}


def table(r):
    keys = list(r)
    return "\n".join("  ".join(f"{k:28s}{r[k]:6.1f}" for k in keys[i:i + 3])
                     for i in range(0, len(keys), 3))


def main():
    import data as D
    from pieces import Pieces
    p = argparse.ArgumentParser()
    p.add_argument("ckpt")
    p.add_argument("--data", required=True)
    p.add_argument("--mode", default="float")
    p.add_argument("--root", default=os.path.join(os.path.dirname(
        os.path.abspath(__file__)), ".."))
    a = p.parse_args()
    s = torch.load(a.ckpt, weights_only=True)
    net = M.Net(len(s["vocab"]))
    net.load_state_dict(s["ema"])
    _, dev = D.load(a.data, D.tokenizer(a.root), log=lambda *x: None)
    mode = {"float": M.FLOAT, "weights": M.WEIGHTS, "int8": M.INT8}[a.mode]
    r = evaluate(net, dev, Pieces(s["vocab"]), mode, bf16=False)
    print(table(r))
    print(json.dumps(r))


if __name__ == "__main__":
    main()
