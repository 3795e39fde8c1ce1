"""The forms of common verbs: `buys` and `bought` from `buy`, and back."""

from __future__ import annotations

from functools import cache

REGULAR = """add answer attend bake bring call carry catch charge clean climb close collect complete cook count cover create
    deliver decorate donate drop earn enter finish fold gain gather harvest hire include hold invite jump lift kill knit learn load make manage need offer
    open order own pack paint pick place plant play pour prepare produce purchase receive record remove rent save score
    serve sew ship spot start stuff taste trap use visit wait walk want walk wash watch water weigh work wrap use call park visit practice gain juggle harvest bike travel hike jog type sketch pet groom repair assemble produce""".split()
IRREGULAR = {
    "bake": "baked", "bring": "brought", "build": "built", "buy": "bought", "catch": "caught", "dig": "dug", "do": "did", "draw": "drew",
    "drink": "drank", "drive": "drove", "eat": "ate", "feed": "fed", "find": "found", "get": "got", "give": "gave", "grow": "grew",
    "have": "had", "hide": "hid", "hold": "held", "keep": "kept", "lay": "laid", "leave": "left", "lose": "lost", "make": "made", "pay": "paid", "read": "read",
    "ride": "rode", "run": "ran", "see": "saw", "sell": "sold", "send": "sent", "spend": "spent", "swim": "swam", "take": "took",
    "throw": "threw", "win": "won", "write": "wrote",
}  # fmt: skip
DOUBLED = frozenset(("drop", "knit", "plan", "ship", "spot", "trap", "wrap"))


def third(verb: str) -> str:
    """`he` with this verb: has, carries, washes."""
    if verb == "have":
        return "has"
    if verb[-1] == "y" and verb[-2] not in "aeou":
        return f"{verb[:-1]}ies"
    return verb + ("es" if verb.endswith(("s", "x", "ch", "sh", "o")) else "s")


def past(verb: str) -> str:
    if verb in IRREGULAR:
        return IRREGULAR[verb]
    if verb in DOUBLED:
        return f"{verb}{verb[-1]}ed"
    if verb[-1] == "y" and verb[-2] not in "aeou":
        return f"{verb[:-1]}ied"
    return verb + ("d" if verb.endswith("e") else "ed")


@cache
def known() -> frozenset[str]:
    return frozenset((*REGULAR, *IRREGULAR))


@cache
def asked() -> dict[str, tuple[str, str]]:
    """The auxiliary and the verb of a question, by the form in a statement: `bought` is `did` and `buy`."""
    forms = {verb: ("do", verb) for verb in known()}
    forms |= {third(verb): ("does", verb) for verb in known()}
    return {past(verb): ("did", verb) for verb in known() if past(verb) != verb} | {
        form: found for form, found in forms.items() if form != "read"
    }
