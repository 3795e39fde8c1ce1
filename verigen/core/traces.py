r"""Splits a completion into its trace (the thinking) and its reply (the rest).

Known forms: `<think>...</think>` and `<thinking>...</thinking>`; the closing tag alone, because R1-Distill's
and Qwen's templates put the opening one into the prompt; `<|begin_of_thought|>...<|end_of_thought|>`
(OpenThoughts); the channels of gpt-oss (`<|channel|>analysis ... <|channel|>final<|message|>`);
`[THINK]...[/THINK]` (Magistral); `<seed:think>...</seed:think>`.
"""

from __future__ import annotations

from typing import NamedTuple

PAIRS = (
    ("<think>", "</think>"),
    ("<thinking>", "</thinking>"),
    ("<|begin_of_thought|>", "<|end_of_thought|>"),
    ("[THINK]", "[/THINK]"),
    ("<seed:think>", "</seed:think>"),
    ("<|channel|>analysis<|message|>", "<|channel|>final<|message|>"),
)
WRAPPERS = ("<|begin_of_solution|>", "<|end_of_solution|>", "<|end|>", "<|return|>", "<|start|>assistant")


class Parts(NamedTuple):
    """The parts of a completion; `trace` is None without thinking, `closed` is False if it never ends."""

    trace: str | None
    reply: str
    closed: bool


def split(text: str) -> Parts:
    """Split a completion. The last closing tag ends the thinking; an unclosed one leaves no reply."""
    for opening, closing in PAIRS:
        end = text.rfind(closing)
        if end >= 0:
            return Parts(_bare(text[:end], opening), _unwrap(text[end + len(closing) :]), closed=True)
    for opening, _ in PAIRS:
        head = text.lstrip()
        if head.startswith(opening):
            return Parts(head[len(opening) :].strip(), "", closed=False)
    return Parts(None, _unwrap(text), closed=True)


def _bare(head: str, opening: str) -> str:
    return _unwrap(head.strip().removeprefix(opening))


def _unwrap(text: str) -> str:
    if "<|" in text:
        for mark in WRAPPERS:
            text = text.replace(mark, "")
    return text.strip()


def finished(text: str, finish: str) -> bool:
    """Whether the teacher stopped by itself, closed its thinking and wrote a reply."""
    if finish != "stop":
        return False
    parts = split(text)
    return parts.closed and bool(parts.reply)
