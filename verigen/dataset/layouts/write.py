"""Writes the records of a folder in the columns of trainers: for/TRAINER below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verigen.core import jsonl
from verigen.core.errors import UserError
from verigen.dataset import parquet
from verigen.dataset.layouts.rows import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from verigen.core.parts import TrainerLayout

FOLDER = "for"
FILED = {"tools": "sft"}  # the format's folder that holds the records of a kind
PLAIN = ("sft", "preference")  # columns in which a conversation would lose its calls


def written(parts: Mapping[str, TrainerLayout], folder: Path) -> list[str]:
    """Write the layout of each trainer for a curated folder; returns a line for each. Raises UserError."""
    return [_told(name, write(part, folder, folder / FOLDER / name)) for name, part in parts.items()]


def write(part: TrainerLayout, source: Path, target: Path) -> dict[str, int]:
    """Write the records of `source` in a trainer's columns, with its configurations; returns their number by kind.

    Raises UserError with file:line for a record that does not fit the trainer's columns.
    """
    made: dict[str, int] = {}
    for kind in KINDS:
        path, lines = source / FILED.get(kind, kind) / "train.jsonl", target / f"{kind}.jsonl"
        if not path.is_file() or not (count := jsonl.write(lines, _rows(part, kind, path))):
            lines.unlink(missing_ok=True)
            continue
        made[kind] = count
        if part.suffix == "parquet":
            parquet.write(lines, lines.with_suffix(".parquet"))
            lines.unlink()
    for name, text in part.configs(list(made)).items() if made else ():
        with jsonl.replacing(target / name) as file:
            file.write(text.encode())
    return made


def _rows(part: TrainerLayout, kind: str, path: Path) -> Iterator[dict[str, Any]]:
    for number, row in jsonl.read(path, dict[str, Any]):
        if kind in PLAIN if row.get("tools") else kind == "tools":
            continue
        try:
            made = part.row(kind, row)
        except (KeyError, TypeError, ValueError) as error:
            raise UserError(
                f"{path}:{number}: the record does not fit the trainer's columns: {error}"
            ) from error
        if made is not None:
            yield made


def _told(name: str, made: dict[str, int]) -> str:
    counts = ", ".join(f"{count} {kind}" for kind, count in made.items()) or "no records that it reads"
    return f"for {name:13}{counts}   {FOLDER}/{name}/"
