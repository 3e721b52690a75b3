"""Label lists of every head, in the order of the model's output rows.

The lists go into the model file ("config" tensor), so a reader of the file
needs nothing from here.
"""

UPOS = ("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ "
        "SYM VERB X").split()

RELS = ("acl advcl advmod amod appos aux case cc ccomp clf compound conj cop "
        "csubj dep det discourse dislocated expl fixed flat goeswith iobj list "
        "mark nmod nsubj nummod obj obl orphan parataxis punct reparandum root "
        "vocative xcomp").split()

NAME = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG"]

MODES = {
    "AGREE": "", "CONSULT": "visit third-party multilateral phone",
    "SUPPORT": "", "CONCEDE": "", "COOPERATE": "", "AID": "",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport "
              "withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive "
               "firearms explosives suicide-attack aerial drone heavy-weapons "
               "crowd-control unconventional",
}

CATEGORY = ["none"] + list(MODES)
MODE = ["none"] + [f"{c}/{m}" for c, ms in MODES.items() for m in ms.split()]
FACT = ["neg", "fut", "hyp", "hist"]
CTX = ("military intelligence executive legislative election "
       "political_institutions pro_democracy pro_autocracy economic legal "
       "reparations human_rights rights_freedoms repression human_security "
       "gender lgbt religion_ethnicity inequality diplomatic territory "
       "peacekeeping health asylum migration disasters natural_resource "
       "environment technology terrorism cbrn cyber misinformation crime "
       "corruption illegal_drugs trafficking").split()

STATEMENT = ["none", "cue", "bare"]
STATEMENT_KIND = ["say", "think"]
STANCE = ("none offers accepts refuses requires demands rejects defers "
          "opposes").split()
POSITION_KIND = ("talks meeting ceasefire agreement withdrawal "
                 "sanctions_relief aid recognition inspection release "
                 "disarmament trade membership other").split()
STRENGTH = ["none", "must", "should", "may"]
SHIFT = ("none contradicts hardens softens reverses walks_back reaffirms "
         "claims_unity denies").split()
RELATION = ("until unless before after if only_if while as_long_as in_return "
            "without").split()
MUST = ["none", "do", "refrain"]

# The word head: one linear layer, these blocks in this order.
WORD = [("sent", ["inside", "starts"]), ("upos", UPOS), ("name", NAME),
        ("event", CATEGORY), ("statement", STATEMENT), ("position", STANCE),
        ("shift", SHIFT)]

TYPES = ["event", "statement", "position", "shift"]

ROLE = {
    "event": ["O", "B-actor", "I-actor", "B-recipient", "I-recipient",
              "B-place", "I-place"],
    "statement": ["O", "B-speaker", "I-speaker", "B-content", "I-content",
                  "B-addressee", "I-addressee", "I-cue"],
    "position": ["O", "B-holder", "I-holder", "B-what", "I-what", "B-term",
                 "I-term", "I-mark", "I-trigger"],
    "shift": ["O", "B-who", "I-who", "I-trigger"],
}

# Roles whose words are pooled for the anchor's attributes: role tags merged.
POOL = {
    "event": [[1, 2], [3, 4], [5, 6]],
    "statement": [[1, 2], [3, 4], [5, 6], [7]],
    "position": [[1, 2], [3, 4], [5, 6], [7], [8]],
    "shift": [[1, 2], [3]],
}

# Attributes of an anchor: (name, labels, independent yes/no each?)
ATTR = {
    "event": [("category", CATEGORY, False), ("mode", MODE, False),
              ("fact", FACT, True), ("ctx", CTX, True)],
    "statement": [("class", STATEMENT, False),
                  ("kind", STATEMENT_KIND, False), ("neg", ["neg"], True)],
    "position": [("stance", STANCE, False), ("kind", POSITION_KIND, False),
                 ("strength", STRENGTH, False), ("neg", ["neg"], True)],
    "shift": [("kind", SHIFT, False)],
}
TERM = [("relation", RELATION, False), ("must", MUST, False),
        ("waived", ["waived"], True), ("neg", ["neg"], True)]

CASE = ["lower", "upper", "title", "digit", "other"]
BEFORE = ["glued", "blank", "line break", "blank line or start of text"]

# Distance w - a of a word from the anchor: upper ends of the buckets.
BUCKET_ENDS = [-25, -17, -13, -9] + list(range(-8, 9)) + [12, 16, 24]
N_BUCKET = len(BUCKET_ENDS) + 1


def bucket(distance):
    """Index of the first bucket whose upper end is not below distance."""
    for i, end in enumerate(BUCKET_ENDS):
        if distance <= end:
            return i
    return len(BUCKET_ENDS)
