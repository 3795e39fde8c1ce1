"""Checks of what a reply says: keywords, languages, beginnings and ends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verigen.verifiers.instruct import counting

if TYPE_CHECKING:
    from verigen.domains.instruct.reference import InstructCheck

LEAST_LETTERS = 20  # a shorter text has no language


def keywords(check: InstructCheck, text: str) -> bool | None:
    """All words occur; a word that occurs only inside others leaves it open."""
    found = [counting.occurrences(text, word) for word in check.words]
    if all(span.low for span in found):
        return True
    return None if all(span.high for span in found) else False


def keyword_count(check: InstructCheck, text: str) -> bool | None:
    return counting.meets(check, counting.occurrences(text, check.text))


def forbidden(check: InstructCheck, text: str) -> bool:
    return not any(counting.occurrences(text, word).low for word in check.words)


def letter_count(check: InstructCheck, text: str) -> bool | None:
    return counting.meets(check, counting.letters(text, check.text))


def language(check: InstructCheck, text: str) -> bool | None:
    """Whether the text is in the language `text`; None for a text that is too short, or without py3langid."""
    bare = re.sub(r"```.*?```|https?://\S+", " ", text, flags=re.DOTALL)
    if sum(each.isalpha() for each in bare) < LEAST_LETTERS:
        return None
    try:
        import py3langid
    except ImportError:
        return None
    told: str = py3langid.classify(bare.lower())[0]
    return told == check.text


def starts(check: InstructCheck, text: str) -> bool:
    return _bare(text).startswith(_bare(check.text))


def ends(check: InstructCheck, text: str) -> bool:
    return _bare(text).endswith(_bare(check.text))


def quoted(_: InstructCheck, text: str) -> bool:
    said = text.strip().replace("“", '"').replace("”", '"')
    return len(said) > 1 and said[0] == said[-1] == '"'


def postscript(check: InstructCheck, text: str) -> bool | None:
    """A line begins with the mark and goes on; inside a line it leaves it open."""
    mark = r"\s*".join(re.escape(each) for each in check.text.replace(" ", "")) + r".*\w"
    if re.search(rf"^[\s*_]*{mark}", text, re.IGNORECASE | re.MULTILINE):
        return True
    return None if re.search(rf"(?<!\w)(?<!\w\.){mark}", text, re.IGNORECASE) else False


def placeholders(check: InstructCheck, text: str) -> bool | None:
    return counting.meets(check, len(re.findall(r"\[[^\[\]\n]+\]", text)))


def choice(check: InstructCheck, text: str) -> bool:
    """The reply is one of the choices, and nothing else."""
    return _bare(text).rstrip(".!") in {_bare(each).rstrip(".!") for each in check.words}


def repeated(check: InstructCheck, text: str) -> bool:
    """The reply begins with the request, word for word, and goes on after it."""
    said, wanted = _bare(text), _bare(check.text)
    return said.startswith(wanted) and bool(re.search(r"\w", said[len(wanted) :]))


def first_word(check: InstructCheck, text: str) -> bool | None:
    """So many paragraphs, and the one at `place` begins with a word."""
    blocks = [each for each in re.split(r"\n\s*\n", text.strip()) if re.search(r"\w", each)]
    if len(blocks) != check.count:
        return False
    first = re.search(r"[\w'’-]+", blocks[check.place - 1])  # noqa: RUF001
    return first is not None and first[0].casefold() == check.text.casefold()


def _bare(text: str) -> str:
    """Without case, quotation marks around it, marks of emphasis and double spaces."""
    return " ".join(text.replace("*", "").strip().strip('"“”').split()).casefold()
