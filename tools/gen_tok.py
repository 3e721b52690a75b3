"""Writes the tokenizer's tables as C from data/abbreviations.tsv and
data/tok_words.tsv.

    gen_tok.py ABBREVIATIONS WORDS > tok_table.c
    gen_tok.py --check tok_table.c ABBREVIATIONS WORDS    exit 1: it is old
"""
import sys

HEAD = """/* Written by tools/gen_tok.py from data/; do not edit. */
#include "tok/tok_in.h"

#include <string.h>

struct word {
    const char *text;
    uint8_t n, value;
};

/* Letters of ASCII made small, for lists without letter case. */
static int small(char ch)
{
    return (uint8_t)(ch >= 'A' && ch <= 'Z' ? ch + 32 : ch);
}

static int compare(const struct word *w, const char *s, uint32_t n, bool fold)
{
    for (uint32_t i = 0; i < n && i < w->n; i++) {
        int a = fold ? small(s[i]) : (uint8_t)s[i];
        if (a != (uint8_t)w->text[i])
            return a - (uint8_t)w->text[i];
    }
    return (int)n - (int)w->n;
}

/* Value of s[0 .. n) in a sorted list, 0 when it is not there. */
static uint8_t find(const struct word *list, size_t size, const char *s,
                    uint32_t n, bool fold)
{
    size_t lo = 0, hi = size / sizeof *list;
    if (n > 32)
        return 0;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        int d = compare(&list[mid], s, n, fold);
        if (d == 0)
            return list[mid].value;
        if (d > 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return 0;
}
"""

LIST = """
static const struct word {name}[] = {{
{rows}}};

{result} {function}(const char *s, uint32_t n)
{{
    return ({result})find({name}, sizeof {name}, s, n, {fold});
}}
"""

KINDS = ("prefix", "suffix", "unit", "currency", "dollar", "domain",
         "slashed", "opener")
WHEN = {"always": 1, "number": 2, "name": 3}


def read(path):
    with open(path, encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if line and not line.startswith("#"):
                yield line.split("\t")


def table(name, function, result, words, fold):
    cells = ['{{"{}", {}, {}}}'.format(w, len(w.encode()), v)
             for w, v in sorted(words.items(), key=lambda x: x[0].encode())]
    rows, line = "", "   "
    for cell in cells:
        if len(line) + len(cell) > 76:
            rows, line = rows + line + "\n", "   "
        line += " " + cell + ","
    rows += line + "\n"
    return LIST.format(name=name, rows=rows, result=result,
                       function=function, fold="true" if fold else "false")


def image(abbreviations, words):
    """The whole of tok_table.c."""
    lists = {kind: {} for kind in KINDS + ("fused",)}
    for word, kind, _ in read(words):
        cut = word.find("|") if kind == "fused" else 1
        word = word.replace("|", "")
        lists[kind][word if kind == "unit" else word.lower()] = cut
    out = [HEAD, table("abbrevs", "tok_abbrev", "enum abbrev",
                       {w: WHEN[when] for w, when, _ in read(abbreviations)},
                       False)]
    out += [table(kind + "_list", "tok_is_" + kind, "bool", lists[kind],
                  kind != "unit") for kind in KINDS]
    out.append(table("fused_list", "tok_fused", "uint32_t", lists["fused"],
                     True))
    return "".join(out)


def main(args):
    if args[0] != "--check":
        sys.stdout.write(image(*args))
        return 0
    with open(args[1], encoding="utf-8") as f:
        return f.read() != image(*args[2:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
