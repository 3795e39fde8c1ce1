"""Finds the value that a sentence states: after its verb, or the only value in it."""

from __future__ import annotations

import re

from verigen.verifiers.symbolic.extraction import MAX_LINE

MATHS = re.compile(
    r"\$\$([^$]{1,2000})\$\$|\$([^$\n]{1,2000})\$|\\\(((?:[^\\]|\\[^)]){1,2000})\\\)|\\\[((?:[^\\]|\\[^\]]){1,2000})\\\]"
)
_END = re.compile(r"\.(?=\s+[A-Z\\$*(]|\s*$)|[!?](?=\s+[A-Z])|\n|。")
_STATES = re.compile(
    r"(?<![A-Za-z\\])(?:is|are|was|were|equals?|equal to|becomes?|gives?|get|gets|obtain|yields?|has|have|as|be)(?![A-Za-z])\s*:?|:(?=\s)"
)
_EQUALS = re.compile(r"(?<![<>!\\])=")
_BEGINS = re.compile(
    r"(?:(?:exactly|just|only|about|approximately|equal to|simply|thus|then|therefore|now|also)\s+)*(?:[-+$\\(\[{|\d.√±€£\0]|[A-Za-z](?:_\w+)?\s*=|[A-Za-z](?![A-Za-z]))"
)
_AFTERTHOUGHT = re.compile(
    r",\s+(?:which|attained|achieved|reached|where|when|since|because|with|at|for|not|i\.e\.|rather|instead|or (?:about|approximately|roughly))\b.*$",
    re.DOTALL,
)
_NUMBER = re.compile(r"[$€£]?-?\d[\d,]*(?:\.\d+)?(?:/\d+)?(?:\s*(?:%|°|€|million\b|billion\b|percent\b))?")


def first(text: str) -> str:
    """Text up to the end of its first sentence. A full stop inside a number does not end a sentence."""
    if text.startswith(("$$", "\\[")):
        return text.partition("\n\n")[0]
    match = _END.search(text)
    return text[: match.start()] if match else text


def last(line: str) -> str:
    pieces = [piece.strip() for piece in _END.split(line) if piece.strip()]
    return pieces[-1] if pieces else ""


def is_prose(text: str) -> bool:
    """Whether a text has three words or more outside of formulas."""
    return len(re.findall(r"(?<![\\A-Za-z])[A-Za-z]{2,}", MATHS.sub(" ", text[:MAX_LINE]))) >= 3


def trimmed(sentence: str) -> str:
    """Sentence without an addition after a comma: which is ..., attained at ..., not ..."""
    return _AFTERTHOUGHT.sub("", sentence).strip()


def value(sentence: str) -> str:
    """Part of a sentence that states the value, or the whole sentence if no such part is found."""
    text = trimmed(sentence).replace("**", "")
    masked = MATHS.sub(lambda match: "\0" * len(match[0]), text)
    for verb in reversed(list(_STATES.finditer(masked))):
        rest = text[verb.end() :].strip()
        if names_value(rest) and _BEGINS.match(rest):
            return rest
    for sign in reversed(list(_EQUALS.finditer(masked))):
        if names_value(rest := text[sign.end() :].strip()):
            return rest
    return only_value(text, masked) or text


def names_value(text: str) -> bool:
    return bool(text) and (
        MATHS.search(text) is not None or re.search(r"\d|\\[a-zA-Z]|^\W*[A-Z]\W*$", text) is not None
    )


def only_value(text: str, masked: str) -> str | None:
    """Only formula of a sentence, or only number with the words after it: She has 12 apples left."""
    formulas = list(MATHS.finditer(text))
    if len(formulas) == 1 and not re.search(r"\d", masked):
        return text[formulas[0].start() :]
    numbers = list(_NUMBER.finditer(masked))
    if len(numbers) == 1 and not formulas:
        return text[numbers[0].start() :]
    return None
