"""The losses of one batch."""
import torch
import torch.nn.functional as F

import labels as L
from data import MASK

WEIGHT = {"sent": 0.5, "upos": 1.0, "name": 1.5, "arc": 1.0, "rel": 0.7,
          "event": 4.0, "statement": 3.0, "position": 4.0, "shift": 3.0,
          "event.role": 1.0, "statement.role": 1.0, "position.role": 1.0,
          "shift.role": 0.5, "event.att": 1.0, "statement.att": 0.5,
          "position.att": 0.7, "shift.att": 0.3, "term": 0.3}
SMOOTH = {"event": 0.03, "statement": 0.03, "position": 0.01, "shift": 0.0}


def dep_losses(net, h, batch):
    rows = (batch["sid"] >= 0).any(1).nonzero()[:, 0]
    if not len(rows):
        return {}
    h = h[rows]
    sid, head, rel = batch["sid"][rows], batch["head"][rows], batch["rel"][rows]
    score, rd, rh = net.dep(h)
    score = score.masked_fill(~same_sentence(sid), -1e9)
    b, i = ((head != MASK) & (sid >= 0)).nonzero(as_tuple=True)
    gold = head[b, i] + 1
    arc = F.cross_entropy(score[b, i], gold)
    rels = net.dep.relations(rd, rh, b, i, gold)
    return {"arc": arc, "rel": F.cross_entropy(rels, rel[b, i])}


def same_sentence(sid):
    """[window, word, 1 + word]: may the column be the word's head?"""
    same = (sid[:, :, None] == sid[:, None, :]) & (sid[:, :, None] >= 0)
    n = sid.shape[1]
    same &= ~torch.eye(n, dtype=torch.bool)
    return torch.cat([torch.ones_like(same[:, :, :1]), same], 2)


def word_losses(blocks, batch):
    out = {}
    for k, z in blocks.items():
        gold = batch[k]
        if not (gold != MASK).any():
            continue
        if k == "name":
            ce = F.cross_entropy(z.transpose(1, 2), gold, reduction="none",
                                 ignore_index=MASK)
            w = batch["weight"] * (gold != MASK)
            out[k] = (ce * w).sum() / w.sum()
        else:
            smooth = SMOOTH.get(k, 0.0)
            out[k] = F.cross_entropy(z.transpose(1, 2), gold,
                                     ignore_index=MASK, label_smoothing=smooth)
    return out


def negatives(z, gold, n):
    """Words that the word head doubts though they are no anchors."""
    doubt = (z.detach().softmax(-1)[..., 0] < 0.9) & (gold == 0)
    b, w = doubt.nonzero(as_tuple=True)
    if len(b) > n:
        pick = torch.randperm(len(b))[:n]
        b, w = b[pick], w[pick]
    return b, w


def frame_losses(net, h, z, batch, ha, hb, t):
    """Roles and attributes of the anchors of one type."""
    a, f = batch["anchors"][t], net.frame
    n = len(a["b"])
    if not n:
        return {}
    nb, nw = negatives(z, batch[t], n)
    b, w = torch.cat([a["b"], nb]), torch.cat([a["w"], nw])
    logits = f.roles(t, ha, hb, b, w)
    gold = a["roles"]
    ce = F.cross_entropy(logits[:n].transpose(1, 2), gold, reduction="sum",
                         ignore_index=MASK)
    out = {t + ".role": ce / ((gold > 0).sum() + n)}
    att = f.attributes(t, h, batch["wmask"], logits.detach().softmax(-1),
                       b, w)
    label = torch.cat([a["cls"], torch.zeros_like(nb)])
    main = {"event": "category", "statement": "class", "position": "stance",
            "shift": "kind"}[t]
    total = F.cross_entropy(att[main], label, label_smoothing=SMOOTH[t])
    for name, _, many in L.ATTR[t]:
        if name == main:
            continue
        x = att[name][:n]
        if many:
            keep = a[name][:, 0] >= 0
            if keep.any():
                total = total + F.binary_cross_entropy_with_logits(
                    x[keep], a[name][keep]) * min(x.shape[1], 8)
        else:
            total = total + F.cross_entropy(x, a[name])
    out[t + ".att"] = total
    if t == "position" and len(a["term_of"]):
        k = a["term_of"]
        got = f.terms(h, a["b"][k], a["w"][k], a["term_span"])
        out["term"] = sum(
            F.binary_cross_entropy_with_logits(got[m], a["term_" + m])
            if many else F.cross_entropy(got[m], a["term_" + m])
            for m, _, many in L.TERM)
    return out


def losses(net, batch):
    """{name: loss} of a batch."""
    h = net.vectors(batch)
    blocks = net.blocks(h)
    out = word_losses(blocks, batch)
    out.update(dep_losses(net, h, batch))
    if any(len(batch["anchors"][t]["b"]) for t in L.TYPES):
        ha, hb = net.frame.a(h), net.frame.b(h)
        for t in L.TYPES:
            out.update(frame_losses(net, h, blocks[t], batch, ha, hb, t))
    return out


TREE = ("upos", "arc", "rel")


def total(parts, tree=1.0):
    """Weighted sum; tree: factor on the losses of tags and trees."""
    return sum(WEIGHT[k] * v * (tree if k in TREE else 1)
               for k, v in parts.items())
