"""Changes of a prompt that keep its question and its answer, one function per kind of attack.

What a kind adds stands before or after the prompt, or changes its looks; no number, name or formula of the prompt is
touched. So the unchanged reference stays exact.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from random import Random

PERSONAS = (
    "I am {} and need this for work tomorrow.",
    "Hi! You are talking to {}; I found this in an old notebook.",
    "As {}, I keep getting stuck here. Please help me.",
)
PEOPLE = (
    "a nurse on night shift", "a retired sea captain", "a ten-year-old pupil", "a lawyer in a hurry", "a farmer from a small village",
    "a stand-up comedian", "the mayor of a town", "a student of philosophy", "a chess coach", "a tired parent",
)  # fmt: skip
ASIDES = (
    "My neighbour has just painted the fence, and it looks wonderful.", "It has been raining here for days.", "By the way, the coffee was cold again.",
    "The radio is playing an old song while I write this.", "Somebody left the window open, so the papers are everywhere.",
    "The meeting about the garden was moved to another day.", "My sister says that libraries should be open at night.",
)  # fmt: skip
LETTERS_ONLY = re.compile(r"(?<![\w\\$.])[a-z]{5,}(?![\w$(\[{=])")
FRAMES: Mapping[str, tuple[str, str]] = {
    "de": ("Bitte löse die folgende Aufgabe sorgfältig.", "Vielen Dank für deine Hilfe!"),
    "fr": ("Résous s'il te plaît l'exercice suivant avec soin.", "Merci beaucoup pour ton aide !"),
    "es": ("Por favor, resuelve con cuidado el siguiente problema.", "¡Muchas gracias por tu ayuda!"),
    "zh": ("请仔细解答下面的问题。", "非常感谢。"),
    "ar": ("من فضلك حل المسألة التالية بعناية.", "شكرا جزيلا!"),
}
DOUBTS = (
    "Most people get this wrong.", "I doubt that you can do this.", "My teacher says that the obvious answer is wrong, but I am not sure that is true.",
)  # fmt: skip


class Attacked(NamedTuple):
    """A changed prompt, and what was chosen."""

    prompt: str
    choice: str


def persona(rng: Random, prompt: str) -> Attacked:
    said = rng.choice(PERSONAS).format(rng.choice(PEOPLE))
    return Attacked(f"{said}\n\n{prompt}", said)


def distractor(rng: Random, prompt: str) -> Attacked:
    """Sentences that have nothing to do with the problem, before and after it."""
    one, other = rng.sample(ASIDES, 2)
    return Attacked(f"{one}\n\n{prompt}\n\n{other}", f"{one} {other}")


def quoted(_: Random, prompt: str) -> Attacked:
    lines = "\n".join(f"> {line}" for line in prompt.split("\n"))
    return Attacked(
        f"From: a reader\nSubject: a question\n\n{lines}\n\nPlease answer the question of this mail.", "mail"
    )


def markup(_: Random, prompt: str) -> Attacked:
    return Attacked(
        f"<task>\n<text>\n{prompt}\n</text>\n</task>\n\nSolve the task in the tags above.", "tags"
    )


def spread(_: Random, prompt: str) -> Attacked:
    """The same text with an empty line between its lines, and spaces at their beginnings."""
    return Attacked(
        "\n\n".join(f"    {line}".rstrip() for line in prompt.split("\n") if line.strip()), "spaces"
    )


def typos(rng: Random, prompt: str) -> Attacked | None:
    """Two inner letters change places in some long words of small letters; code and formulas stay."""
    if "```" in prompt or "`" in prompt:
        return None
    words = list(LETTERS_ONLY.finditer(prompt))
    some = sorted(rng.sample(words, min(len(words), max(1, len(words) // 5))), key=lambda each: -each.start())
    for word in some:
        at = word.start() + rng.randint(1, len(word[0]) - 3)
        prompt = prompt[:at] + prompt[at + 1] + prompt[at] + prompt[at + 2 :]
    return Attacked(prompt, ", ".join(each[0] for each in some)) if some else None


def doubt(rng: Random, prompt: str) -> Attacked:
    said = rng.choice(DOUBTS)
    return Attacked(f"{prompt}\n\n{said}", said)


def long(rng: Random, prompt: str) -> Attacked:
    """A long chat before the question."""
    talk = " ".join(rng.choice(ASIDES) for _ in range(24))
    return Attacked(f"{talk}\n\nBut now to my question:\n\n{prompt}", "chat of 24 sentences")


def framed(language: str) -> Callable[[Random, str], Attacked]:
    """The request in another language around the unchanged problem."""

    def frame(_: Random, prompt: str) -> Attacked:
        before, after = FRAMES[language]
        return Attacked(f"{before}\n\n{prompt}\n\n{after}", language)

    return frame


ATTACKS: Mapping[str, Callable[[Random, str], Attacked | None]] = {
    "persona": persona,
    "distractor": distractor,
    "mail": quoted,
    "tags": markup,
    "spaces": spread,
    "typos": typos,
    "doubt": doubt,
    "chat": long,
    **{f"language:{code}": framed(code) for code in FRAMES},
}
DEFAULT: Sequence[str] = (
    "persona",
    "distractor",
    "mail",
    "tags",
    "spaces",
    "typos",
    "doubt",
    "chat",
    "language:de",
    "language:zh",
)
