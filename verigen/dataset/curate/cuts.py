"""Notes the candidates whose SFT record was left out, so that real data keeps its share of the set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verigen.core import jsonl
from verigen.dataset.curate.store import Fate
from verigen.dataset.curate.why import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from verigen.dataset.curate.store import CurateStore
    from verigen.dataset.mix import CutRecord

STAGE, REASON = "mix", "real_share"
SHOWN = "its SFT record is left out, so that real data keeps its share"


def fates(cut: Sequence[CutRecord], folder: Path, formats: Iterable[str]) -> list[Fate]:
    """The fates of these candidates: out, unless another format's record in `folder` holds them."""
    names = {each.candidate for each in cut}
    held = {
        str(row[name])
        for other in formats
        if other != "sft" and names
        for _, row in jsonl.read(folder / other / "train.jsonl", dict[str, Any])
        for name in NAMES
        if row.get(name) in names
    }
    return [
        Fate(each.candidate, each.problem, STAGE, REASON, SHOWN, kept=each.candidate in held) for each in cut
    ]


def note(found: Sequence[Fate], store: CurateStore) -> None:
    """Add fates behind those that these candidates have."""
    with store.transaction() as db:
        for fate in found:
            db.execute(
                "INSERT INTO fates SELECT ?, COALESCE(MAX(number) + 1, 0), ?, ?, ?, ?, ? FROM fates WHERE candidate = ?",
                (*fate[:5], int(fate.kept), fate.candidate),
            )
