"""Counts of right tags, arcs and sentence starts; no torch needed."""
import numpy as np


class Counts:
    def __init__(self):
        self.n = dict.fromkeys(
            ("words", "upos", "arcs", "uas", "las", "good", "got", "gold"), 0)

    def add(self, lab, upos, sent, head, rel):
        n, arc = self.n, lab["head"] != -100
        n["words"] += len(upos)
        n["upos"] += int((upos == lab["upos"]).sum())
        right = (head == lab["head"]) & arc
        n["arcs"] += int(arc.sum())
        n["uas"] += int(right.sum())
        n["las"] += int((right & (rel == lab["rel"])).sum())
        n["good"] += int(((sent == 1) & (lab["sent"] == 1)).sum())
        n["got"] += int((sent == 1).sum())
        n["gold"] += int((lab["sent"] == 1).sum())

    def figures(self):
        n = self.n
        return {"upos": round(100 * n["upos"] / n["words"], 2),
                "uas": round(100 * n["uas"] / n["arcs"], 2),
                "las": round(100 * n["las"] / n["arcs"], 2),
                "sent": round(200 * n["good"] / (n["got"] + n["gold"]), 2)}
