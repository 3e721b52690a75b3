#!/usr/bin/env python3
"""The network in plain numpy, read from a .dmm file: what the C program is
tested against.

reference.py MODEL.dmm TEXT...            JSON of all logits, one text a line
reference.py MODEL.dmm --gold FILE.conllu UPOS, UAS, LAS, sentence F1
  --int8       activations (and Q, K, V, attention) rounded to 8 bits a row,
               as the C program does; else float32 with the stored weights
  --vectors    the word vectors too
  --doubt P    also anchors whose p(none) is below P (default: best class)

Words, windows and features are made by data.py (the C tokenizer through
ctypes); offsets are bytes of the UTF-8 text.
"""
import argparse
import json
import math
import os
import struct
import sys

import numpy as np

import data as D
import evaluate_counts as C
import labels as L
from pieces import CLS, SEP, Pieces

DTYPES = {1: "<i1", 2: "<f4", 3: "<i4"}


def load(path):
    """{tensor name: array or bytes}"""
    with open(path, "rb") as f:
        raw = f.read()
    magic, version, n, at, size = struct.unpack_from("<8sIIQQ", raw)
    assert magic == b"DMMODEL1" and version == 1 and size == len(raw)
    out = {}
    for i in range(n):
        name, kind, nd, _, d0, d1, off, _ = struct.unpack_from(
            "<40sBBHIIQI", raw, at + 64 * i)
        name = name.rstrip(b"\0").decode()
        shape = (d0, d1)[:nd]
        if kind == 0:
            out[name] = raw[off:off + d0]
        else:
            a = np.frombuffer(raw, DTYPES[kind], int(np.prod(shape)), off)
            out[name] = a.reshape(shape)
    return out


def rows8(x):
    s = np.maximum(np.abs(x).max(-1, keepdims=True), 1e-8) / np.float32(127)
    return np.clip(np.round(x / s), -127, 127) * s


ERF = np.vectorize(math.erf, otypes=[np.float64])


def erf(x):
    return ERF(x.astype(np.float64)).astype(np.float32)


def gelu(x):
    return np.float32(0.5) * x * (1 + erf(x / np.float32(math.sqrt(2))))


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


class Network:
    def __init__(self, path, int8=False):
        self.t, self.int8 = load(path), int8
        self.config = json.loads(self.t["config"])
        self.pieces = Pieces(self.t["vocab"].decode().split("\n"))
        self.w = {}
        for k in list(self.t):
            if k.endswith(".w"):
                s = self.t[k[:-2] + ".s"][:, None]
                self.w[k[:-2]] = self.t[k].astype(np.float32) * s

    def lin(self, name, x):
        if self.int8:
            x = rows8(x)
        return x @ self.w[name].T + self.t[name + ".b"]

    def norm(self, name, x):
        mean = x.mean(-1, keepdims=True)
        var = ((x - mean) ** 2).mean(-1, keepdims=True)
        y = (x - mean) / np.sqrt(var + np.float32(self.config["ln_eps"]))
        return y * self.t[name + ".g"] + self.t[name + ".b2"]

    def attention(self, qkv):
        n, h = qkv.shape[0], self.config["heads"]
        q, k, v = qkv.reshape(n, 3, h, -1).transpose(1, 2, 0, 3)
        if self.int8:
            q, k, v = rows8(q), rows8(k), rows8(v)
        p = softmax(q @ k.transpose(0, 2, 1))
        if self.int8:
            p = rows8(p)
        return (p @ v).transpose(1, 0, 2).reshape(n, -1)

    def vectors(self, words, before, case):
        """Vector of the first piece of each word [word, hidden]."""
        ids, feats, first = [CLS], [None], []
        for w, b, c in zip(words, before, case):
            first.append(len(ids))
            p = self.pieces.word(w)
            ids += p
            feats += [c * 4 + b] * len(p)
        ids.append(SEP)
        feats.append(None)
        x = self.w["emb.word"][ids] + self.w["emb.pos"][:len(ids)]
        for i, f in enumerate(feats):
            if f is not None:
                x[i] += self.t["emb.feat"][f]
        x = self.norm("emb.ln", x)
        for i in range(self.config["layers"]):
            e = f"enc.{i}."
            y = self.lin(e + "out", self.attention(self.lin(e + "qkv", x)))
            x = self.norm(e + "ln1", x + y)
            y = self.lin(e + "ffn2", gelu(self.lin(e + "ffn1", x)))
            x = self.norm(e + "ln2", x + y)
        return x[first]

    def blocks(self, h):
        z, at, out = self.lin("word", h), 0, {}
        for name, labels in self.config["word"]:
            out[name] = z[:, at:at + len(labels)]
            at += len(labels)
        return out

    def heads(self, h, sid):
        """(head columns: 0 the root, 1 + j word j; relation logits)"""
        c = self.config
        x = np.maximum(self.lin("dep", h), 0)
        a, r = c["arc"], c["rel_hidden"]
        ad, ah, rd, rh = np.split(x, [a, 2 * a, 2 * a + r], 1)
        ad = self.lin("dep.arc", ad)
        ah = np.concatenate([self.t["dep.root"][None], ah])
        score = ad @ ah.T / np.float32(math.sqrt(a))
        ok = sid[:, None] == sid[None, :]
        np.fill_diagonal(ok, False)
        ok = np.concatenate([np.ones((len(h), 1), bool), ok], 1)
        score[~ok] = -1e9
        head = score.argmax(1)
        rh = np.concatenate([self.t["dep.relroot"][None], rh])
        y = self.lin("dep.relp", rd) + self.lin("dep.relq", rh)[head]
        return score, head, self.lin("dep.rel", np.maximum(y, 0))

    def frame(self, t, h, at):
        """Role logits [word, role] and attribute logits of one anchor."""
        c, k = self.config, self.config["types"].index(t)
        f = c["frame_hidden"]
        part = slice(k * f, (k + 1) * f)
        a = self.lin("frame.a", h[at:at + 1])[:, part]
        b = self.lin("frame.b", h)[:, part]
        ends = c["bucket_ends"]
        far = [next((i for i, e in enumerate(ends) if w - at <= e), len(ends))
               for w in range(len(h))]
        d = self.t["frame.dist"][[k * c["n_bucket"] + i for i in far]]
        roles = self.lin("frame.role." + t, gelu(a + b + d))
        p = softmax(roles)
        x = [h[at]]
        for tags in c["pool"][t]:
            m = p[:, tags].sum(1)
            x.append((m[:, None] * h).sum(0) / max(1, m.sum()))
        y = gelu(self.lin("frame.att." + t, np.concatenate(x)[None]))
        return roles, {name: self.lin(f"frame.cls.{t}.{name}", y)[0]
                       for name, _, _ in c["attr"][t]}

    def term(self, h, at, a, b):
        """Attribute logits of the term of words a..b-1."""
        x = np.concatenate([h[at], h[a], h[a:b].mean(0)])[None]
        y = gelu(self.lin("frame.term", x))
        return {name: self.lin("frame.term." + name, y)[0]
                for name, _, _ in self.config["term"]}


def term_spans(roles):
    """Runs B-term I-term* of the best roles (an I alone opens one too)."""
    out, start = [], None
    for i, r in enumerate(list(roles.argmax(1)) + [0]):
        if start is not None and r != 6:
            out.append((start, i))
            start = None
        if r in (5, 6) and start is None:
            start = i
    return out


def listed(x):
    return np.round(np.asarray(x, np.float64), 4).tolist()


def window_json(net, words, before, case, args):
    h = net.vectors(words, before, case)
    z = net.blocks(h)
    sid = np.cumsum(z["sent"].argmax(1))
    score, head, rel = net.heads(h, sid)
    out = {"logits": {k: listed(v) for k, v in z.items()},
           "head": (head - 1).tolist(),
           "head_score": listed(score[np.arange(len(head)), head]),
           "rel": [L.RELS[i] for i in rel.argmax(1)],
           "rel_logits": listed(rel), "anchors": []}
    if args.vectors:
        out["vectors"] = listed(h)
    for t in net.config["types"]:
        for i, p in enumerate(softmax(z[t])):
            if not (p.argmax() or p[0] < args.doubt):
                continue
            roles, attr = net.frame(t, h, i)
            a = {"type": t, "word": i, "roles": listed(roles),
                 "attr": {k: listed(v) for k, v in attr.items()}}
            if t == "position":
                a["terms"] = [
                    {"words": s, **{k: listed(v) for k, v in
                                    net.term(h, i, *s).items()}}
                    for s in term_spans(roles)]
            out["anchors"].append(a)
    return out


def text_json(net, text, tokens, args):
    d = D.plain_doc("text", text, tokens)
    n = [len(net.pieces.word(w)) for w in d.words]
    byte = [0]
    for c in text:
        byte.append(byte[-1] + len(c.encode()))
    out = {"text": text, "windows": []}
    for a, b in D.cut_windows(d.words, d.before, n):
        w = {"first_word": a,
             "words": [{"text": d.words[i], "start": byte[d.at[i][0]],
                        "end": byte[d.at[i][1]], "before": int(d.before[i]),
                        "case": int(d.case[i]),
                        "pieces": net.pieces.word(d.words[i])}
                       for i in range(a, b)]}
        w.update(window_json(net, d.words[a:b], d.before[a:b],
                             d.case[a:b], args))
        out["windows"].append(w)
    return out


def gold(net, path):
    """Figures on gold tokens and sentences of a treebank file."""
    count = C.Counts()
    for w in D.dev_windows(D.read_conllu(path), net.pieces):
        h = net.vectors(w.words, w.before, w.case)
        z = net.blocks(h)
        _, head, rel = net.heads(h, w.sid)
        count.add(w.lab, z["upos"].argmax(1), z["sent"].argmax(1), head - 1,
                  rel.argmax(1))
    return count.figures()


def main():
    p = argparse.ArgumentParser()
    p.add_argument("model")
    p.add_argument("text", nargs="*")
    p.add_argument("--gold")
    p.add_argument("--int8", action="store_true")
    p.add_argument("--vectors", action="store_true")
    p.add_argument("--doubt", type=float, default=0.0)
    p.add_argument("--root", default=os.path.join(os.path.dirname(
        os.path.abspath(__file__)), ".."))
    args = p.parse_args()
    net = Network(args.model, args.int8)
    if args.gold:
        print(json.dumps(gold(net, args.gold)))
        return
    tokens = D.tokenizer(args.root)
    for text in args.text:
        json.dump(text_json(net, text, tokens, args), sys.stdout,
                  ensure_ascii=False)
        print()


if __name__ == "__main__":
    main()
