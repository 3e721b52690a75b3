"""Writes the tagger's tables as C: gen_lemma.py LEMMA ENDINGS FORMS OUTPUT,
with data/lemma.tsv, data/lemma_endings.tsv and data/tag_forms.tsv."""
import sys

UPOS = ("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ "
        "SYM VERB X").split()
LONGEST = 16


def read(path):
    with open(path, encoding="utf-8") as f:
        for n, line in enumerate(f, 1):
            line = line.rstrip("\n")
            if line and not line.startswith("#"):
                yield ["%s:%d" % (path, n)] + line.split("\t")


def quoted(s):
    return '"%s"' % s.replace("\\", "\\\\").replace('"', '\\"')


def unique(rows, key):
    seen = {}
    for row in rows:
        if key(row) in seen:
            sys.exit("%s: twice, see %s" % (row[0], seen[key(row)]))
        seen[key(row)] = row[0]
    return rows


def mask(at, tags):
    if tags == "*":
        return (1 << len(UPOS)) - 1
    for tag in tags.split():
        if tag not in UPOS:
            sys.exit(at + ": no such part of speech")
    return sum(1 << UPOS.index(tag) for tag in tags.split())


def main(lemmas, endings, words, output):
    forms = unique(list(read(lemmas)), lambda r: (r[1], r[2]))
    forms.sort(key=lambda r: (r[1].encode(), UPOS.index(r[2])))
    ends = unique(list(read(endings)), lambda r: r[1])
    ends.sort(key=lambda r: r[1].encode())
    for at, form, _, lemma, _ in forms:
        if len(lemma.encode()) > 2 * len(form.encode()) + 8:
            sys.exit(at + ": the lemma is too long for its form")
    for at, text, what, _ in ends:
        if len(text) > LONGEST or what not in "eu-":
            sys.exit(at + ": no such ending")
    kinds = unique(list(read(words)), lambda r: r[1])
    kinds.sort(key=lambda r: (-len(r[1]), r[1].encode()))
    with open(output, "w", encoding="utf-8") as f:
        f.write("/* Written by tools/gen_lemma.py from data/; do not edit. */\n"
                '#include "doc/labels.h"\n#include "tag/lemma_in.h"\n\n'
                "const struct lemma_form lemma_forms[] = {\n")
        for _, form, upos, lemma, _ in forms:
            f.write("    {%s, %s, UPOS_%s},\n" % (quoted(form), quoted(lemma),
                                                 upos))
        f.write("};\nconst uint32_t lemma_n_forms = %d;\n\n"
                "const struct lemma_ending lemma_endings[] = {\n" % len(forms))
        for _, text, what, _ in ends:
            f.write("    {%s, '%s'},\n" % (quoted(text), what))
        f.write("};\nconst uint32_t lemma_n_endings = %d;\n\n"
                "const struct tag_form tag_forms[] = {\n" % len(ends))
        for at, text, tags, _ in kinds:
            f.write("    {%s, 0x%x},\n" % (quoted(text), mask(at, tags)))
        f.write("};\nconst uint32_t tag_n_forms = %d;\n" % len(kinds))


if __name__ == "__main__":
    main(*sys.argv[1:])
