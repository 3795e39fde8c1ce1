"""Compares answers in words: case, articles and punctuation aside, with a few words that mean the same."""

from __future__ import annotations

import re

from verigen.verifiers.symbolic.tree import Node, Op, Sym, Text, num

_NUMBERS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
_SAME = {
    "true": "yes", "false": "no", "dne": "undefined", "does not exist": "undefined", "not defined": "undefined",
    "d n e": "undefined", "limit does not exist": "undefined", "doesn't exist": "undefined", "not exist": "undefined",
    "infinitely many": "infinite", "infinitely many solutions": "infinite", "infinite solutions": "infinite",
    "infinite number of solutions": "infinite", "infinite many": "infinite", "infinity many": "infinite",
    "impossible": "not possible", "cannot be determined": "undetermined", "can't be determined": "undetermined",
    "cannot determine": "undetermined", "not enough information": "undetermined", "neither of them": "neither",
}  # fmt: skip
_EMPTY = frozenset(
    [
        "no solution",
        "no solutions",
        "none",
        "no real solution",
        "no real solutions",
        "empty set",
        "no real roots",
        "no such number",
        "there is no solution",
        "there are no solutions",
        "no values",
        "no value",
        "there are no real solutions",
        "null set",
        "no real numbers",
    ]
)
_REALS = frozenset(
    [
        "all real numbers",
        "all reals",
        "any real number",
        "all real",
        "reals",
        "real numbers",
        "every real number",
        "all real values",
    ]
)
_COMMENT = re.compile(
    r"\s*\(?\s*(?:where|when|for|if|with|since|because|such|as|given|assuming|respectively|approx|approximately|exactly|exact|rounded|only|in total|total|solutions?|roots?|"
    r"units?|answer|i\.e|or so|are|is)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:(?:option|choice|answer|part|case|the answer is|answer is)\b[\s:]*)+", re.IGNORECASE
)
_LETTERS = re.compile(r"\(?[A-Z]\)?(?:(?:,| and|, and| or|,? &) \(?[A-Z]\)?)+")
_ARTICLE = re.compile(r"\b(?:a|an|the)\b ")


def plain(text: str) -> str:
    """Lower case without punctuation, articles and labels such as `option`."""
    lower = re.sub(r"[^\w\s'$%]", " ", text.lower().replace("\\", " ")).replace("_", " ")
    lower = _LABEL.sub("", " ".join(lower.split()))
    short = _ARTICLE.sub("", lower + " ").strip()
    return _SAME.get(short or lower, short or lower)


def meaning(node: Text) -> Node:
    """A number word, the empty set, all real numbers, infinity, or the words themselves."""
    said = plain(node.words)
    if _LETTERS.fullmatch(node.words):
        return Op("list", tuple(Sym(letter) for letter in re.findall(r"\b[A-Z]\b", node.words)))
    if said in _NUMBERS:
        return num(_NUMBERS.index(said))
    if said in _EMPTY:
        return Op("set", ())
    if said in _REALS:
        return Sym("RR")
    if said in ("infinity", "positive infinity"):
        return Sym("oo")
    return Text(said)


def is_comment(words: str) -> bool:
    return bool(_COMMENT.match(words))


def letters(node: Node) -> str | None:
    """What a product of variables spells, where it is nothing else."""
    if isinstance(node, Sym):
        return node.name
    if (
        isinstance(node, Op)
        and node.head in ("mul", "list", "apply")
        and all(isinstance(arg, Sym) for arg in node.args)
    ):
        return "".join(arg.name for arg in node.args if isinstance(arg, Sym))
    return None
