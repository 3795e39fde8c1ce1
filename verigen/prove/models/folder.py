"""The folder of a student: the trained model, or a word that says which model it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from verigen.core import seeds
from verigen.core.errors import PartError
from verigen.dataset.formats import lineage
from verigen.prove import material

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from verigen.core.graded import Graded
    from verigen.core.types import Problem
    from verigen.prove.preference import PreferredPair

T = TypeVar("T")
POINTER = "model.txt"


def point(folder: Path, model: str) -> None:
    """The student is this model, untrained."""
    (folder / POINTER).write_text(model, encoding="utf-8")


def model_in(folder: Path) -> str:
    """What a loader opens. Raises PartError where the trainer left no model."""
    if (folder / POINTER).is_file():
        return (folder / POINTER).read_text(encoding="utf-8").strip()
    found = sorted(folder.rglob("config.json"), key=lambda path: len(path.parts))
    if not found:
        raise PartError(f"{folder} has no model: the trainer left no config.json below its output folder")
    return str(found[0].parent)


def conversations(rows: Sequence[Graded]) -> list[dict[str, Any]]:
    """Records with `prompt` and `completion`, as the trainers' chat forms take them."""
    made = []
    for each in rows:
        messages, _ = lineage.shown(each)
        made.append({"prompt": messages[:-1], "completion": messages[-1:]})
    return made


def question(problem: Problem) -> list[dict[str, Any]]:
    """What a student is asked: the messages before the reply in a record of this problem, as it is trained on them."""
    messages, _ = lineage.shown(material.graded(problem, 0, "", "asked"))
    return messages[: lineage.asked(messages)]


def preferences(pairs: Sequence[PreferredPair]) -> list[dict[str, Any]]:
    """Records with `prompt`, `chosen` and `rejected`."""
    made = []
    for each in pairs:
        chosen, rejected = conversations(each.both)
        made.append(
            {"prompt": chosen["prompt"], "chosen": chosen["completion"], "rejected": rejected["completion"]}
        )
    return made


def plain(row: dict[str, Any]) -> dict[str, str]:
    """A record for a model without a chat template."""
    prompt = "\n".join(each["content"] for each in row["prompt"]) + "\n"
    return {"prompt": prompt, **{name: row[name][0]["content"] for name in row if name != "prompt"}}


def equal(rows: Sequence[T], tokens: int, seed: int, length: Callable[[T], int]) -> tuple[list[T], int]:
    """Rows in a seeded order, pass after pass, up to `tokens` completion tokens; the last row may pass the limit."""
    kept: list[T] = []
    total = passes = 0
    while total < tokens:
        order = list(rows)
        seeds.rng(seed, "equal", passes).shuffle(order)
        for each in order:
            kept.append(each)
            total += max(1, length(each))
            if total >= tokens:
                break
        passes += 1
    return kept, total


def absolute(model: str) -> str:
    """A folder as an absolute path, since units run elsewhere; a hub id as it is."""
    return str(Path(model).resolve()) if Path(model).is_dir() else model
