"""Reads the training sets into documents, cuts windows, makes batches.

A Doc is a list of words (UD tokens) with, for each, the class of the white
space before it (labels.BEFORE) and the labels; -100 masks a label.
"""
import ctypes
import glob
import json
import lzma
import os
import random
import re
import subprocess
import tempfile

import numpy as np

import labels as L

MASK = -100
LIMIT = 190                      # pieces of a window without [CLS] and [SEP]
UPOS_ID = {u: i for i, u in enumerate(L.UPOS)}
REL_ID = {r: i for i, r in enumerate(L.RELS)}
NAME_ID = {n: i for i, n in enumerate(L.NAME)}


def open_text(path):
    if path.endswith(".xz"):
        return lzma.open(path, "rt", encoding="utf8")
    return open(path, encoding="utf8")


# ---------------------------------------------------------------- tokenizer

class CTokens:
    """src/tok/tok_split.c through ctypes: text -> [(start, end)] in code
    points."""

    def __init__(self, root):
        src = os.path.join(root, "src", "tok", "tok_split.c")
        if not os.path.exists(src):
            raise FileNotFoundError(src)
        so = os.path.join(tempfile.mkdtemp(), "tok.so")
        files = [f for f in sorted(glob.glob(os.path.join(
            root, "src", "tok", "*.c"))) if not f.endswith("_test.c")]
        base = [f for f in sorted(glob.glob(os.path.join(
            root, "src", "base", "*.c"))) if not f.endswith("_test.c")]
        flags = ["gcc", "-std=c17", "-D_GNU_SOURCE", "-O2", "-shared", "-fPIC",
                 "-I" + os.path.join(root, "src"),
                 "-I" + os.path.join(root, "include"), "-o", so]
        for sources in ([src], files, files + base):
            done = subprocess.run(flags + sources, capture_output=True)
            if done.returncode:
                continue
            try:
                self.lib = ctypes.CDLL(so, mode=os.RTLD_NOW)
                break
            except OSError:
                continue
        else:
            raise OSError(done.stderr.decode()[-2000:])
        self.split = self.lib.tok_split
        self.split.restype = ctypes.c_uint32

    def __call__(self, text):
        raw = text.encode()
        cap = len(raw) + 8
        out = (ctypes.c_uint32 * (2 * cap))()
        n = self.split(ctypes.c_char_p(raw), ctypes.c_uint32(len(raw)), out,
                       ctypes.c_uint32(cap))
        points, at = np.zeros(len(raw) + 1, np.int64), 0
        for i, b in enumerate(raw):
            points[i] = at - 1 if (b & 0xc0) == 0x80 else at
            at += (b & 0xc0) != 0x80
        points[len(raw)] = at
        return [(int(points[out[2 * i]]), int(points[out[2 * i + 1]]))
                for i in range(n)]


ABBREV = re.compile(r"^(?:[A-Za-z]\.)+$|^(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sen|Rep|"
                    r"Gov|St|Jr|Sr|Prof|Capt|Sgt|Maj|Adm|No|vs|etc|Inc|Corp|"
                    r"Co|Ltd|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|"
                    r"Dec)\.$")
SPLIT = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?=n['’]t\b)|n['’]t\b|"
                   r"['’](?:s|m|re|ve|ll|d|S)\b|(?:[A-Za-z]\.){2,}|\w+|"
                   r"\.{2,}|[^\w\s]")


def regex_tokens(text):
    """Stand-in for the C tokenizer (smoke tests only)."""
    out = []
    for m in re.finditer(r"\S+", text):
        if ABBREV.match(m[0]):
            out.append(m.span())
            continue
        for t in SPLIT.finditer(text, m.start(), m.end()):
            out.append(t.span())
    return out


def tokenizer(root, stand_in=False):
    try:
        return CTokens(root)
    except (OSError, AttributeError) as e:
        if not stand_in:
            raise
        print("tokenizer: regex stand-in:", str(e)[:300])
        return regex_tokens


# ---------------------------------------------------------------- documents

def case_class(word):
    """labels.CASE of a word: by its letters and digits alone."""
    if any(c.isdigit() for c in word):
        return 3
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return 4
    if len(letters) >= 2 and all(c.isupper() for c in letters):
        return 1
    if letters[0].isupper():
        return 2
    return 0 if all(not c.isupper() for c in letters) else 4


def before_class(gap):
    """labels.BEFORE of the white space between two tokens."""
    lines = gap.count("\n")
    return 3 if lines >= 2 else 2 if lines == 1 else 1 if gap else 0


class Doc:
    def __init__(self, name, words, before):
        n = len(words)
        self.name, self.words = name, words
        self.before = np.array(before, np.int64)
        self.kind = "tree"
        self.case = np.array([case_class(w) for w in words], np.int64)
        self.lab = {k: np.full(n, MASK, np.int64) for k in (
            "sent", "upos", "head", "rel", "name", "event", "statement",
            "position", "shift")}
        self.sid = np.full(n, -1, np.int64)      # gold sentence of the word
        self.par = np.zeros(n, np.int64)         # 1: starts a paragraph
        self.name_weight = 1.0
        self.anchors = []

    def __len__(self):
        return len(self.words)


def read_conllu(path):
    """One Doc a document, gold tokens, gold spacing."""
    docs, doc = [], None
    with open_text(path) as f:
        blocks = f.read().split("\n\n")
    for block in blocks:
        rows, new_doc, new_par = [], False, False
        glue_until, glue_after = 0, True
        for line in block.split("\n"):
            if line.startswith("# newdoc"):
                new_doc = True
                name = line.split("=")[-1].strip()
            elif re.match(r"# newpar( id|$)", line):
                new_par = True
            elif line and line[0].isdigit():
                c = line.split("\t")
                if "-" in c[0]:
                    glue_until = int(c[0].split("-")[1])
                    glue_after = "SpaceAfter=No" in c[9]
                elif "." not in c[0]:
                    i = int(c[0])
                    no = "SpaceAfter=No" in c[9]
                    if i < glue_until:
                        no = True
                    elif i == glue_until:
                        no = glue_after
                    rows.append((c[1], c[3], int(c[6]),
                                 c[7].split(":")[0], no))
        if not rows:
            continue
        if new_doc or doc is None:
            doc = {"name": name, "rows": [], "sents": []}
            docs.append(doc)
        doc["sents"].append((len(doc["rows"]), len(rows),
                             new_par or new_doc))
        doc["rows"] += rows
    return [tree_doc(d) for d in docs]


def tree_doc(raw):
    rows = raw["rows"]
    before = [1] * len(rows)
    for i in range(1, len(rows)):
        before[i] = 0 if rows[i - 1][4] else 1
    d = Doc(raw["name"], [r[0] for r in rows], before)
    d.lab["upos"][:] = [UPOS_ID[r[1]] for r in rows]
    d.lab["rel"][:] = [REL_ID[r[3]] for r in rows]
    d.lab["sent"][:] = 0
    for k, (at, n, par) in enumerate(raw["sents"]):
        d.lab["sent"][at] = 1
        d.sid[at:at + n] = k
        d.par[at] = par
        for i in range(at, at + n):
            h = rows[i][2]
            d.lab["head"][i] = at + h - 1 if h else -1
    return d


def layout(doc, rng, wrap=0.1):
    """White-space classes of a treebank document as a page would have them:
    paragraphs by one or two line breaks, some documents hard-wrapped."""
    before = doc.before.copy()
    gap = rng.choice([2, 3])
    before[doc.par == 1] = gap
    if rng.random() < wrap:
        width, col = rng.randint(72, 90), 0
        for i, w in enumerate(doc.words):
            if before[i] >= 2:
                col = 0
            elif before[i] == 1:
                if col + 1 + len(w) > width:
                    before[i], col = 2, 0
                else:
                    col += 1
            col += len(w)
    before[0] = 3
    return before


def read_bio(path):
    """[(document name, [[(token, tag)] of a sentence])]"""
    out, sent = [], []
    with open_text(path) as f:
        for line in f:
            line = line.rstrip("\n")
            if not line:
                if sent:
                    out[-1][1].append(sent)
                sent = []
                continue
            w, tag = line.split("\t")[:2]
            if w == "-DOCSTART-":
                out.append((tag, []))
            else:
                sent.append((w, tag))
    if sent:
        out[-1][1].append(sent)
    return out


def add_names(docs, path, weight):
    """Lays a token-aligned name set over treebank documents; a sentence that
    does not align stays masked. Returns (aligned, all sentences)."""
    named = {}
    for _, sents in read_bio(path):
        for s in sents:
            named.setdefault(tuple(w for w, _ in s), []).append(s)
    good = total = 0
    for d in docs:
        d.name_weight = weight
        starts = list(np.flatnonzero(d.lab["sent"] == 1)) + [len(d)]
        for a, b in zip(starts, starts[1:]):
            total += 1
            have = named.get(tuple(d.words[a:b]))
            if not have:
                continue
            s = have.pop(0) if len(have) > 1 else have[0]
            d.lab["name"][a:b] = [NAME_ID.get(t, 0) for _, t in s]
            good += 1
    return good, total


CROSS = {"politician": "PER", "person": "PER", "country": "LOC",
         "location": "LOC", "organisation": "ORG", "politicalparty": "ORG"}
NO_BLANK_BEFORE = re.compile(r"^(?:[.,;:!?)\]}%]|'s|'|''|n't|'re|'ve|'m|'ll|"
                             r"'d|\.\.\.)$")
NO_BLANK_AFTER = re.compile(r"^(?:[(\[{$]|``)$")


def read_names(path, tokens):
    """A name-only set: its text is put together again, split by the
    program's tokenizer, and the tags laid over by position."""
    docs = []
    for name, sents in read_bio(path):
        text, spans, was = "", [], None
        for s in sents:
            for w, tag in s:
                pair = re.sub(r"^(.-)", "", tag)
                kind = CROSS.get(pair, pair)
                kind = kind if kind in ("PER", "LOC", "ORG") else "O"
                if w in ("``", "''"):
                    w = '"'
                if text and not (NO_BLANK_BEFORE.match(w)
                                 or NO_BLANK_AFTER.match(was)):
                    text += " "
                spans.append((len(text), len(text) + len(w), tag[0], kind))
                text += w
                was = w
        d = plain_doc(name, text, tokens)
        if d is None:
            continue
        d.kind = "name"
        owner = np.full(len(text) + 1, -1, np.int64)
        for k, (a, b, _, _) in enumerate(spans):
            owner[a:b] = k
        last = -1
        for i, (a, _) in enumerate(d.at):
            k = owner[a]
            tag = 0
            if k >= 0 and spans[k][3] != "O":
                first = spans[k][2] == "B" and k != last
                tag = NAME_ID[("B-" if first else "I-") + spans[k][3]]
            last = k
            d.lab["name"][i] = tag
        docs.append(d)
    return docs


def plain_doc(name, text, tokens):
    at = [s for s in tokens(text) if s[1] > s[0]]
    if not at:
        return None
    before = [3] + [before_class(text[at[i][1]:at[i + 1][0]])
                    for i in range(len(at) - 1)]
    d = Doc(name, [text[a:b] for a, b in at], before)
    d.at, d.text = at, text
    return d


# -------------------------------------------------------------- annotations

LIGHT = set("off out up down away back on in over for to of with from by "
            "about that as at into upon against through not n't n’t".split())
QUOTES = set("\"'“”‘’`«»") | {"``", "''"}


def find_span(text, s):
    """'word#2' -> (start, end) of its second whole-word occurrence."""
    if not s:
        return None
    m = re.fullmatch(r"(.*\S)#(\d+)", s, re.S)
    want, nth = (m[1], int(m[2])) if m and m[1] in text else (s, 1)
    at = -1
    while True:
        at = text.find(want, at + 1)
        if at < 0:
            return None
        end = at + len(want)
        left = at == 0 or not (text[at - 1].isalnum() and want[0].isalnum())
        right = end == len(text) or not (text[end].isalnum()
                                         and want[-1].isalnum())
        if left and right:
            nth -= 1
            if nth == 0:
                return at, end


class Annotated:
    """Turns one line's records into anchors over the words of its Doc."""

    def __init__(self, doc, line):
        self.doc, self.line = doc, line
        self.first = {t: {} for t in L.TYPES}
        self.lost = 0

    def words_of(self, s):
        """Word range [i, j) that overlaps the span of a string, or None."""
        span = find_span(self.doc.text, s)
        if span is None:
            return None
        hit = [i for i, (a, b) in enumerate(self.doc.at)
               if a < span[1] and b > span[0]]
        return (hit[0], hit[-1] + 1) if hit else None

    def anchor_word(self, r):
        for i in range(r[1] - 1, r[0] - 1, -1):
            w = self.doc.words[i]
            if w.lower() not in LIGHT and any(c.isalnum() for c in w):
                return i
        return r[1] - 1

    def paint(self, spans):
        """Role tags from [(range, B tag, I tag, priority)]: longer spans
        first, so that an inner one stays visible."""
        tags = np.zeros(len(self.doc), np.int8)
        order = sorted(spans, key=lambda s: (s[0][0] - s[0][1], s[3]))
        for (a, b), first, inside, _ in order:
            tags[a:b] = inside
            tags[a] = first
        return tags

    def roles(self, pairs):
        """[(strings, B, I, priority)] -> painted tags."""
        spans = []
        for strings, b, i, priority in pairs:
            for s in strings:
                r = self.words_of(s) if s else None
                if r:
                    spans.append((r, b, i, priority))
        return self.paint(spans)

    def add(self, kind, at, cls, tags, attr):
        old = self.first[kind].get(at)
        if old is not None:
            if old["cls"] == cls:
                free = old["roles"] == 0
                old["roles"][free] = tags[free]
                old["attr"].setdefault("terms", []).extend(
                    attr.get("terms", []))
            else:
                self.lost += 1
            return
        a = {"type": kind, "at": at, "cls": cls, "roles": tags, "attr": attr}
        self.first[kind][at] = a
        self.doc.anchors.append(a)
        self.doc.lab[kind][at] = cls

    def event(self, e, ctx):
        r = self.words_of(e["t"])
        if r is None:
            self.lost += 1
            return
        tags = self.roles([(e.get("actor", []), 1, 2, 2),
                           (e.get("recipient", []), 3, 4, 1),
                           ([e.get("place")], 5, 6, 0)])
        mode = f"{e['cat']}/{e['mode']}" if e.get("mode") else "none"
        self.add("event", self.anchor_word(r), L.CATEGORY.index(e["cat"]),
                 tags, {"mode": L.MODE.index(mode),
                        "fact": [int(x in e.get("fact", [])) for x in L.FACT],
                        "ctx": [int(x in e.get("ctx", [])) for x in L.CTX]
                        if ctx else None})

    def statement(self, s):
        cue = self.words_of(s["cue"]) if s.get("cue") else None
        content = [self.words_of(c) for c in s["content"]]
        content = [c for c in content if c]
        cls, at = 1, None
        if cue:
            at = self.anchor_word(cue)
        elif content:
            cls = 2
            at = next((i for i in range(*content[0])
                       if self.doc.words[i] not in QUOTES), content[0][0])
        if at is None:
            self.lost += 1
            return
        tags = self.roles([(s["content"], 3, 4, 0), ([s.get("to")], 5, 6, 1),
                           ([s.get("speaker")], 1, 2, 2),
                           ([s.get("cue")], 7, 7, -1)])
        if cls == 1:
            tags[at] = 0
        self.add("statement", at, cls, tags,
                 {"kind": L.STATEMENT_KIND.index(s.get("kind", "say")),
                  "neg": [int(bool(s.get("neg")))]})

    def position(self, p):
        r = self.words_of(p["t"])
        if r is None:
            self.lost += 1
            return
        terms, pairs = [], []
        for t in p.get("terms", []):
            pairs += [([t["text"]], 5, 6, 0), ([t.get("mark")], 7, 7, 3)]
            span = self.words_of(t["text"])
            if span:
                terms.append((span, L.RELATION.index(t["rel"]),
                              L.MUST.index(t.get("must") or "none"),
                              [int(bool(t.get("waived")))],
                              [int(bool(t.get("neg")))]))
        tags = self.roles(pairs + [([p["t"]], 8, 8, -1),
                                   ([p.get("what")], 3, 4, 1),
                                   ([p.get("holder")], 1, 2, 2)])
        self.add("position", self.anchor_word(r),
                 L.STANCE.index(p["stance"]), tags,
                 {"kind": L.POSITION_KIND.index(p["kind"]),
                  "strength": L.STRENGTH.index(p.get("strength") or "none"),
                  "neg": [int(bool(p.get("neg")))], "terms": terms})

    def shift(self, s):
        r = self.words_of(s["t"])
        if r is None:
            self.lost += 1
            return
        tags = self.roles([([s["t"]], 3, 3, -1), ([s.get("who")], 1, 2, 1)])
        self.add("shift", self.anchor_word(r), L.SHIFT.index(s["kind"]),
                 tags, {})


def sure_starts(doc):
    """Sentence starts of unparsed text where white space and marks leave no
    doubt: 1 starts, 0 does not, MASK unsure."""
    out = np.zeros(len(doc), np.int64)
    for i, (w, before) in enumerate(zip(doc.words, doc.before)):
        if i == 0 or before >= 2:
            out[i] = 1 if w[0].isupper() or i == 0 else MASK
            continue
        j = i - 1
        while j > 0 and doc.words[j] in CLOSERS:
            j -= 1
        if before == 0:
            continue
        if is_stop(doc.words[j]):
            plain = j == i - 1 and doc.words[j] == "."
            out[i] = 1 if plain and w[0].isupper() else MASK
        elif doc.words[j] in (":", ";", "-", "–", "—") and not w.islower():
            out[i] = MASK
    return out


def read_annotations(folder, tokens):
    docs, lost = [], 0
    for path in sorted(glob.glob(os.path.join(folder, "*.jsonl"))):
        thin = "wce_rand" in path
        with open(path, encoding="utf8") as f:
            lines = [json.loads(x) for x in f if x.strip()]
        for line in lines:
            d = plain_doc(line["id"], line["text"], tokens)
            if d is None:
                continue
            d.kind = "frame"
            a = Annotated(d, line)
            d.lab["event"][:] = 0
            d.lab["statement"][:] = 0
            for e in line.get("events", []):
                a.event(e, not thin)
            for s in line.get("statements", []):
                a.statement(s)
            if "positions" in line and "shifts" in line:
                d.lab["position"][:] = 0
                d.lab["shift"][:] = 0
                for p in line["positions"]:
                    a.position(p)
                for s in line["shifts"]:
                    a.shift(s)
            d.lab["sent"][:] = sure_starts(d)
            lost += a.lost
            docs.append(d)
    return docs, lost


# ------------------------------------------------------------------ windows

CLOSERS = set(")]}\"'”’»") | {"''"}
OPENERS = set("([{\"'“‘«`") | {"``"}


def is_stop(word):
    return all(c in ".!?…" for c in word)


def likely_end(words, before, c):
    """Does a sentence probably end before word c (c > 0)?

    There is white space before c; going back from c - 1 over closing quotes
    and brackets one comes to a token of . ! ? … alone; c starts with an
    upper-case letter or a digit, or is an opening quote or bracket.
    """
    if before[c] == 0:
        return False
    w = words[c]
    if not (w[0].isupper() or w[0].isdigit() or w in OPENERS):
        return False
    i = c - 1
    while i > 0 and words[i] in CLOSERS:
        i -= 1
    return is_stop(words[i])


def cut_windows(words, before, n_pieces, limit=LIMIT):
    """Where the encoder's windows begin and end: [(first, past last)].

    words: the tokens; before: class of the white space before each (0 none,
    1 blank, 2 one line break, 3 blank line); n_pieces: word pieces of each.
    Greedy from the left: take words while their pieces sum to <= limit. If
    the text ends there, that is the last window. Else the next window starts
    at the largest c (start < c <= end of the filled stretch) of the first of
    these ranks that has one ("late": pieces of start..c-1 >= limit / 2):
      1. late, before[c] == 3
      2. late, before[c] == 2 and likely_end(c)
      3. late, likely_end(c)
      4. late, before[c] == 2
      5. likely_end(c)
      6. c = end
    """
    out, start, n = [], 0, len(words)
    while start < n:
        used, end, late = 0, start, None
        while end < n and used + n_pieces[end] <= limit:
            used += n_pieces[end]
            end += 1
            if late is None and used * 2 >= limit:
                late = end
        if end == n:
            out.append((start, n))
            break
        best = {}
        for c in range(end, start, -1):
            stop = likely_end(words, before, c)
            if late is not None and c >= late:
                if before[c] == 3:
                    best.setdefault(1, c)
                if before[c] == 2 and stop:
                    best.setdefault(2, c)
                if stop:
                    best.setdefault(3, c)
                if before[c] == 2:
                    best.setdefault(4, c)
            if stop:
                best.setdefault(5, c)
        c = best[min(best)] if best else end
        out.append((start, c))
        start = c
    return out


class Window:
    """Slice [a, b) of one or more documents, ready for a batch."""

    def __init__(self, doc, a, b, before, pieces):
        self.doc, self.a, self.b = doc, a, b
        self.words = doc.words[a:b]
        self.pieces = [pieces.word(w) for w in self.words]
        self.before = before[a:b]
        self.case = doc.case[a:b]
        self.size = sum(map(len, self.pieces))
        self.lab = {k: v[a:b] for k, v in doc.lab.items()}
        head = self.lab["head"].copy()
        real = head >= 0
        out = real & ((head < a) | (head >= b))
        head[real] -= a
        head[out] = MASK
        self.lab["head"] = head
        self.sid = doc.sid[a:b]
        self.weight = np.full(b - a, doc.name_weight, np.float32)
        self.anchors = []
        for x in doc.anchors:
            if a <= x["at"] < b:
                attr = dict(x["attr"])
                attr["terms"] = [((s[0] - a, s[1] - a), *rest)
                                 for s, *rest in attr.get("terms", [])
                                 if s[0] >= a and s[1] <= b]
                self.anchors.append({**x, "at": x["at"] - a, "attr": attr,
                                     "roles": x["roles"][a:b]})

    def append(self, other, gap):
        """Puts another window behind this one (two reports on one page)."""
        n = len(self.words)
        before = other.before.copy()
        before[0] = gap
        self.words = self.words + other.words
        self.pieces = self.pieces + other.pieces
        self.before = np.concatenate([self.before, before])
        self.case = np.concatenate([self.case, other.case])
        self.size += other.size
        self.lab = {k: np.concatenate([v, other.lab[k]])
                    for k, v in self.lab.items()}
        self.sid = np.concatenate([self.sid, other.sid])
        self.weight = np.concatenate([self.weight, other.weight])
        total = len(self.words)
        for x in self.anchors:
            x["roles"] = np.concatenate(
                [x["roles"], np.zeros(total - n, np.int8)])
        for x in other.anchors:
            attr = dict(x["attr"])
            attr["terms"] = [((s[0] + n, s[1] + n), *rest)
                             for s, *rest in attr["terms"]]
            self.anchors.append({**x, "at": x["at"] + n, "attr": attr,
                                 "roles": np.concatenate(
                                     [np.zeros(n, np.int8), x["roles"]])})


def doc_windows(doc, before, pieces, start=0, end=None):
    end = len(doc) if end is None else end
    words, n = doc.words[start:end], None
    n = [len(pieces.word(w)) for w in words]
    return [Window(doc, start + a, start + b, before, pieces)
            for a, b in cut_windows(words, before[start:end], n)]


def epoch_windows(docs, pieces, rng, frame_copies=1, joined=0.5):
    """All windows of one pass over the documents, freshly laid out."""
    out, short = [], []
    for d in docs:
        if d.kind == "tree":
            before = layout(d, rng)
            cuts = [0, len(d)]
            if rng.random() < 0.3:
                s = rng.choice(list(np.flatnonzero(d.lab["sent"] == 1)))
                cuts = sorted({0, int(s), len(d)})
            for a, b in zip(cuts, cuts[1:]):
                part = before.copy()
                part[a] = 3
                out += doc_windows(d, part, pieces, a, b)
        elif d.kind == "name":
            out += doc_windows(d, d.before, pieces)
        else:
            for _ in range(frame_copies if d.kind == "frame" else 1):
                ws = doc_windows(d, d.before, pieces)
                if len(ws) == 1 and ws[0].size < 150 and rng.random() < joined:
                    short.append(ws[0])
                else:
                    out += ws
    rng.shuffle(short)
    hold = None
    for w in short:
        if hold is None:
            hold = w
        elif hold.size + w.size <= LIMIT:
            hold.append(w, rng.choice([2, 3, 3]))
        else:
            out.append(hold)
            hold = w
    if hold is not None:
        out.append(hold)
    for w in out:
        if w.doc.kind == "tree" and rng.random() < 0.01:
            w.case = np.where((w.case == 0) | (w.case == 2), 1, w.case)
    return out


def batches(windows, rng, budget=1800):
    """Windows of like length together, shuffled: lists of windows."""
    keyed = sorted(windows, key=lambda w: w.size + rng.random() * 24)
    out, now, longest = [], [], 0
    for w in keyed:
        size = max(longest, w.size + 2)
        if now and size * (len(now) + 1) > budget:
            out.append(now)
            now, longest = [], 0
            size = w.size + 2
        now.append(w)
        longest = size
    if now:
        out.append(now)
    rng.shuffle(out)
    return out


def pad(rows, fill, dtype):
    width = max(len(r) for r in rows)
    out = np.full((len(rows), width), fill, dtype)
    for i, r in enumerate(rows):
        out[i, :len(r)] = r
    return out


def collate(windows):
    """numpy arrays of one batch; anchors flat, by type."""
    from pieces import CLS, SEP
    ids, feats, first = [], [], []
    for w in windows:
        row, feat, f = [CLS], [20], []
        for p, c, b in zip(w.pieces, w.case, w.before):
            f.append(len(row))
            row += p
            feat += [c * 4 + b] * len(p)
        ids.append(row + [SEP])
        feats.append(feat + [20])
        first.append(f)
    out = {"ids": pad(ids, 0, np.int64), "feat": pad(feats, 20, np.int64),
           "first": pad(first, 0, np.int64),
           "mask": pad([[1] * len(r) for r in ids], 0, bool),
           "wmask": pad([[1] * len(w.words) for w in windows], 0, bool),
           "sid": pad([w.sid for w in windows], -1, np.int64),
           "weight": pad([w.weight for w in windows], 0, np.float32)}
    for k in ("sent", "upos", "head", "rel", "name", *L.TYPES):
        out[k] = pad([w.lab[k] for w in windows], MASK, np.int64)
    width = out["first"].shape[1]
    out["anchors"] = {}
    for t in L.TYPES:
        xs = [(i, x) for i, w in enumerate(windows) for x in w.anchors
              if x["type"] == t]
        roles = np.full((len(xs), width), MASK, np.int64)
        for k, (i, x) in enumerate(xs):
            roles[k, :len(x["roles"])] = x["roles"]
        a = {"b": np.array([i for i, _ in xs], np.int64),
             "w": np.array([x["at"] for _, x in xs], np.int64),
             "cls": np.array([x["cls"] for _, x in xs], np.int64),
             "roles": roles}
        for name, labels, many in L.ATTR[t]:
            if many:
                a[name] = np.array(
                    [x["attr"].get(name) or [-1] * len(labels)
                     for _, x in xs], np.float32).reshape(-1, len(labels))
            elif name not in ("category", "class", "stance") and t != "shift":
                a[name] = np.array([x["attr"][name] for _, x in xs], np.int64)
        if t == "position":
            ts = [(k, *term) for k, (_, x) in enumerate(xs)
                  for term in x["attr"]["terms"]]
            a["term_of"] = np.array([x[0] for x in ts], np.int64)
            a["term_span"] = np.array([x[1] for x in ts],
                                      np.int64).reshape(-1, 2)
            for j, (name, labels, many) in enumerate(L.TERM):
                a["term_" + name] = np.array(
                    [x[2 + j] for x in ts], np.float32 if many else np.int64)
        out["anchors"][t] = a
    return out


# --------------------------------------------------------------------- sets

def load(folder, tokens, log=print):
    """(train documents, dev sets by name)"""
    at = lambda *p: os.path.join(folder, *p)
    ewt = read_conllu(at("ud", "en_ewt-ud-train.conllu.xz"))
    gum = read_conllu(at("ud", "en_gum_open-train.conllu.xz"))
    ewt_dev = read_conllu(at("ud", "en_ewt-ud-dev.conllu.xz"))
    gum_dev = read_conllu(at("ud", "en_gum_open-dev.conllu.xz"))
    for docs, name, weight in (
            (ewt, "uner_ewt_train_PRELIM", 1.0), (ewt_dev, "uner_ewt_dev", 1.0),
            (gum, "gum_open_named_derived_train", 0.4),
            (gum_dev, "gum_open_named_derived_dev", 0.4)):
        good, total = add_names(docs, at("ner", name + ".bio.xz"), weight)
        log(f"names {name}: {good} of {total} sentences align")
    wiki = read_names(at("ner", "wikigold.bio.xz"), tokens)
    cross = read_names(at("ner", "crossner_politics_train.bio.xz"), tokens)
    cross_dev = read_names(at("ner", "crossner_politics_dev.bio.xz"), tokens)
    frames, lost = read_annotations(at("annotations", "train"), tokens)
    own = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                       "annotations")
    more, lost_more = read_annotations(own, tokens)
    frames, lost = frames + more, lost + lost_more
    frames_dev, lost_dev = read_annotations(at("annotations", "dev"), tokens)
    log(f"annotations: {len(frames)} + {len(frames_dev)} dev lines, "
        f"{lost} + {lost_dev} records without an own anchor")
    train = ewt + gum + wiki + cross + frames
    dev = {"ewt": ewt_dev, "gum": gum_dev, "cross": cross_dev,
           "frames": frames_dev}
    return train, dev


def news_words(folder):
    """Word-like stretches of the news sets, for counting pieces only."""
    for path in sorted(glob.glob(os.path.join(folder, "news", "*.jsonl.xz"))):
        with open_text(path) as f:
            for line in f:
                d = json.loads(line)
                text = " ".join(str(v) for v in d.values()
                                if isinstance(v, str))
                yield from re.findall(r"\w+|[^\w\s]", text)


def dev_windows(docs, pieces):
    rng = random.Random(1)
    out = []
    for d in docs:
        before = layout(d, rng, 0) if d.kind == "tree" else d.before
        out += doc_windows(d, before, pieces)
    return out
