#!/usr/bin/env python3
"""Sentences, parts of speech and trees on raw text, as the CoNLL 2018 shared
task counts them: words and sentences match by their characters, UPOS and arcs
are F1 over all words, LAS without subtypes of relations.

usage: conll18.py PROGRAM... -- FILE.conllu[.xz]...

The raw text is put together from the treebank: words by SpaceAfter, sentences
by a blank, paragraphs and documents by a blank line.
"""
import collections
import lzma
import re
import sys

import stages


def blocks(path):
    f = lzma.open(path, "rt", encoding="utf8") if path.endswith(".xz") \
        else open(path, encoding="utf8")
    with f:
        return [b.split("\n") for b in f.read().split("\n\n") if b.strip()]


class Gold:
    """A document: text, words as (start, end, upos, head, rel), sentences."""

    def __init__(self, name):
        self.name, self.text, self.words, self.sents = name, "", [], []
        self.genre = ""

    def sentence(self, rows, multi, par):
        if self.text:
            self.text += "\n\n" if par else " "
        first, beg = len(self.words), len(self.text)
        i = 0
        while i < len(rows):
            last, form, glue = multi.get(rows[i][0], (rows[i][0], rows[i][1],
                                                      rows[i][9]))
            part = [r for r in rows[i:] if r[0] <= last]
            self.place(part, form, first)
            i += len(part)
            if "SpaceAfter=No" not in glue:
                self.text += " "
        self.text = self.text.rstrip(" ")
        self.sents.append((beg, len(self.text)))

    def place(self, part, form, first):
        """Words of one written token; each gets its own letters where they
        are the token's, else all of them."""
        at = len(self.text)
        own = "".join(r[1] for r in part) == form
        for r in part:
            n = len(r[1]) if own else len(form)
            head = first + r[6] - 1 if r[6] else None
            self.words.append((at, at + n, r[3], head,
                               r[7].split(":")[0]))
            at += n if own else 0
        self.text += form


def read(path):
    docs = []
    for b in blocks(path):
        par = False
        rows, multi = [], {}
        for line in b:
            if line.startswith("# newdoc"):
                docs.append(Gold(f"{len(docs)}"))
                docs[-1].genre = (line.split("_") + [""])[1]
            if re.match(r"# newpar( id|$)", line) or "# newdoc" in line:
                par = True
            c = line.split("\t")
            if re.fullmatch(r"\d+-\d+", c[0]):
                a, z = map(int, c[0].split("-"))
                multi[a] = (z, c[1], c[9])
            elif c[0].isdigit():
                rows.append([int(c[0])] + c[1:6] + [int(c[6])] + c[7:])
        if rows:
            docs[-1].sentence(rows, multi, par)
    return docs


class Count(collections.Counter):
    def f1(self, name):
        return 200 * self[name] / max(1, self["gold"] + self["got"])


def key(text, a, b):
    """A span without the white space at its ends."""
    while a < b and text[a].isspace():
        a += 1
    while a < b and text[b - 1].isspace():
        b -= 1
    return a, b


def score(gold, got, words, sents):
    a = {key(gold.text, *s) for s in gold.sents}
    b = {key(gold.text, *got.span(s)) for s in got.sent}
    sents.update(gold=len(a), got=len(b), right=len(a & b))
    words.update(gold=len(gold.words), got=len(got.tok))
    at = {}
    for i, w in enumerate(gold.words):
        at.setdefault(w[:2], i)
    pair = {j: at[t] for j, t in enumerate(got.tok) if t in at}
    for j, i in pair.items():
        _, _, upos, head, rel = gold.words[i]
        words["words"] += 1
        words["upos"] += upos == got.upos[j]
        h = got.head[j]
        same = head is None if h is None else h in pair and pair[h] == head
        words["uas"] += same
        words["las"] += same and rel == got.rel[j]


def main(args):
    at = args.index("--")
    for path in args[at + 1:]:
        docs = read(path)
        got = stages.analyse(args[:at], [(d.name, d.text) for d in docs])
        words, sents = Count(), Count()
        for d in docs:
            score(d, got[d.name], words, sents)
        print(f"{path.split('/')[-1]}: words {words.f1('words'):.2f} "
              f"sentences {sents.f1('right'):.2f} "
              f"UPOS {words.f1('upos'):.2f} UAS {words.f1('uas'):.2f} "
              f"LAS {words.f1('las'):.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
