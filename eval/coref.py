#!/usr/bin/env python3
"""Coreference on raw text: MUC, B3 and CEAF-e, their mean (CoNLL F1), and
pronouns resolved to the right entity.

usage: coref.py PROGRAM... [--wrong N] [--genres] -- TREEBANK.conllu[.xz] CHAINS.conll[.xz]

The treebank gives the raw text (conll18.py) and the head of each gold mention,
the file of chains the same words with their entities (OntoGUM, made in the
manner of OntoNotes: no singletons). What is scored is the whole noun phrase of
each mention of the `ref` stage; mentions that are none in OntoNotes are left
out: relative pronouns, appositions, and shorter cuts of the same phrase.

MUC, B3 and CEAF-e (entity similarity 2|K n R| / (|K| + |R|), best assignment)
are counted over exact spans, summed over all documents.

A gold pronoun (personal, possessive, reflexive) is counted when its entity has
an earlier mention. What the program takes it for is the nearest earlier mention
of its predicted chain that is no pronoun or, where the chain has only pronouns
before it, the nearest earlier one; it is right when that is a mention of the
same gold entity, by span or by head. A pronoun that the program puts into no
chain, or that opens one, is wrong.
"""
import collections
import lzma
import re
import sys

import conll18
import stages

FIRST = set("i me my mine myself we us our ours ourselves".split())
SECOND = set("you your yours yourself yourselves".split())
THIRD = set("he him his himself she her hers herself it its itself they them "
            "their theirs themselves themself".split())
NO_SPAN = ("ref:relative", "ref:cut", "ref:apposition")


def chains(path):
    """[[(first word, last word + 1, entity)]] of each document."""
    f = lzma.open(path, "rt", encoding="utf8") if path.endswith(".xz") \
        else open(path, encoding="utf8")
    out = []
    with f:
        for line in f:
            if line.startswith("# begin document"):
                out.append([])
                start = collections.defaultdict(list)
            c = line.rstrip("\n").split("\t")
            if len(c) < 3 or not c[0].isdigit() or c[-1] == "_":
                continue
            i = int(c[0])
            for part in re.findall(r"\(?\d+\)?", c[-1]):
                k = part.strip("()")
                if part[0] == "(":
                    start[k].append(i)
                if part[-1] == ")":
                    out[-1].append((start[k].pop(), i + 1, k))
    return out


class Mention:
    """A span, its head word (both in characters), whether it is a pronoun."""

    def __init__(self, span, head, word):
        self.span, self.head = span, head
        self.word = word.lower() if span == head else ""
        self.pronoun = self.word in FIRST | SECOND | THIRD

    def order(self):
        return self.span[0], -self.span[1]


def gold_chains(doc, rows):
    """Entity -> mentions."""
    out = collections.defaultdict(list)
    for a, b, k in rows:
        words = doc.words
        top = next((i for i in range(a, b) if words[i][3] is None or
                    not a <= words[i][3] < b), a)
        span = words[a][0], words[b - 1][1]
        head = words[top][:2]
        out[k].append(Mention(span, head, doc.text[span[0]:span[1]]))
    return list(out.values())


def got_chains(got, text):
    """The predicted chains of two and more mentions."""
    up = {}
    for i, m in enumerate(got.mention):
        up[i] = i if m["antecedent"] == "-" else int(m["antecedent"])
    root = lambda i: i if up[i] == i else root(up[i])
    out, seen = collections.defaultdict(list), set()
    for i, m in enumerate(got.mention):
        span = got.span(m["phrase"])
        head = got.tok[int(m["head"])]
        if span not in seen and m["by"] not in NO_SPAN:
            out[root(i)].append(Mention(span, head, text[span[0]:span[1]]))
        seen.add(span)
    return [c for c in out.values() if len(c) > 1]


def spans(cs):
    return [frozenset(m.span for m in c) for c in cs]


def muc(a, b):
    """(links of a kept in b, links of a)."""
    of = {s: i for i, c in enumerate(b) for s in c}
    num = den = 0
    for c in a:
        parts = len({of[s] for s in c if s in of})
        num += len(c) - parts - sum(s not in of for s in c)
        den += len(c) - 1
    return num, den


def b3(a, b):
    of = {s: c for c in b for s in c}
    num = sum(len(c & of[s]) / len(c) for c in a for s in c if s in of)
    return num, sum(map(len, a))


def assign(w):
    """The greatest sum of w[i][j] over pairs, each row and column once
    (Hungarian method; rows <= columns)."""
    n, m = len(w), len(w[0])
    u, v, of, way = [0] * (n + 1), [0] * (m + 1), [0] * (m + 1), [0] * (m + 1)
    for i in range(1, n + 1):
        of[0], j = i, 0
        least, used = [float("inf")] * (m + 1), [False] * (m + 1)
        while of[j]:
            used[j] = True
            low, nxt = float("inf"), 0
            for k in range(1, m + 1):
                if used[k]:
                    continue
                cost = -w[of[j] - 1][k - 1] - u[of[j]] - v[k]
                if cost < least[k]:
                    least[k], way[k] = cost, j
                if least[k] < low:
                    low, nxt = least[k], k
            for k in range(m + 1):
                if used[k]:
                    u[of[k]] += low
                    v[k] -= low
                else:
                    least[k] -= low
            j = nxt
        while j:
            of[j] = of[way[j]]
            j = way[j]
    return sum(w[of[k] - 1][k - 1] for k in range(1, m + 1) if of[k])


def ceaf(a, b):
    """Similarity of the best assignment."""
    if not a or not b:
        return 0
    if len(a) > len(b):
        a, b = b, a
    return assign([[2 * len(x & y) / (len(x) + len(y)) for y in b] for x in a])


class Score:
    def __init__(self):
        self.n = collections.Counter()
        self.pron = collections.defaultdict(collections.Counter)
        self.wrong = []

    def add(self, gold, got, text):
        k, r = spans(gold), spans(got)
        n, d = muc(k, r)
        self.n.update(muc_r=n, muc_rd=d)
        n, d = muc(r, k)
        self.n.update(muc_p=n, muc_pd=d)
        n, d = b3(k, r)
        self.n.update(b3_r=n, b3_rd=d)
        n, d = b3(r, k)
        self.n.update(b3_p=n, b3_pd=d)
        n = ceaf(k, r)
        self.n.update(ceaf_r=n, ceaf_rd=len(k), ceaf_p=n, ceaf_pd=len(r))
        ks, rs = set().union(*k), set().union(*r)
        n = len(ks & rs)
        self.n.update(men_r=n, men_rd=len(ks), men_p=n, men_pd=len(rs))
        self.pronouns(gold, got, text)

    def pronouns(self, gold, got, text):
        of = {m.head: c for c in got for m in c if m.pronoun}
        for c in gold:
            keys = {m.span for m in c} | {("head", m.head) for m in c}
            c = sorted(c, key=Mention.order)
            same = lambda m: m.span in keys or ("head", m.head) in keys
            for i, m in enumerate(c):
                if not m.pronoun or not i:
                    continue
                mine = sorted(of.get(m.head, []), key=Mention.order)
                before = [x for x in mine if x.span[0] < m.span[0]]
                before = [x for x in before if not x.pronoun] or before
                right = bool(before) and same(before[-1])
                group = "third" if m.word in THIRD else "first" \
                    if m.word in FIRST else "second"
                self.pron[group].update(all=1, right=right)
                self.pron[m.word].update(all=1, right=right)
                if not right:
                    self.wrong.append((m, c[:i], before, text))

    def f1(self, x):
        p = self.n[x + "_p"] / max(1, self.n[x + "_pd"])
        r = self.n[x + "_r"] / max(1, self.n[x + "_rd"])
        return 100 * p, 100 * r, 200 * p * r / (p + r) if p + r else 0

    def conll(self):
        return sum(self.f1(x)[2] for x in ("muc", "b3", "ceaf")) / 3

    def share(self, *groups):
        n = sum(self.pron[g]["right"] for g in groups)
        d = sum(self.pron[g]["all"] for g in groups)
        return 100 * n / max(1, d), d

    def show(self):
        for x, name in (("men", "mentions"), ("muc", "MUC"), ("b3", "B3"),
                        ("ceaf", "CEAF-e")):
            print("%-9s P %5.1f R %5.1f F1 %5.1f" % (name, *self.f1(x)))
        print("CoNLL F1 %.2f" % self.conll())
        print("pronouns right %.2f %% of %d  third person %.1f of %d  "
              "first %.1f of %d  second %.1f of %d" %
              (self.share("first", "second", "third") + self.share("third")
               + self.share("first") + self.share("second")))


def show_wrong(score, n):
    for m, c, before, text in score.wrong[:n]:
        a, b = m.span
        last = [text[x.span[0]:x.span[1]] for x in c if not x.pronoun] or ["-"]
        got = text[slice(*before[-1].span)] if before else "-"
        print(f"  {m.word}: want {last[-1]!r} got {got!r}: "
              f"...{text[max(0, a - 150):a]!r} >>{text[a:b + 40]!r}")


def main(args):
    at = args.index("--")
    tree, coref = args[at + 1:at + 3]
    program = args[:at]
    wrong, genres = 0, "--genres" in program
    if "--wrong" in program:
        i = program.index("--wrong")
        wrong = int(program[i + 1])
        del program[i:i + 2]
    program = [x for x in program if x != "--genres"]
    docs = conll18.read(tree)
    got = stages.analyse(program, [(d.name, d.text) for d in docs], "ref",
                         "tok,sent,ref")
    total, part = Score(), collections.defaultdict(Score)
    for d, rows in zip(docs, chains(coref)):
        gold, mine = gold_chains(d, rows), got_chains(got[d.name], d.text)
        total.add(gold, mine, d.text)
        part[d.genre].add(gold, mine, d.text)
    for name, s in sorted(part.items()) if genres else ():
        print("%-10s CoNLL F1 %5.1f  pronouns %5.1f of %d" %
              ((name, s.conll()) + s.share("first", "second", "third")))
    total.show()
    show_wrong(total, wrong)


if __name__ == "__main__":
    main(sys.argv[1:])
