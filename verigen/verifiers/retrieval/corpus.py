"""Streams the passages of a corpus: a folder of text and Markdown files, or JSON Lines."""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections import Counter
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from verigen.core.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXTS, ROWS = frozenset({".txt", ".md", ".markdown", ".rst"}), frozenset({".jsonl", ".ndjson"})
COLUMNS = ("text", "passage", "contents", "content", "body")
IDS = ("_id", "id", "docid", "doc_id", "pid")
WORDS = 160  # of a passage that is made from paragraphs; a longer paragraph stays whole up to LONGEST
LONGEST = 20_000  # characters of a passage
MANY, LOOK_S = 1000, 60.0
FEWEST = 20  # passages; among fewer, being found says nothing
GAP = re.compile(r"\n\s*\n")


class Passage(NamedTuple):
    """A passage; ids are unique in a corpus, and the title is part of the text."""

    id: str
    text: str


def digest(path: Path) -> str:
    """The hash of a corpus's names and bytes; read again only where a file's size or time has changed.

    A folder of more than MANY files is looked at once in LOOK_S seconds. Raises UserError for a path that is no corpus.
    """
    known = _looked.get(path)
    if known is not None and time.monotonic() < known[0]:
        return known[1]
    state, count = hashlib.sha256(), 0
    for file in files(path):
        stat, count = file.stat(), count + 1
        state.update(f"{file}\0{stat.st_size}\0{stat.st_mtime_ns}\0".encode("utf-8", "surrogatepass"))
    found = _hashed(path, state.hexdigest())
    _looked[path] = (time.monotonic() + (LOOK_S if count > MANY else 0), found)
    return found


_looked: dict[Path, tuple[float, str]] = {}  # until when a digest holds without a look, and the digest


@lru_cache(maxsize=16)
def _hashed(path: Path, state: str) -> str:  # noqa: ARG001 - a state that was seen is not read again
    made = hashlib.sha256()
    for file in files(path):
        made.update(file.name.encode("utf-8", "surrogatepass"))
        with file.open("rb") as opened:
            while block := opened.read(1 << 20):
                made.update(block)
    return made.hexdigest()[:20]


def files(path: Path) -> Iterator[Path]:
    """Stream the corpus's files in order. Raises UserError if there is none."""
    if path.is_file():
        if path.suffix.lower() not in TEXTS | ROWS:
            raise UserError(f"{path}: a corpus is a folder, or a .jsonl, .txt or .md file")
        yield path
        return
    if not path.is_dir():
        raise UserError(f"no corpus {path}: it is a folder of .txt and .md files, or a JSON Lines file")
    empty = True
    for folder, folders, names in os.walk(path):
        folders.sort()
        for file in (Path(folder, name) for name in sorted(names)):
            if file.suffix.lower() in TEXTS | ROWS and file.is_file():
                empty = False
                yield file
    if empty:
        raise UserError(f"{path} holds no .txt, .md or .jsonl file")


def passages(path: Path, left_out: Counter[str]) -> Iterator[Passage]:
    """Stream the passages. `left_out` counts what is none: binary files, empty or unreadable rows, repeated ids."""
    seen: set[int] = set()
    for file in files(path):
        name = file.relative_to(path).as_posix() if path.is_dir() else file.name
        source = _rows(file, left_out) if file.suffix.lower() in ROWS else _paragraphs(file, name, left_out)
        for each in source:
            text = " ".join(each.text.split())[:LONGEST] if each.text.strip() else ""
            key = hash(each.id)
            if not any(letter.isalnum() for letter in text):
                left_out["empty"] += 1
            elif key in seen:
                left_out["id twice"] += 1
            else:
                seen.add(key)
                yield Passage(each.id, text)


def require_enough(path: Path) -> None:
    """Read the first passages. Raises UserError that says what was left out, if there are too few."""
    left_out: Counter[str] = Counter()
    count = sum(1 for _ in islice(passages(path, left_out), FEWEST))
    if count < FEWEST:
        also = "".join(f"; left out: {number} {what}" for what, number in sorted(left_out.items()))
        plural = "passage" if count == 1 else "passages"
        raise UserError(
            f"{path} has {count} {plural}{also}; whether a query finds its passage shows only among others: give at "
            f"least {FEWEST}"
        )


def _rows(file: Path, left_out: Counter[str]) -> Iterator[Passage]:
    """Rows in the format of BEIR's corpus, or with one of the usual columns."""
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = msgspec.json.decode(line, type=dict[str, object])
            except (msgspec.DecodeError, RecursionError):
                left_out["no JSON object"] += 1
                continue
            text = next((row[name] for name in COLUMNS if isinstance(row.get(name), str)), None)
            if not isinstance(text, str):
                left_out["no text"] += 1
                continue
            title = row.get("title")
            head = f"{title}\n" if isinstance(title, str) and title.strip() else ""
            id_ = next((str(row[name]) for name in IDS if row.get(name) is not None), f"{file.stem}/{number}")
            yield Passage(id_, head + text)


def _paragraphs(file: Path, name: str, left_out: Counter[str]) -> Iterator[Passage]:
    """Neighbouring paragraphs, up to WORDS words together."""
    text = _text(file.read_bytes())
    if text is None:
        left_out["binary file"] += 1
        return
    held: list[str] = []
    number = 0
    for paragraph in (*GAP.split(text), None):
        words = sum(len(each.split()) for each in held)
        if held and (paragraph is None or words + len(paragraph.split()) > WORDS):
            number += 1
            yield Passage(f"{name}/{number}", "\n".join(held))
            held = []
        if paragraph is not None and paragraph.strip():
            held.append(paragraph)


def _text(content: bytes) -> str | None:
    """The text of a file; None for one that is binary, or not in UTF-8."""
    try:
        return None if b"\0" in content else content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
