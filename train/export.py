#!/usr/bin/env python3
"""Writes the averaged weights of a checkpoint as the C program's model file.

export.py CKPT OUT.dmm [--version TEXT] [--figures log.jsonl] [--wide]

Little-endian. Header of 128 bytes: magic "DMMODEL1", u32 format version 1,
u32 number of tensors, u64 offset of the directory, u64 file size, u8
sha256[32] of everything after the header, char model version[32], zeros.
Directory entry of 64 bytes: char name[40], u8 dtype (0 bytes, 1 s8, 2 f32,
3 s32), u8 number of dimensions, u16 0, u32 dim[2], u64 offset, u32 0.
(One-dimensional: dim[1] is 0. "bytes": dim[0] is the length.) Tensor data
begin at multiples of 64 bytes; the directory follows the header.

A linear layer X: "X.w" s8 [out][in], |q| <= 63; "X.s" f32 [out] scales;
"X.b" f32 [out]. A layer norm X: "X.g", "X.b2" f32. An embedding X: "X.w" s8
[rows][384], "X.s" f32 [rows]. The token-type embedding is folded into
emb.pos, 1/sqrt(32) of the attention into the q rows of enc.L.qkv.

--wide adds the weights before rounding, "X.f" f32 of the shape of "X.w": with
such a file the program rounds nothing, so that int8 is measured against it.
"""
import argparse
import hashlib
import json
import math
import struct

import numpy as np
import torch

import labels as L
import model as M
import pieces as P

DTYPE = {"bytes": 0, "s8": 1, "f32": 2, "s32": 3}
SETS = [
    ["UD English-EWT r2.16", "CC BY-SA 4.0"],
    ["UD English-GUM, open genres", "CC BY / CC BY-SA"],
    ["Universal NER, English-EWT", "CC BY-SA 4.0"],
    ["WikiGold", "CC BY 4.0"],
    ["CrossNER politics", "MIT, text CC BY-SA"],
    ["names derived from GUM entities", "CC BY / CC BY-SA"],
    ["own annotations of reports", "CC0; texts CC0, CC BY-SA, CC BY or "
     "public domain"],
    ["all-MiniLM-L6-v2 (initial encoder)", "Apache-2.0"],
]


class File:
    def __init__(self, wide):
        self.tensors = []
        self.wide = wide

    def put(self, name, dtype, dims, data):
        assert len(name.encode()) < 40, name
        self.tensors.append((name, dtype, dims, data))

    def text(self, name, s):
        raw = s.encode()
        self.put(name, "bytes", (len(raw),), raw)

    def f32(self, name, t):
        a = np.ascontiguousarray(t.detach().float().numpy(), "<f4")
        self.put(name, "f32", a.shape, a.tobytes())

    def rows(self, name, t, top):
        """s8 rows and their scales."""
        t = t.detach().float()
        s = t.abs().amax(1).clamp_min(1e-8) / top
        q = torch.round(t / s[:, None]).clamp(-top, top).to(torch.int8)
        self.put(name + ".w", "s8", q.shape, q.numpy().tobytes())
        self.f32(name + ".s", s)
        if self.wide:
            self.f32(name + ".f", t)

    def linear(self, name, w, b):
        self.rows(name, w, 63)
        self.f32(name + ".b", torch.zeros(w.shape[0]) if b is None else b)

    def norm(self, name, g, b):
        self.f32(name + ".g", g)
        self.f32(name + ".b2", b)

    def write(self, path, version):
        n = len(self.tensors)
        at = 128 + 64 * n
        directory, body = b"", b""
        for name, dtype, dims, data in self.tensors:
            skip = -(at + len(body)) % 64
            body += bytes(skip)
            d = tuple(dims) + (0,) * (2 - len(dims))
            directory += struct.pack("<40sBBHIIQI", name.encode(),
                                     DTYPE[dtype], len(dims), 0, d[0], d[1],
                                     at + len(body), 0)
            body += data
        rest = directory + body
        head = struct.pack("<8sIIQQ32s32s", b"DMMODEL1", 1, n, 128,
                           128 + len(rest), hashlib.sha256(rest).digest(),
                           version.encode())
        with open(path, "wb") as f:
            f.write(head.ljust(128, b"\0") + rest)
        return 128 + len(rest)


def config(vocab, figures):
    return json.dumps({
        "hidden": M.H, "layers": M.LAYERS, "heads": M.HEADS, "ffn": M.FFN,
        "ln_eps": M.EPS, "positions": M.POSITIONS, "vocab": len(vocab),
        "window_pieces": 192, "max_pieces_of_word": P.MAX_PIECES,
        "arc": M.ARC, "rel_hidden": M.REL, "frame_hidden": M.FRAME,
        "att_hidden": M.ATT, "term_hidden": M.TERM,
        "case": L.CASE, "before": L.BEFORE, "feat": "case * 4 + before",
        "word": [[k, v] for k, v in L.WORD], "rels": L.RELS,
        "types": L.TYPES, "role": L.ROLE, "pool": L.POOL,
        "attr": {t: [[k, v, "sigmoid" if m else "softmax"]
                     for k, v, m in L.ATTR[t]] for t in L.TYPES},
        "term": [[k, v, "sigmoid" if m else "softmax"]
                 for k, v, m in L.TERM],
        "n_bucket": L.N_BUCKET, "bucket_ends": L.BUCKET_ENDS,
        "sets": SETS, "figures": figures,
    }, ensure_ascii=False, indent=1)


def encoder(out, w):
    out.rows("emb.word", w["enc.word.weight"], 127)
    out.rows("emb.pos", w["enc.pos.weight"], 127)
    out.f32("emb.feat", w["enc.feat.weight"][:20])
    out.norm("emb.ln", w["enc.ln.weight"], w["enc.ln.bias"])
    for i in range(M.LAYERS):
        p = f"enc.layer.{i}."
        fold = torch.ones(3 * M.H)
        fold[:M.H] = 1 / math.sqrt(M.H // M.HEADS)
        out.linear(f"enc.{i}.qkv", w[p + "qkv.weight"] * fold[:, None],
                   w[p + "qkv.bias"] * fold)
        for x in ("out", "ffn1", "ffn2"):
            out.linear(f"enc.{i}.{x}", w[p + x + ".weight"],
                       w[p + x + ".bias"])
        for x in ("ln1", "ln2"):
            out.norm(f"enc.{i}.{x}", w[p + x + ".weight"],
                     w[p + x + ".bias"])


def heads(out, w):
    def lin(name, key):
        out.linear(name, w[key + ".weight"], w.get(key + ".bias"))
    lin("word", "word")
    lin("dep", "dep.proj")
    lin("dep.arc", "dep.arc")
    out.f32("dep.root", w["dep.root"])
    lin("dep.relp", "dep.relp")
    lin("dep.relq", "dep.relq")
    out.f32("dep.relroot", w["dep.relroot"])
    lin("dep.rel", "dep.rel")
    lin("frame.a", "frame.a")
    lin("frame.b", "frame.b")
    out.f32("frame.dist", w["frame.dist"].flatten(0, 1))
    for t in L.TYPES:
        lin(f"frame.role.{t}", f"frame.role.{t}")
        lin(f"frame.att.{t}", f"frame.att.{t}")
        for k, _, _ in L.ATTR[t]:
            lin(f"frame.cls.{t}.{k}", f"frame.cls.{t}.{k}")
    lin("frame.term", "frame.term")
    for k, _, _ in L.TERM:
        lin(f"frame.term.{k}", f"frame.termcls.{k}")


def export(ckpt, path, version, figures, wide):
    s = torch.load(ckpt, weights_only=True)
    out = File(wide)
    out.text("config", config(s["vocab"], figures))
    out.text("vocab", "\n".join(s["vocab"]))
    out.text("norm", "\n".join(f"{p:X}\t{r}"
                               for p, r in sorted(P.norm_table().items())))
    encoder(out, s["ema"])
    heads(out, s["ema"])
    return out.write(path, version)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("ckpt")
    p.add_argument("out")
    p.add_argument("--version", default="2026.11-a")
    p.add_argument("--figures", default=None)
    p.add_argument("--wide", action="store_true")
    a = p.parse_args()
    figures = {}
    if a.figures:
        with open(a.figures) as f:
            figures = json.loads(f.read().strip().split("\n")[-1])
    size = export(a.ckpt, a.out, a.version, figures, a.wide)
    print(f"{a.out}: {size} bytes")


if __name__ == "__main__":
    main()
