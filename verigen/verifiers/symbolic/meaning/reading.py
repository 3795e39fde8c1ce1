"""Reads the text of an answer into all of its possible meanings, most likely first."""

from __future__ import annotations

import re
from functools import lru_cache

from verigen.verifiers.symbolic.meaning import choices, conditions, spelled, words
from verigen.verifiers.symbolic.meaning.convert import meaning
from verigen.verifiers.symbolic.meaning.times import clock, date, ratio
from verigen.verifiers.symbolic.parsing.clean import clean
from verigen.verifiers.symbolic.parsing.parser import parse
from verigen.verifiers.symbolic.parsing.trailers import cut
from verigen.verifiers.symbolic.parsing.tree import Node, Op, Sym, Text, Unreadable, num, replace, walk
from verigen.verifiers.symbolic.parsing.vocabulary import FUNCTIONS, NAMES

MAX_LENGTH = 10_000
MAX_PHRASE = 200  # characters of an answer in words
GROUP = 3  # digits of a group of thousands
TAIL = 100  # characters at the end in which a closing full stop or space is removed
_INTEGER = re.compile(r"-?[0-9]{1,15}")
_SHELL = re.compile(r"^\s*(?:\$\$?|\\\(|\\\[)(.*?)(?:\$\$?|\\\)|\\\])\s*$", re.DOTALL)
_TEXT = re.compile(r"\\(?:text|mathrm|textrm|mbox|rm|textbf|textit)\s*\{([^{}]*)\}")
_THOUSANDS = re.compile(r"[0-9],[0-9]{3}(?![0-9])")
_PAIR = re.compile(r"^\s*(?:\\left)?[(\[]\s*-?[0-9]{1,3},-?[0-9]{3}\s*(?:\\right)?[)\]]\s*$")
_ZERO_GROUP = re.compile(r",0[0-9]{2}")
_PROSE = re.compile(r"[A-Za-z]{3}|[^\W\d_\x00-\x7f]")
_MAPS = re.compile(r"^([a-zA-Z])\s*(?::|\\colon)\s*([a-zA-Z])\s*(?:\\mapsto|\\to|\\rightarrow)(?![a-zA-Z])")
_SPOKEN = re.compile(r"[A-Za-z]{3,}(?:[ -][A-Za-z]+)+")
_TWICE = re.compile(r"^(?:\\text\s*\{)?\s*([A-Za-z][A-Za-z -]{2,60}?)\s*\((\d{1,9})\)\s*\}?$")
_COUNTS = re.compile(
    r"(?:\{\})?[_^]\{?(?P<n1>\d{1,4})\}?\s*(?:\\(?:text|mathrm)\s*\{)?(?P<h1>[CP])\}?\s*_\{?(?P<k1>\d{1,4})\}?"
    r"|(?<![\w\\])(?P<h2>[CP])\((?P<n2>\d{1,4}),\s*(?P<k2>\d{1,4})\)"
    r"|(?<![\w.])(?P<n3>\d{1,4})\s?(?P<h3>[CP])\s?(?P<k3>\d{1,4})(?![\w.])"
    r"|(?<![\w\\])(?P<h4>[CA])_\{?(?P<n4>\d{1,4})\}?\^\{?(?P<k4>\d{1,4})\}?"
)
_CALLED_OUT = re.compile(r"((?:[A-Za-z]{2,},?\s+)*[A-Za-z]{4,})\s*!+")  # words, no factorial
_OTHERS = frozenset("ABCDEFGHJKLMNOPQRSTUVWXYZi")
_FORMULA_WORDS = frozenset({*FUNCTIONS, *NAMES})
_ARTICLE = re.compile(r"^(?:[Aa]n?|[Tt]he)\s+(?=[a-z]{3,}[a-z ,'-]*$)")
_CURRENCY_BEHIND = r"\s*(?:\\?[%$]|[€£]|\\(?:text|mathrm)\{[^{}]*\}|[a-zA-Z^2-3²³ ]*)\s*\.?"
_DECIMAL_COMMA = re.compile(rf"([-+]?\s*[0-9]+),([0-9]+)({_CURRENCY_BEHIND})")
_LEADING = re.compile(
    r"^(?:\s|[=:,;](?!=)|\\(?:therefore|Rightarrow|implies|Longrightarrow|because|quad|qquad)(?![a-zA-Z])|\\[,;:! ])+"
)
_TRAILING = re.compile(r"(?:\s|\\[,;:! ]|\.(?![.0-9])|~|,|(?<!\\)\\{1,2}$)+$")


@lru_cache(maxsize=512)
def read(text: str) -> tuple[Node, ...]:
    """Possible meanings of an answer. Raises Unreadable with the part that could not be read."""
    if _INTEGER.fullmatch(text):  # most answers; the rest takes ten times as long
        return (num(int(text)),)
    return understood(text)


def understood(text: str) -> tuple[Node, ...]:
    """The same for any text."""
    if len(text) > MAX_LENGTH:
        raise Unreadable(f"an answer of more than {MAX_LENGTH} characters")
    plain = tidy(text)
    if not plain:
        raise Unreadable("an empty answer")
    plain = spoken_twice(plain)
    time = clock(plain)
    ways = (time, ratio(time), date(plain), choices.choice(plain, read), spoken(plain))
    found = [node for node in ways if node is not None]
    if found:
        return tuple(found)
    plain = (len(plain) < MAX_PHRASE and conditions.inequality(plain)) or cut(plain) or plain
    counted = _COUNTS.sub(combination, plain)
    return tuple(formulas(plain) if counted == plain else both(plain, counted))


def spoken(plain: str) -> Node | None:
    """Number in words: forty-two. None for one word that is no number by itself, such as `third`."""
    if not _SPOKEN.fullmatch(plain) or (value := spelled.number(plain)) is None:
        return None
    return num(value)


def spoken_twice(plain: str) -> str:
    """Digits of `twelve (12)` if both are one number, otherwise the text unchanged."""
    match = _TWICE.match(plain)
    return match[2] if match and spelled.number(match[1]) == int(match[2]) else plain


def both(plain: str, counted: str) -> list[Node]:
    """Meanings of C(10, 3): a binomial coefficient, and a labelled point or name if it can be one."""
    try:
        return [*formulas(counted), *formulas(plain)]
    except Unreadable:
        return formulas(counted)


def combination(match: re.Match[str]) -> str:
    """Binomial or falling factorial for the notations of combinations: C(n,k), nCk, C_n^k, P(n,k)."""
    for at in "1234":
        if match[f"n{at}"] is not None:
            n, k, head = match[f"n{at}"], match[f"k{at}"], match[f"h{at}"]
            break
    if int(k) > int(n):
        return match[0]
    return f"\\binom{{{n}}}{{{k}}}" if head == "C" else f"\\frac{{{n}!}}{{({n}-{k})!}}"


def tidy(text: str) -> str:
    """Text without surrounding dollar signs, markdown stars and a closing full stop."""
    plain = clean(text).strip()
    shell = _SHELL.match(plain) if plain[:1] in "$\\" else None
    if shell and "$" not in shell[1] and "\\(" not in shell[1]:
        plain = shell[1].strip()
    plain = _MAPS.sub(r"\1(\2)=", _LEADING.sub("", plain.strip("*`")))
    if len(plain) < MAX_PHRASE:
        plain = without_article(_CALLED_OUT.sub(r"\1", plain) if plain.endswith("!") else plain)
    if len(plain) > 2 and plain[0] == plain[-1] == "_":
        plain = plain[1:-1].strip()
    if len(plain) > 1 and plain[0] == plain[-1] and plain[0] in "\"'":
        plain = plain[1:-1].strip()
    return (plain[:-TAIL] + _TRAILING.sub("", plain[-TAIL:])).strip()


def without_article(plain: str) -> str:
    """Words without a leading article. The a in `a sin x` is a coefficient."""
    match = _ARTICLE.match(plain)
    said = frozenset(plain[match.end() :].split()) if match else frozenset()
    return plain if match is None or said & _FORMULA_WORDS else plain[match.end() :]


def formulas(plain: str) -> list[Node]:
    """Meanings of a formula. A comma as in 1,000 gives one number, a list of two, or both."""
    readings = [True]
    if _THOUSANDS.search(plain):
        readings = [False] if _PAIR.match(plain) else [True] if _ZERO_GROUP.search(plain) else [True, False]
    found: list[Node] = []
    trouble: Unreadable | None = None
    for thousands in readings:
        try:
            found += meanings(parse(plain, thousands=thousands))
        except Unreadable as reason:
            trouble = trouble or reason
    if found:
        return found + decimal(plain)
    if trouble and readings == [True] and _THOUSANDS.search(plain):
        return [meaning(parse(plain, thousands=False))]
    return [prose(plain, trouble)]


def meanings(tree: Node) -> list[Node]:
    """Meanings of a tree. Braces without a backslash are invisible in LaTeX: {1, 3} is a set or a list.

    A capital I without other capitals may also be the imaginary unit.
    """
    said = meaning(tree)
    found = [said]
    if isinstance(tree, Op) and tree.head == "{}" and isinstance(said, Op):
        found.append(Op("list", said.args))
    if Sym("I") in walk(said) and not any(
        isinstance(part, Sym) and part.name in _OTHERS for part in walk(said)
    ):
        found.append(replace(said, {"I": Sym("i")}))
    return found


def decimal(plain: str) -> list[Node]:
    """Meaning of 2,74 as a decimal number of another language. With three decimals it stays undecided."""
    match = _DECIMAL_COMMA.fullmatch(plain)
    if match is None:
        return []
    whole, decimals, unit = match.groups()
    value = meaning(parse(f"{whole}.{decimals}{unit}"))
    clear = len(decimals) != GROUP or whole.strip("+- ") == "0"
    return [value if clear else Op("perhaps", (value,))]


def prose(plain: str, trouble: Unreadable | None) -> Node:
    """Meaning of plain words that are not a formula. Raises Unreadable for anything else."""
    bare = _TEXT.sub(r"\1", plain)
    if trouble is None or not _PROSE.search(bare) or re.search(r"[\\^_{}=<>]", bare):
        raise trouble or Unreadable("an answer without content")
    letters = sum(sign.isalpha() or sign.isspace() or sign in "'-.,()" for sign in bare)
    if letters < 0.8 * len(bare) or re.search(r"\d", bare):
        raise trouble
    return meaning(Text(words.plain(bare)))
