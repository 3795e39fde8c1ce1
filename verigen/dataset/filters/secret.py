"""Finds credentials: keys of known forms, and passwords or tokens that the text says are such."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.core.findings import masked
from verigen.dataset.filters import reading
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
    )
)
NAMED = frozenset(
    "pgpa dbpa mysq smtp ftpp root admi pw jses phps cook csrf pass pwd secr api apik acce auth clie priv toke bear sess logi refr cred kenn mot cont senh wach".split()
)
WIDE = re.compile(r"[\w+/=.:@~-]{16}")
WORDY = re.compile(r"[A-Za-z]+(?:[-_'][A-Za-z]+)*[.!?:)]*")
CALL = re.compile(r"[()\[\]{}<>\\|]|::|\.\w+\(|^\$|^[\d.,/*+^=-]+$|^https?://(?![^/@\s]*:[^/@\s]*@)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """Keys of known forms, private keys, tokens and passwords.

    Documented example keys, placeholders, and what the problem itself states are none. `bits` is the least
    entropy per character of a password or token that the text names as such.
    """

    bits: float = 2.8
    version: str = "2"

    def find(self, graded: Graded) -> Sequence[Finding]:
        read = reading.of(graded)
        found: list[Finding] = []
        for start, end, label in [*_formed(read), *_said(read, self.bits)]:
            if all(end <= one.start or start >= one.end for one in found):
                shown = masked(read.text, start, end)
                found.append(read.finding("secret", start, end, label=label, shown=shown))
        return sorted(found, key=lambda one: one.start)


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
