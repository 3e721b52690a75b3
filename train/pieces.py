"""Word -> word pieces, exactly as the C program does it.

1. Normalise: every code point of the word is replaced by its entry in the
   norm table (`norm_table()`; the exporter writes it into the model file) or,
   for ASCII, lower-cased; a code point in neither stays. The table is lower
   case, then NFD without marks (Mn), then typographic quotes to ' and ",
   dashes to -, the ellipsis to ..., zero-width characters to nothing.
2. Runs: each ASCII character that is neither letter nor digit is a run of its
   own; what lies between is one run (the cut of BERT's own tokenizer).
3. Each run is spelled by greedy longest match: the first piece as it stands,
   later ones with "##". A run that cannot be spelled (or is longer than 100
   code points) gives one [UNK]. An empty word gives one [UNK].
4. At most 8 pieces of a word are kept, the first ones.
"""
import unicodedata

MAX_PIECES = 8
PAD, UNK, CLS, SEP = 0, 1, 2, 3
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]

FOLD = {}
for _chars, _to in (("\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4\u2035", "'"),
                    ("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\u2036", '"'),
                    ("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
                    ("\u2026", "..."),
                    ("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", "")):
    for _c in _chars:
        FOLD[_c] = _to


def fold(c):
    """What one code point becomes."""
    if c in FOLD:
        return FOLD[c]
    out = unicodedata.normalize("NFD", c.lower())
    out = "".join(x for x in out if unicodedata.category(x) != "Mn")
    return "".join(FOLD.get(x, x) for x in out)


def norm_table():
    """{code point: replacement} where they differ, beyond ASCII."""
    points = list(range(0x80, 0x2500)) + [0xfeff]
    return {p: fold(chr(p)) for p in points if fold(chr(p)) != chr(p)}


_TABLE = {chr(p): r for p, r in norm_table().items()}


def normal(word):
    return "".join(_TABLE.get(c, c.lower() if c < "\x80" else c)
                   for c in word)


def runs(norm):
    out, run = [], ""
    for c in norm:
        if c < "\x80" and not c.isalnum():
            if run:
                out.append(run)
            out.append(c)
            run = ""
        else:
            run += c
    if run:
        out.append(run)
    return out


class Pieces:
    """A vocabulary and a cache of the words spelled with it."""

    def __init__(self, vocab):
        self.vocab = list(vocab)
        self.index = {p: i for i, p in enumerate(self.vocab)}
        self.longest = max(len(p) for p in self.vocab)
        self.cache = {}

    def spell(self, run):
        out, at = [], 0
        if len(run) > 100:
            return [self.index["[UNK]"]]
        while at < len(run):
            pre = "##" if at else ""
            end = min(len(run), at + self.longest)
            while end > at and pre + run[at:end] not in self.index:
                end -= 1
            if end == at:
                return [self.index["[UNK]"]]
            out.append(self.index[pre + run[at:end]])
            at = end
        return out

    def word(self, word):
        got = self.cache.get(word)
        if got is None:
            got = []
            for run in runs(normal(word)):
                got += self.spell(run)
            got = got[:MAX_PIECES] or [self.index["[UNK]"]]
            self.cache[word] = got
        return got


def cut_vocabulary(full, counts, size):
    """The pieces to keep: special, single characters, then by frequency.

    full: all pieces in BERT's order; counts: piece -> occurrences.
    """
    keep = dict.fromkeys(SPECIAL)
    for p in full:
        body = p[2:] if p.startswith("##") and len(p) > 2 else p
        if len(body) != 1:
            continue
        if body == p and ord(body) < 0x2500 and counts.get(p, 0):
            keep[p] = None
        if body < "\x80" and (body == p or body.isalnum()):
            keep[p] = None
    rank = sorted((p for p in full if p not in keep and counts.get(p, 0)),
                  key=lambda p: (-counts[p], p))
    for p in rank:
        if len(keep) >= size:
            break
        keep[p] = None
    at = {p: i for i, p in enumerate(full)}
    rest = sorted((p for p in keep if p not in SPECIAL), key=lambda p: at[p])
    return SPECIAL + rest
