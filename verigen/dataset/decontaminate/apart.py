"""Writes the clean records of a run by format again: JSON Lines and Parquet, as `sample` wrote them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verigen.core import jsonl
from verigen.dataset import parquet

if TYPE_CHECKING:
    from pathlib import Path


def apart(run: Path, clean: Path, out: Path) -> dict[str, int]:
    """Divide the rows of `clean` by the formats of a run's folder; return the number of records by format."""
    made = {}
    for export in sorted(run.glob("*/train.jsonl")):
        name = export.parent.name
        rows = (
            row
            for _, row in jsonl.read(clean, dict[str, Any])
            if str(row.get("id", "")).startswith(f"{name}/")
        )
        target = out / name / "train.jsonl"
        made[name] = jsonl.write(target, rows)
        parquet.write(target, target.with_suffix(".parquet"))
    return made
