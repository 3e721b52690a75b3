"""Token F1 (as CoNLL 2018 counts it) of the tokenizer against treebanks.

    python3 eval/tok_f1.py [--errors N] FILE.conllu[.xz] ...

The raw text is the `# text` lines joined by blanks, with an empty line before
a new paragraph or document. Words of a multiword token count as words: each
is placed in the surface form as far as its letters allow.
"""
import argparse
import collections
import ctypes
import lzma
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Span(ctypes.Structure):
    _fields_ = [("beg", ctypes.c_uint32), ("end", ctypes.c_uint32)]


def library(cc="gcc"):
    """The tokenizer, compiled into a temporary folder and loaded."""
    tmp = tempfile.mkdtemp(prefix="tok")
    table = os.path.join(tmp, "tok_table.c")
    with open(table, "w", encoding="utf-8") as f:
        subprocess.run([sys.executable, ROOT + "/tools/gen_tok.py",
                        ROOT + "/data/abbreviations.tsv",
                        ROOT + "/data/tok_words.tsv"], stdout=f, check=True)
    src = [ROOT + "/src/tok/tok_%s.c" % s
           for s in ("split", "char", "word", "address")] + [table]
    so = os.path.join(tmp, "tok.so")
    subprocess.run([cc, "-O2", "-shared", "-fPIC", "-std=c17", "-D_GNU_SOURCE",
                    "-I" + ROOT + "/src", "-o", so] + src, check=True)
    lib = ctypes.CDLL(so)
    lib.tok_split.restype = ctypes.c_uint32
    lib.tok_split.argtypes = [ctypes.c_char_p, ctypes.c_uint32,
                              ctypes.POINTER(Span), ctypes.c_uint32]
    return lib


def split(lib, data):
    """Byte spans of the tokens of `data` (bytes)."""
    out = (Span * (len(data) + 1))()
    n = lib.tok_split(data, len(data), out, len(data))
    return [(out[i].beg, out[i].end) for i in range(n)]


def sentences(path):
    """Yields (text, tokens, new paragraph); a token is a list of words."""
    opener = lzma.open if path.endswith(".xz") else open
    text, tokens, until, new = None, [], 0, False
    with opener(path, "rt", encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if line.startswith("# text ="):
                text = line[8:].strip()
            elif line.startswith(("# newpar", "# newdoc")):
                new = True
            elif line and line[0] != "#":
                row = line.split("\t")
                if "." in row[0]:
                    continue
                if "-" in row[0]:
                    until = int(row[0].split("-")[1])
                    tokens.append((row[1], []))
                elif int(row[0]) <= until:
                    tokens[-1][1].append(row[1])
                else:
                    tokens.append((row[1], [row[1]]))
            elif not line and tokens:
                yield text, tokens, new
                text, tokens, until, new = None, [], 0, False


def place(text, tokens, base):
    """Byte spans of the words of a sentence whose text begins at `base`."""
    at, spans = 0, []
    for surface, words in tokens:
        at = text.index(surface, at)
        p, end = at, at + len(surface)
        for k, w in enumerate(words):
            q = end if k == len(words) - 1 else min(p + len(w), end)
            b = base + len(text[:p].encode())
            spans.append((b, b + len(text[p:q].encode())))
            p = q
        at = end
    return spans


def corpus(path):
    """Raw bytes of a treebank and the gold spans in it."""
    raw, gold = b"", []
    parts, size = [], 0
    for text, tokens, new in sentences(path):
        sep = "" if not parts else "\n\n" if new else " "
        size += len(sep)
        gold += place(text, tokens, size)
        data = text.encode()
        size += len(data)
        parts += [sep.encode(), data]
    raw = b"".join(parts)
    return raw, gold


def errors(raw, gold, got, most):
    """Prints the most frequent differences as `gold | got` chunks."""
    def group(spans):
        d = collections.defaultdict(list)
        for b, e in spans:
            d[chunk[b]].append(raw[b:e].decode("utf-8", "replace"))
        return d
    chunk, n = [0] * (len(raw) + 1), 0
    for i, ch in enumerate(raw):
        n += ch in b" \n\t"
        chunk[i] = n
    a, b = group(gold), group(got)
    seen = collections.Counter()
    for k in a:
        if a[k] != b.get(k):
            seen["%s | %s" % (" ".join(a[k]), " ".join(b.get(k, [])))] += 1
    for line, k in seen.most_common(most):
        print("%4d  %s" % (k, line))


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--errors", type=int, default=0)
    args.add_argument("files", nargs="+")
    args = args.parse_args()
    lib = library()
    for path in args.files:
        raw, gold = corpus(path)
        got = split(lib, raw)
        right = len(set(gold) & set(got))
        print("%s gold %d got %d P %.2f R %.2f F1 %.2f" % (
            os.path.basename(path), len(gold), len(got),
            100 * right / len(got), 100 * right / len(gold),
            200 * right / (len(got) + len(gold))))
        errors(raw, gold, got, args.errors)


if __name__ == "__main__":
    main()
