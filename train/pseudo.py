"""Labels unlabelled news with a trained model, for a second round of training
(the model teaches itself where it is sure; doubtful words stay masked)."""
import random
import re

import numpy as np
import torch

import data as D
import labels as L
import model as M

SURE_ANCHOR, SURE_NONE, SURE_ROLE = 0.7, 0.93, 0.6
MAIN = {"event": "category", "statement": "class", "position": "stance",
        "shift": "kind"}
SETS = [("wikipedia_current_events", 1.0), ("us_state_press_releases", 0.08),
        ("kcna_2023_2024", 0.05), ("whitehouse_briefings_sel", 0.02),
        ("gum_news_interview_speech", 0.02)]


def news_texts(folder, known, count, rng):
    """Texts of the news sets, long ones cut to stretches of paragraphs;
    count: how many of the first set, others in proportion."""
    import json
    import os
    out = []
    for name, part in SETS:
        path = os.path.join(folder, "news", name + ".jsonl.xz")
        with D.open_text(path) as f:
            rows = [json.loads(x) for x in f]
        texts = []
        for r in rows:
            t = r.get("text") or ""
            if len(t) < 60 or t in known:
                continue
            while len(t) > 900:
                cut = [m.start() for m in re.finditer(r"\n", t[300:900])]
                at = 300 + cut[-1] if cut else t.find(" ", 700)
                texts.append(t[:at].strip())
                t = t[at:].strip() if at > 0 else ""
            if len(t) >= 60:
                texts.append(t)
        rng.shuffle(texts)
        out += texts[:int(count * part)]
    return out


def both_rounds(net, h, z, batch, t):
    """Class probabilities of both rounds [window, word, class]."""
    p = z[t].log_softmax(-1)
    b, w = ((p[..., 0].exp() < 0.95) & batch["wmask"]).nonzero(as_tuple=True)
    if len(b):
        ha, hb = net.frame.a(h), net.frame.b(h)
        r = net.frame.roles(t, ha, hb, b, w).softmax(-1)
        a = net.frame.attributes(t, h, batch["wmask"], r, b, w)
        p[b, w] = (p[b, w] + a[MAIN[t]].log_softmax(-1)) / 2
    return p.softmax(-1)


def label_window(net, h, z, batch, k, w, probs):
    """Writes sure labels of window k into its Doc (one window a doc)."""
    doc, n = w.doc, len(w.words)
    for t in L.TYPES:
        p = probs[t][k, :n]
        best, cls = p.max(-1)
        lab = torch.full((n,), D.MASK)
        lab[p[:, 0] > SURE_NONE] = 0
        sure = (cls > 0) & (best > SURE_ANCHOR)
        lab[sure] = cls[sure]
        doc.lab[t][:n] = lab.numpy()
        at = sure.nonzero()[:, 0]
        if len(at):
            anchors(net, h[k:k + 1, :n], batch["wmask"][k:k + 1, :n], doc, t,
                    at, cls)


def anchors(net, h, wmask, doc, t, at, cls):
    b = torch.zeros_like(at)
    ha, hb = net.frame.a(h), net.frame.b(h)
    p = net.frame.roles(t, ha, hb, b, at).softmax(-1)
    att = net.frame.attributes(t, h, wmask, p, b, at)
    top, role = p.max(-1)
    role = torch.where(top > SURE_ROLE, role, torch.tensor(D.MASK))
    for j, i in enumerate(at.tolist()):
        attr = {}
        for name, _, many in L.ATTR[t]:
            x = att[name][j]
            attr[name] = ((x > 0).int().tolist() if many
                          else int(x.argmax()))
        attr["terms"] = []
        doc.anchors.append({"type": t, "at": i, "cls": int(cls[i]),
                            "roles": role[j].numpy().astype(np.int8),
                            "attr": attr})


@torch.no_grad()
def pseudo_docs(net, pieces, folder, known, count, tokens, seed=7):
    """Docs of unlabelled news with the labels the model is sure of."""
    rng = random.Random(seed)
    net.eval()
    docs = [D.plain_doc("news", t, tokens)
            for t in news_texts(folder, known, count, rng)]
    windows = []
    for d in docs:
        if d is None:
            continue
        d.kind = "news"
        n = [len(pieces.word(w)) for w in d.words]
        if sum(n) <= D.LIMIT:
            windows.append(D.Window(d, 0, len(d), d.before, pieces))
    for group in D.batches(windows, rng, 4000):
        batch = M.tensors(D.collate(group))
        h = net.vectors(batch)
        z = net.blocks(h)
        probs = {t: both_rounds(net, h, z, batch, t) for t in L.TYPES}
        for k, w in enumerate(group):
            label_window(net, h, z, batch, k, w, probs)
            w.doc.lab["sent"][:] = D.sure_starts(w.doc)
    return [w.doc for w in windows]
