"""Texts that others wrote: translations in message catalogues, and docstrings of installed packages."""

from __future__ import annotations

import ast
import gettext
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from random import Random

CODES = {"de", "fr", "es", "it", "pt", "pt_BR", "nl", "pl", "sv", "da", "nb", "fi", "cs", "hu", "ro", "tr", "id", "vi", "ru", "uk", "bg", "el", "he", "ar", "fa", "hi", "bn", "ta", "th", "zh_Hans", "zh_CN", "zh_TW", "ja", "ko", "hr", "sk", "sl", "ca", "lt", "lv", "et"}  # fmt: skip
MARKS = re.compile(r"[%{}<>&\\|=\[\]_]|https?:|\d{3}")
LEAST = 28  # letters of a sentence that is used


def translated(folder: Path, random: Random, count: int) -> Iterator[tuple[str, str]]:
    """Translated sentences without placeholders, with the code of their language."""
    paths = sorted(path for path in folder.rglob("*.mo") if path.parts[-3] in CODES)
    random.shuffle(paths)
    for path in paths[:count]:
        with path.open("rb") as file:
            rows = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
        said = sorted(
            {
                text
                for key, text in rows.items()
                if key and text != key and _fit(text) and _fit(key if isinstance(key, str) else key[0])
            }
        )
        if said:
            yield path.parts[-3], " ".join(random.choice(said).split())


def _fit(text: str) -> bool:
    dense = sum("\u3040" <= char <= "\ud7af" for char in text)
    return (
        not MARKS.search(text)
        and sum(map(str.isalpha, text)) + 2 * dense >= LEAST
        and " " in text.strip() + " " * (dense > 0)
    )


def documented(folder: Path, random: Random, count: int) -> Iterator[tuple[str, str]]:
    """Paragraphs of docstrings, with the file each stands in."""
    paths = sorted(folder.rglob("*.py"))
    random.shuffle(paths)
    for path in paths[: 2 * count]:
        try:
            tree = ast.parse(path.read_text(encoding="utf-8"))
        except (SyntaxError, UnicodeDecodeError, ValueError):
            continue
        nodes = [
            node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module)
        ]
        parts = [part.strip() for node in nodes for part in (ast.get_docstring(node) or "").split("\n\n")]
        prose = [part for part in parts if len(part) > 60 and "@" not in part and "::" not in part]
        if prose:
            yield path.name, random.choice(prose)
