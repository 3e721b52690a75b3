"""Runs `demarche parse` over texts and reads what the stages print.

analyse(program, docs) -> {id: Parse}; docs: [(id, text)]; program: the command
as a list: the program and options of `parse` (["demarche", "--model", M]).
All offsets are code points of the text.
"""
import json
import subprocess


class Parse:
    """Tables of one document; each a list of rows."""

    def __init__(self, text):
        raw = text.encode()
        self.at, n = [], 0
        for b in raw:
            self.at.append(n - 1 if (b & 0xc0) == 0x80 else n)
            n += (b & 0xc0) != 0x80
        self.at.append(n)
        self.text = text
        self.tok, self.sent, self.upos, self.head, self.rel = [], [], [], [], []
        self.name, self.frame, self.arg, self.mention = [], [], [], []

    def span(self, run):
        """Tokens [a, b) -> (start, end)."""
        return self.tok[run[0]][0], self.tok[run[1] - 1][1]

    def row(self, f):
        table = f[0]
        ends = lambda s: tuple(int(x) for x in s.split(":"))
        if table == "tok":
            a, b = ends(f[2])
            self.tok.append((self.at[a], self.at[b]))
        elif table == "sent":
            self.sent.append(ends(f[2]))
        elif table == "tag":
            self.upos.append(f[2])
        elif table == "dep":
            self.head.append(None if f[2] == "-" else int(f[2]))
            self.rel.append(f[3])
        elif table == "name":
            self.name.append((ends(f[2]), f[4]))
        elif table == "frame":
            k = ("anchor word type cls rival p p_rival p_anchor mode fact kind "
                 "strength negated p_mode p_kind ctx arg window").split()
            r = dict(zip(k, f[2:]))
            r["anchor"] = ends(r["anchor"])[0]
            r["arg"] = ends(r["arg"])
            for x in ("p", "p_rival", "p_anchor"):
                r[x] = float(r[x])
            self.frame.append(r)
        elif table == "arg":
            k = "at words role relation must waived negated p p_rel".split()
            r = dict(zip(k, f[2:]))
            r["at"] = ends(r["at"])
            r["p"] = float(r["p"])
            self.arg.append(r)
        elif table == "mention":
            k = "at words phrase head antecedent chain kind p by".split()
            r = dict(zip(k, f[2:]))
            r["at"], r["phrase"] = ends(r["at"]), ends(r["phrase"])
            self.mention.append(r)


LAYERS = "tok,sent,tag,dep,name,frame"


def analyse(program, docs, until="frame", layers=LAYERS):
    lines = "".join(json.dumps({"id": i, "text": t}) + "\n" for i, t in docs)
    got = subprocess.run(
        program[:1] + ["parse", "--until", until, "--dump", layers,
                       "--input-format", "jsonl"] + program[1:] + ["-"],
        input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    return read(got.decode(), docs)


def read(dump, docs):
    out = {i: Parse(t) for i, t in docs}
    now = None
    for line in dump.split("\n"):
        f = line.split("\t")
        if line.startswith("# document "):
            now = out[line[len("# document "):]]
        elif now is not None and len(f) > 1:
            now.row(f)
    return out
