"""Writes the weights of the ref room as C: gen_ref.py WEIGHTS OUTPUT, with
model/ref.tsv: a feature's number, its weights into the hidden units, and last
its weight straight to the score; then `out`, the weights out of the units."""
import sys


def main(weights, output):
    rows, out = [], []
    with open(weights, encoding="utf-8") as f:
        for n, line in enumerate(f, 1):
            cells = line.rstrip("\n").split("\t")
            if line.startswith("#"):
                continue
            if cells[0] == "out":
                out = cells[1:]
            elif cells[0] == str(len(rows)):
                rows.append(cells[1:])
            else:
                sys.exit("%s:%d: expected feature %d" % (weights, n, len(rows)))
    with open(output, "w", encoding="utf-8") as f:
        f.write('#include "ref/rank_in.h"\n\n')
        f.write("const int16_t ref_weight[REF_N_FEAT][REF_HIDDEN] = {\n")
        f.writelines("    {%s},\n" % ", ".join(r[:-1]) for r in rows)
        f.write("};\n\nconst int32_t ref_straight[REF_N_FEAT] = {\n")
        f.writelines("    %s,\n" % r[-1] for r in rows)
        f.write("};\n\nconst int16_t ref_out[REF_HIDDEN] = {%s};\n"
                % ", ".join(out))
        f.write("_Static_assert(REF_N_FEAT == %d && REF_HIDDEN == %d,\n"
                '               "the weights are those of the features");\n'
                % (len(rows), len(out)))


if __name__ == "__main__":
    main(*sys.argv[1:])
