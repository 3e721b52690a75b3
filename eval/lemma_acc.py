"""Accuracy of lemmas on a treebank's words with gold parts of speech.

    python3 eval/lemma_acc.py [--errors N] FILE.conllu[.xz] ...

Words whose gold lemma is `_` (a piece of a word written apart) do not count.
`folded` compares without letter case, since all but names are in small
letters here while the treebanks keep the capitals of adjectives of nations.
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
UPOS = ("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ "
        "SYM VERB X").split()


def library(cc="gcc"):
    """The lemmatizer, compiled into a temporary folder and loaded."""
    tmp = tempfile.mkdtemp(prefix="lemma")
    table, so = os.path.join(tmp, "table.c"), os.path.join(tmp, "lemma.so")
    subprocess.run([sys.executable, ROOT + "/tools/gen_lemma.py",
                    ROOT + "/data/lemma.tsv", ROOT + "/data/lemma_endings.tsv",
                    table], check=True)
    src = [ROOT + "/src/" + s for s in
           ("tag/lemma.c", "base/utf8.c", "base/arena.c")]
    subprocess.run([cc, "-O2", "-shared", "-fPIC", "-std=c17", "-D_GNU_SOURCE",
                    "-I" + ROOT + "/src", "-o", so, table] + src, check=True)
    lib = ctypes.CDLL(so)
    lib.lemma_make.restype = ctypes.c_uint32
    lib.lemma_make.argtypes = [ctypes.c_char_p, ctypes.c_uint32,
                               ctypes.c_uint8, ctypes.c_char_p]
    return lib


def lemma(lib, form, upos):
    data = form.encode()
    out = ctypes.create_string_buffer(2 * len(data) + 8)
    n = lib.lemma_make(data, len(data), UPOS.index(upos), out)
    return out.raw[:n].decode("utf-8", "replace")


def words(path):
    opener = lzma.open if path.endswith(".xz") else open
    with opener(path, "rt", encoding="utf-8") as f:
        for line in f:
            row = line.rstrip("\n").split("\t")
            if row[0].isdigit() and row[2] != "_" and row[3] in UPOS:
                yield row[1], row[3], row[2]


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--errors", type=int, default=0)
    args.add_argument("files", nargs="+")
    args = args.parse_args()
    lib = library()
    for path in args.files:
        n = exact = folded = 0
        seen = collections.Counter()
        for form, upos, gold in words(path):
            got = lemma(lib, form, upos)
            n += 1
            exact += got == gold
            folded += got.lower() == gold.lower()
            if got.lower() != gold.lower():
                seen[form, upos, gold, got] += 1
        print("%s words %d exact %.2f folded %.2f" % (
            os.path.basename(path), n, 100 * exact / n, 100 * folded / n))
        for (form, upos, gold, got), k in seen.most_common(args.errors):
            print("%4d  %s %s: %s, got %s" % (k, form, upos, gold, got))


if __name__ == "__main__":
    main()
