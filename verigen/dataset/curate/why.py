"""Says why a candidate is in a curated set or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verigen.core import jsonl
from verigen.core.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from verigen.dataset.curate.store import CurateStore

NAMES = ("candidate_id", "chosen_id", "rejected_id")


def lines(record: str, folder: Path, store: CurateStore) -> Iterator[str]:
    """The fates of a candidate, and the records that it is in. Raises UserError for an unknown one."""
    found = list(_records(record, folder))
    id_ = _candidate(record, found)
    fates = store.fates(id_)
    if not fates and not found and id_.rpartition("#")[0] not in _problems(folder):
        runs = ", ".join(path for (path,) in store.query("SELECT path FROM inputs ORDER BY input"))
        near = [
            name for (name,) in store.query("SELECT candidate FROM fates WHERE candidate >= ? LIMIT 3", id_)
        ]
        hint = (
            f"near it: {', '.join(near)}"
            if near
            else f"`verigen explain {id_} --run {runs}` looks in its run"
        )
        raise UserError(
            f"{folder} knows nothing of {record!r}: it is in no record and nothing was found in it; {hint}"
        )
    out = [fate for fate in fates if not fate.kept]
    yield f"candidate  {id_}   {'is out' if out else 'is kept'}"
    for fate in fates:
        yield f"{'because' if not fate.kept else 'seen':11}{fate.stage}: {fate.reason}"
        yield f"{'':11}{fate.shown}"
    for name, row in found:
        yield f"record     {row['id']}   in {name}/train.jsonl"
    if not out and not found:
        yield f"{'':11}no format made a record of it: its problem has another one that was picked (--pick all takes every one)"
    for (path,) in store.query("SELECT path FROM inputs ORDER BY input"):
        yield f"run        {path}   (verigen explain '{id_}' --run {path} shows the whole chain)"


def _candidate(record: str, found: list[tuple[str, dict[str, Any]]]) -> str:
    """The candidate's id behind a record's id."""
    for _, row in found:
        if row["id"] == record:
            return str(row.get("candidate_id") or row.get("chosen_id"))
    return record


def _records(record: str, folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The records with this id, or made of this candidate."""
    for path in files(folder):
        for _, row in jsonl.read(path, dict[str, Any]):
            if row.get("id") == record or any(row.get(name) == record for name in NAMES):
                yield path.parent.relative_to(folder).as_posix(), row


def _problems(folder: Path) -> set[str]:
    """The problems that have a record."""
    return {
        str(row.get("problem_id")) for path in files(folder) for _, row in jsonl.read(path, dict[str, Any])
    }


def files(folder: Path) -> list[Path]:
    """The records of a set, and those that it holds out."""
    return [*sorted(folder.glob("*/train.jsonl")), *sorted(folder.glob("heldout/*/train.jsonl"))]
