"""Reads chat templates for the engines: their text, and whether they open a thought themselves."""

from __future__ import annotations

from pathlib import Path

from verigen.core.errors import UserError
from verigen.core.traces import PAIRS


def read_template(path: str) -> str | None:
    """The text of a template's file; None for no path."""
    if not path:
        return None
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"can't read the chat template {path}: {error}") from error


def thought_opened(prompt: str) -> str:
    """The think tag at the end of a prompt, with the white space after it; empty where there is none."""
    bare = prompt.rstrip()
    tag = next((opening for opening, _ in PAIRS if bare.endswith(opening)), None)
    return "" if tag is None else prompt[len(bare) - len(tag) :]
