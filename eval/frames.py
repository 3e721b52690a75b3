#!/usr/bin/env python3
"""Frames alone, before codes and dates: scored as records are.

usage: frames.py SCORER.py PROGRAM... -- GOLD.jsonl... [--misses N]

SCORER is score_records.py of the annotation tools. Every frame becomes a bare
record: what needs codes (holder, party) is left out of the figures' meaning.
"""
import collections
import importlib.util
import json
import os
import sys
import tempfile

import stages

FACT = {"neg": "negated", "fut": "future", "hyp": "hypothetical",
        "hist": "historical"}


def load(path):
    spec = importlib.util.spec_from_file_location("score_records", path)
    m = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(m)
    return m


def record(p, f, doc):
    span = lambda run: dict(zip(("start", "end"), p.span(run)),
                            text=p.text[slice(*p.span(run))])
    args = collections.defaultdict(list)
    for a in p.arg[f["arg"][0]:f["arg"][1]]:
        args[a["role"]].append(a)
    of = lambda role: [span(a["at"]) for a in args[role]]
    one = lambda role: (of(role) or [None])[0]
    anchor = span((f["anchor"], f["anchor"] + 1))
    flag = f["negated"] == "negated"
    mode = None if f["mode"] == "-" else f["mode"]
    r = {"record": f["type"], "document": doc, "trigger": anchor}
    if f["type"] == "event":
        r.update(category=f["cls"], mode=mode, actor=of("actor"),
                 recipient=of("recipient"),
                 factuality={FACT[x]: True for x in f["fact"].split(",")
                             if x in FACT})
    elif f["type"] == "statement":
        bare = f["cls"] == "bare"
        r.update(kind=f["kind"], negated=flag, speaker=one("speaker"),
                 cue=None if bare else anchor, content=of("content"))
    elif f["type"] == "position":
        terms = [dict(span(a["at"]), relation=a["relation"], must=None
                      if a["must"] == "-" else a["must"],
                      waived=a["waived"] == "waived") for a in args["term"]]
        r.update(stance=f["cls"], engagement={"kind": f["kind"]},
                 negated=flag, holder=one("holder"), terms=terms)
    else:
        r.update(kind=f["cls"])
    return r


def main(args):
    misses = []
    if "--misses" in args:
        at = args.index("--misses")
        misses, args = args[at:at + 2], args[:at]
    at = args.index("--")
    gold = [l for f in args[at + 1:] for l in open(f, encoding="utf8")]
    docs = [(x["id"], x["text"]) for x in map(json.loads, gold)]
    got = stages.analyse(args[1:at], docs)
    with tempfile.TemporaryDirectory() as tmp:
        g, r = os.path.join(tmp, "gold"), os.path.join(tmp, "records")
        with open(g, "w", encoding="utf8") as f:
            f.writelines(gold)
        with open(r, "w", encoding="utf8") as f:
            for i, p in got.items():
                for x in p.frame:
                    print(json.dumps(record(p, x, i)), file=f)
        sys.argv = [args[0], g, r, "--per-category"] + misses
        load(args[0]).main()


if __name__ == "__main__":
    main(sys.argv[1:])
