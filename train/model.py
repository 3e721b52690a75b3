"""The network: a BERT encoder with a feature embedding, and its heads.

Linear layers run in one of three modes: float; weights fake-quantised to
7 bits a row (straight-through, for the last part of training); or simulated
int8 (7-bit weights and 8-bit activations a row), as the C program computes.
"""
import math

import torch
import torch.nn.functional as F
from torch import nn

import labels as L

H, HEADS, LAYERS, FFN, EPS = 384, 12, 6, 1536, 1e-12
POSITIONS = 256
ARC, REL = 256, 128
FRAME, ATT, TERM = 128, 256, 128
DROP = 0.1
FLOAT, WEIGHTS, INT8 = 0, 1, 2


class Mode:
    now = FLOAT


def weight_q(w):
    """7-bit symmetric per output row: |q| <= 63, times its scale."""
    s = w.abs().amax(1, keepdim=True).clamp_min(1e-8) / 63
    return torch.round(w / s).clamp(-63, 63) * s


def rows_q(x):
    """8-bit symmetric per row of activations."""
    s = x.abs().amax(-1, keepdim=True).clamp_min(1e-8) / 127
    return torch.round(x / s).clamp(-127, 127) * s


class Drop(nn.Module):
    """Dropout whose masks are slices of one random pool, at random places:
    drawing each anew would cost a tenth of the training time."""

    POOL = 1 << 22

    def __init__(self, p):
        super().__init__()
        self.p, self.pool, self.left = p, None, 0

    def forward(self, x):
        if not self.training:
            return x
        if self.left == 0:
            keep = torch.rand(self.POOL) >= self.p
            self.pool = (keep / (1 - self.p)).to(x.dtype)
            self.left = 400
        self.left -= 1
        n = x.numel()
        at = int(torch.randint(0, self.POOL - n, ()))
        return x * self.pool[at:at + n].view(x.shape)


class Lin(nn.Linear):
    def forward(self, x):
        w = self.weight
        if Mode.now == WEIGHTS:
            w = w + (weight_q(w) - w).detach()
        elif Mode.now == INT8:
            w, x = weight_q(w), rows_q(x)
        return F.linear(x, w, self.bias)


class Layer(nn.Module):
    def __init__(self, drop):
        super().__init__()
        self.qkv, self.out = Lin(H, 3 * H), Lin(H, H)
        self.ffn1, self.ffn2 = Lin(H, FFN), Lin(FFN, H)
        self.ln1 = nn.LayerNorm(H, eps=EPS)
        self.ln2 = nn.LayerNorm(H, eps=EPS)
        self.drop = drop

    def forward(self, x, bias):
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, HEADS, H // HEADS).permute(
            2, 0, 3, 1, 4)
        if Mode.now == INT8:
            q, k, v = rows_q(q), rows_q(k), rows_q(v)
        q = q * (1 / math.sqrt(H // HEADS))
        p = (q @ k.transpose(2, 3) + bias).softmax(-1)
        if Mode.now == INT8:
            p = rows_q(p)
        y = p.to(v.dtype) @ v
        y = self.out(y.transpose(1, 2).reshape(b, n, H))
        x = self.ln1(x + self.drop(y))
        y = self.ffn2(F.gelu(self.ffn1(x)))
        return self.ln2(x + self.drop(y))


class Encoder(nn.Module):
    def __init__(self, n_vocab):
        super().__init__()
        self.word = nn.Embedding(n_vocab, H)
        self.pos = nn.Embedding(POSITIONS, H)
        self.feat = nn.Embedding(21, H, padding_idx=20)
        nn.init.zeros_(self.feat.weight)
        self.ln = nn.LayerNorm(H, eps=EPS)
        self.drop = Drop(DROP)
        self.layer = nn.ModuleList(Layer(self.drop) for _ in range(LAYERS))

    def forward(self, ids, feat, mask):
        x = self.word(ids) + self.pos.weight[:ids.shape[1]] + self.feat(feat)
        x = self.drop(self.ln(x))
        bias = torch.zeros(mask.shape, dtype=torch.bfloat16 if
                           torch.is_autocast_enabled("cpu") else x.dtype)
        bias = bias.masked_fill(~mask, -1e9)[:, None, None, :]
        for layer in self.layer:
            x = layer(x, bias)
        return x

    def from_bert(self, state, keep):
        """Copies a BERT state dict; keep: rows of its vocabulary."""
        pre = "" if "embeddings.word_embeddings.weight" in state else "bert."
        g = lambda k: state[pre + k].float()
        with torch.no_grad():
            e = "embeddings."
            self.word.weight.copy_(g(e + "word_embeddings.weight")[keep])
            self.pos.weight.copy_(
                g(e + "position_embeddings.weight")[:POSITIONS]
                + g(e + "token_type_embeddings.weight")[0])
            self.ln.weight.copy_(g(e + "LayerNorm.weight"))
            self.ln.bias.copy_(g(e + "LayerNorm.bias"))
            for i, l in enumerate(self.layer):
                p = f"encoder.layer.{i}."
                for part in ("weight", "bias"):
                    a = p + "attention."
                    getattr(l.qkv, part).copy_(torch.cat(
                        [g(f"{a}self.{x}.{part}")
                         for x in ("query", "key", "value")]))
                    for mine, its in (
                            (l.out, a + "output.dense"),
                            (l.ln1, a + "output.LayerNorm"),
                            (l.ffn1, p + "intermediate.dense"),
                            (l.ffn2, p + "output.dense"),
                            (l.ln2, p + "output.LayerNorm")):
                        getattr(mine, part).copy_(g(f"{its}.{part}"))


class Dep(nn.Module):
    """Head of word i: softmax over j of lin(arc_dep_i) . arc_head_j / 16 and
    the root vector. Relation: rel(relu(relp(rel_dep_i) + relq(rel_head_j))),
    relroot standing for rel_head_j where the head is the root."""

    def __init__(self):
        super().__init__()
        self.proj = Lin(H, 2 * ARC + 2 * REL)
        self.arc = Lin(ARC, ARC)
        self.root = nn.Parameter(torch.randn(ARC) * 0.05)
        self.relp, self.relq = Lin(REL, REL), Lin(REL, REL)
        self.relroot = nn.Parameter(torch.rand(REL) * 0.1)
        self.rel = Lin(REL, len(L.RELS))

    def forward(self, h):
        x = F.relu(self.proj(h))
        ad, ah, rd, rh = x.split([ARC, ARC, REL, REL], -1)
        ad = self.arc(ad)
        score = ad @ ah.transpose(1, 2) / math.sqrt(ARC)
        root = ad @ self.root[:, None] / math.sqrt(ARC)
        return torch.cat([root, score], 2), rd, rh    # column 0: the root

    def relations(self, rd, rh, b, i, j):
        """Logits for dependents (b, i) with head columns j (0: root)."""
        root = self.relroot.expand(rh.shape[0], 1, -1)
        rh = torch.cat([root, rh], 1)
        return self.rel(F.relu(self.relp(rd[b, i]) + self.relq(rh[b, j])))


class Frame(nn.Module):
    """Roles of all words for an anchor, then the anchor's attributes."""

    def __init__(self):
        super().__init__()
        n = len(L.TYPES)
        self.a, self.b = Lin(H, n * FRAME), Lin(H, n * FRAME, bias=False)
        self.dist = nn.Parameter(torch.randn(n, L.N_BUCKET, FRAME) * 0.02)
        self.role = nn.ModuleDict(
            {t: Lin(FRAME, len(L.ROLE[t])) for t in L.TYPES})
        self.att = nn.ModuleDict(
            {t: Lin(H * (1 + len(L.POOL[t])), ATT) for t in L.TYPES})
        self.cls = nn.ModuleDict(
            {t: nn.ModuleDict({k: Lin(ATT, len(v)) for k, v, _ in L.ATTR[t]})
             for t in L.TYPES})
        self.term = Lin(3 * H, TERM)
        self.termcls = nn.ModuleDict(
            {k: Lin(TERM, len(v)) for k, v, _ in L.TERM})
        for t in L.TYPES:            # most words have no role
            nn.init.constant_(self.role[t].bias[:1], 4.0)
        table = torch.tensor([L.bucket(d) for d in range(-256, 257)])
        self.register_buffer("table", table, persistent=False)

    def roles(self, t, ha, hb, b, w):
        """Logits [anchor, word, role]; b, w: window and word of each."""
        k = L.TYPES.index(t)
        part = slice(k * FRAME, (k + 1) * FRAME)
        n = hb.shape[1]
        at = ha[..., part].reshape(-1, FRAME).index_select(0, b * n + w)
        words = hb[..., part].index_select(0, b)
        far = torch.arange(n)[None, :] - w[:, None] + 256
        dist = self.dist[k].index_select(
            0, self.table[far].reshape(-1)).view(len(b), n, FRAME)
        return self.role[t](F.gelu(at[:, None] + words + dist))

    def pooled(self, t, h, wmask, p, b):
        """[anchor, roles * H]: mean of h weighted by the role's probability;
        p: probabilities [anchor, word, role tag], taken as given."""
        merged = torch.stack([p[..., r].sum(-1) for r in L.POOL[t]], 1)
        merged = merged * wmask[b][:, None, :]
        merged = merged / merged.sum(-1, keepdim=True).clamp_min(1)
        order = torch.argsort(b, stable=True)
        count = torch.bincount(b, minlength=h.shape[0])
        slot = torch.empty_like(b)
        start = torch.cumsum(count, 0) - count
        slot[order] = torch.arange(len(b)) - start[b[order]]
        r, n = merged.shape[1:]
        grid = merged.new_zeros(h.shape[0], int(count.max()), r, n)
        grid[b, slot] = merged
        out = grid.flatten(1, 2) @ h
        return out.view(*grid.shape[:3], -1)[b, slot].flatten(1)

    def attributes(self, t, h, wmask, p, b, w):
        x = torch.cat([h[b, w], self.pooled(t, h, wmask, p, b)], 1)
        y = F.gelu(self.att[t](x))
        return {k: m(y) for k, m in self.cls[t].items()}

    def terms(self, h, b, w, spans):
        """Logits for terms: window, anchor word, word range of each."""
        n = torch.arange(h.shape[1])[None, :]
        inside = ((n >= spans[:, :1]) & (n < spans[:, 1:])).float()
        mean = (inside / inside.sum(1, keepdim=True))[:, None] @ h[b]
        x = torch.cat([h[b, w], h[b, spans[:, 0]], mean[:, 0]], 1)
        z = F.gelu(self.term(x))
        return {k: m(z) for k, m in self.termcls.items()}


class Net(nn.Module):
    def __init__(self, n_vocab):
        super().__init__()
        self.enc = Encoder(n_vocab)
        self.drop = Drop(0.2)
        self.word = Lin(H, sum(len(v) for _, v in L.WORD))
        at = 0
        for k, v in L.WORD:          # most words are no anchors
            if k in L.TYPES:
                nn.init.constant_(self.word.bias[at:at + 1], 3.0)
            at += len(v)
        self.dep = Dep()
        self.frame = Frame()

    def vectors(self, batch, bf16=True):
        """Vector of the first piece of each word [window, word, H]."""
        with torch.autocast("cpu", torch.bfloat16, enabled=bf16):
            x = self.enc(batch["ids"], batch["feat"], batch["mask"])
        b, n = batch["first"].shape
        at = batch["first"] + torch.arange(b)[:, None] * x.shape[1]
        x = x.float().reshape(-1, H).index_select(0, at.reshape(-1))
        return self.drop(x.view(b, n, H))

    def blocks(self, h):
        """The word head's logits by block name."""
        sizes = [len(v) for _, v in L.WORD]
        parts = self.word(h).split(sizes, -1)
        return {k: p for (k, _), p in zip(L.WORD, parts)}


def tensors(batch):
    """numpy batch -> torch batch."""
    out = {}
    for k, v in batch.items():
        out[k] = tensors(v) if isinstance(v, dict) else torch.from_numpy(v)
    return out
