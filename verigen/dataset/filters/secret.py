"""Finds credentials: keys of known forms, and passwords or tokens that the text says are such."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.core.findings import masked
from verigen.dataset.filters import letters, messages, reading
from verigen.dataset.filters.keys import BODY, EXAMPLES, FORMS, PLACEHOLDER
from verigen.dataset.filters.randomness import classes, entropy, sequential
from verigen.dataset.filters.screen import watch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.findings import Finding
    from verigen.core.graded import Graded
    from verigen.dataset.filters.reading import Reading

NUMBERS = frozenset(form.watched.number for form in FORMS)
HINTS = re.compile("|".join(sorted({re.escape(form.hint) for form in FORMS})))
NAMES = (
    r"(?:pg|db|mysql|smtp|ftp|root|admin)?pass(?:word|wd|phrase|code)s?|pwd?|secret(?:[ _-]?key)?|api[ _-]?(?:key|token|secret)s?|access[ _-]?(?:key|token)s?|"
    r"auth(?:[ _-]?(?:key|token))?|client[ _-]?secret|private[ _-]?key|(?:bearer|session|login|secret|refresh)[ _-]?token|token|"
    r"credentials?|jsessionid|phpsessid|session[ _-]?(?:id|cookie|key)|csrf[ _-]?token|cookie|kennwort|passwort|mot de passe|contrase\u00f1a|senha|wachtwoord|has\u0142o|"
    r"\u043f\u0430\u0440\u043e\u043b\u044c|\u5bc6\u7801|\u30d1\u30b9\u30ef\u30fc\u30c9"
)
VALUE = r"(?P<quote>[\"'`\u201c\u2018]?)(?P<value>[^\s\"'`\u201d\u2019,;]{6,200})"
LINK = r"(?:[\"'`]?\s*(?::=|=>|[:=])\s*|[\"'`]?\s+(?:is|was|are|ist|lautet|est|es|\u00e9|set to|being|to)\s*:?\s+)"
SAID = tuple(
    watch(re.compile(pattern, re.IGNORECASE))
    for pattern in (
        rf"(?<![a-z])(?P<name>{NAMES})(?![a-z])(?P<between>[^.!?\n]{{0,50}}?){LINK}{VALUE}",
        rf"(?<![a-z])(?P<name>{NAMES})\s+{VALUE}",
        rf"{VALUE}[\"'`]?\s+(?:is|was)\s+(?:the|my|our|his|her|their)\s+(?:\w+\s+){{0,2}}(?P<name>{NAMES})",
        rf"(?:with|using|use|enter|type|by)\s+{VALUE}[\"'`]?\s+(?:as|for)\s+(?:(?:the|my|our|your|his|her|their|a)\s+)?(?:\w+\s+)?(?P<name>{NAMES})",
    )
)
TOLD = re.compile(
    r"\b(?:[\w-]*(?:key|token|secret|password|passwd|credentials?|auth\w*|login)|export|authenticat\w*|authoriz\w*|bearer|header|use|using|log ?in|sign in|access|account|bucket|webhook|licen[cs]e|registr\w*|client|api|schl\u00fcssel|cl\u00e9|clave|chiave)\b",
    re.IGNORECASE,
)
RANDOM = watch(
    re.compile(r"(?<![\w/.~+=@\\-])(?=[A-Za-z0-9_~.+/=-]{0,40}\d)[A-Za-z0-9][A-Za-z0-9_~.+/=-]{16,300}")
)
SWITCH = re.compile(r"(?<=[a-z])[A-Z0-9]|(?<=[A-Z])[a-z0-9]|(?<=[0-9])[A-Za-z]")
WORDS = re.compile(r"[A-Za-z]{3,}")
UUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
DIGEST = re.compile(
    r"(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})", re.IGNORECASE
)
NAMED_KEY = re.compile(
    r"(?:key|token|secret|password|credentials?)s?\W{0,6}(?:(?:is|was|of|to|set|for)\W{1,3}){0,3}$",
    re.IGNORECASE,
)
NAMED = frozenset(
    "pgpa dbpa mysq smtp ftpp root admi pw jses phps cook csrf pass pwd secr api apik acce auth clie priv toke bear sess logi refr cred kenn mot cont senh wach".split()
)
BITS = 2.8  # least entropy per character of a password or token that the text names as such
RANDOM_BITS = 3.0  # entropy per character
UNNAMED = 20  # characters of a string that the text does not call a key
WIDE = re.compile(r"[\w+/=.:@~-]{16}")
WORDY = re.compile(r"[A-Za-z]+(?:[-_'][A-Za-z]+)*[.!?:)]*")
CALL = re.compile(r"[()\[\]{}<>\\|]|::|\.\w+\(|^\$|^[\d.,/*+^=-]+$|^https?://(?![^/@\s]*:[^/@\s]*@)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """Keys of known forms, private keys, tokens and passwords.

    Documented example keys, placeholders, and what the problem itself states are none. `bits` is the least
    entropy per character of a password or token that the text names as such.
    """

    bits: float = BITS
    version: str = "5"
    roles = messages.ALL | messages.QUESTION

    def find(self, graded: Graded) -> Sequence[Finding]:
        read = reading.of(graded)
        return [
            read.finding("secret", start, end, label=label, shown=masked(read.veiled, start, end))
            for start, end, label in spans(read, self.bits)
        ]


def spans(read: Reading, bits: float = BITS) -> list[tuple[int, int, str]]:
    """Where keys, passwords and tokens stand, in order, none over another."""
    found: list[tuple[int, int, str]] = []
    for start, end, label in (*_formed(read), *_said(read, bits), *_random(read)):
        if all(end <= first or start >= last for first, last, _ in found):
            found.append((start, end, label))
    return sorted(found)


def _formed(read: Reading) -> Iterator[tuple[int, int, str]]:
    if read.impossible >= NUMBERS:
        return
    forms = [form for form in FORMS if read.may(form.watched)]
    if not (WIDE.search(read.text) or "PRIVATE KEY" in read.text) or not HINTS.search(read.text):
        return
    for form in forms:
        if form.hint not in read.text:
            continue
        for match in read.found(form.watched):
            start, end = match.span(match.lastindex or 0)
            value = read.text[start:end]
            if not _harmless(value, read) and entropy(value[-40:]) >= form.bits:
                yield start, end, form.label


def _said(read: Reading, bits: float) -> Iterator[tuple[int, int, str]]:
    """What the text calls a password, a token or a key."""
    watched = [each for each in SAID if read.may(each)]
    if not watched or (read.quick and read.stems.isdisjoint(NAMED)):
        return
    for match in (found for each in watched for found in read.found(each)):
        start, value = match.start("value"), match["value"].rstrip(".!?:)")
        if _looks_secret(value, bits, quoted=bool(match["quote"])) and not _harmless(value, read):
            yield start, start + len(value), "password" if _is_word(match["name"]) else "token"


def _random(read: Reading) -> Iterator[tuple[int, int, str]]:
    """Strings of no known form that look drawn at random, where the text speaks of keys or of using them."""
    for match in read.found(RANDOM):
        value = match.group().rstrip(".=") or match.group()
        before = read.text[max(0, match.start() - 45) : match.start()].rpartition("\n\n")[2]
        if not TOLD.search(before) or _harmless(value, read) or sequential(value):
            continue
        named = NAMED_KEY.search(before.rstrip(" \"'`=:")) is not None
        if not named and (UUID.fullmatch(value) or DIGEST.fullmatch(value)):
            continue
        if _drawn(value, named=named) or UUID.fullmatch(value):
            yield match.start(), match.start() + len(value), "token"


def _drawn(value: str, *, named: bool) -> bool:
    """Whether letters and digits change places as they do by chance. `named`: the text calls it a key."""
    if sum(map(str.isdigit, value)) < 2 or entropy(value) < RANDOM_BITS or "//" in value:
        return False
    if any(word.lower() in letters.english() for word in WORDS.findall(value) if len(word) > 4):
        return False
    return len(SWITCH.findall(value)) * (6 if named else 4) >= len(value) and (named or len(value) >= UNNAMED)


def _is_word(name: str) -> bool:
    return name.lower().startswith(("pass", "pwd", "kennw", "mot", "contra", "senha", "wachtw"))


def _looks_secret(value: str, bits: float, *, quoted: bool) -> bool:
    """Whether characters of several classes are mixed in a way that no word, number or code is."""
    if len(value) < 6 or CALL.search(value) or WORDY.fullmatch(value) or sequential(value):
        return False
    if entropy(value) < bits or "://" in value:
        return False
    mixed = classes(value)
    return mixed >= 3 or (
        mixed == 2 and (len(value) >= 16 or (quoted and len(value) >= 10)) and any(map(str.isdigit, value))
    )


def _harmless(value: str, read: Reading) -> bool:
    """A documented example, a placeholder, or a part of the problem's own text."""
    return (
        value in EXAMPLES
        or bool(PLACEHOLDER.search(value))
        or value in read.prompt
        or bool(BODY.search(value) is None and value.startswith("-----BEGIN"))
    )
