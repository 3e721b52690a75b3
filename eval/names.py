#!/usr/bin/env python3
"""Names on raw text: F1 over exact span and type.

usage: names.py PROGRAM... -- TREEBANK.conllu[.xz] NAMES.bio[.xz]

The treebank gives the raw text (conll18.py); the name file has the same
sentences, one token and label a line. Sentences that do not align are left
out on both sides.
"""
import collections
import lzma
import sys

import conll18
import stages


def bio(path):
    """[(tokens, tags)] of a name file."""
    f = lzma.open(path, "rt", encoding="utf8") if path.endswith(".xz") \
        else open(path, encoding="utf8")
    out, rows = [], []
    with f:
        for line in list(f) + ["\n"]:
            line = line.rstrip("\n")
            if line and not line.startswith("-DOCSTART-"):
                rows.append(line.split("\t")[:2])
            elif rows:
                out.append(([r[0] for r in rows], [r[1] for r in rows]))
                rows = []
    return out


def spans(words, tags):
    """Names over words (start, end, ...) of one sentence."""
    out, start = set(), None
    for i, t in enumerate(list(tags) + ["O"]):
        if start is not None and (t[0] != "I" or t[2:] != tags[start][2:]):
            out.add((words[start][0], words[i - 1][1], tags[start][2:]))
            start = None
        if t != "O" and start is None:
            start = i
    return out


def main(args):
    at = args.index("--")
    tree, names = args[at + 1:at + 3]
    docs = conll18.read(tree)
    got = stages.analyse(args[:at], [(d.name, d.text) for d in docs])
    known = collections.defaultdict(list)
    for words, tags in bio(names):
        known[tuple(words)].append(tags)
    n = collections.Counter()
    kinds = collections.defaultdict(collections.Counter)
    for d in docs:
        p = got[d.name]
        mine = {(*p.span(r), kind) for r, kind in p.name}
        for a, b in d.sents:
            words = [w for w in d.words if a <= w[0] < b]
            text = tuple(d.text[w[0]:w[1]] for w in words)
            if text not in known:
                continue
            tags = known[text][0] if len(known[text]) == 1 \
                else known[text].pop(0)
            gold = spans(words, tags)
            here = {s for s in mine if a <= s[0] < b}
            n.update(gold=len(gold), got=len(here), right=len(gold & here))
            for k in ("PER", "LOC", "ORG"):
                g = {s for s in gold if s[2] == k}
                h = {s for s in here if s[2] == k}
                kinds[k].update(gold=len(g), got=len(h), right=len(g & h))
    f1 = lambda c: 200 * c["right"] / max(1, c["gold"] + c["got"])
    print(f"names F1 {f1(n):.2f} of {n['gold']}  "
          + "  ".join(f"{k} {f1(c):.2f} of {c['gold']}"
                      for k, c in kinds.items()))


if __name__ == "__main__":
    main(sys.argv[1:])
