"""What a user asks `verigen prove` for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from typing import TYPE_CHECKING

from verigen.core import registry
from verigen.core.errors import UserError
from verigen.prove import trainer
from verigen.prove.plan import DEFAULT
from verigen.prove.tiny.student import Tiny
from verigen.teachers import companions, folders

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from verigen.core.graded import Graded
    from verigen.core.parts import Arm
    from verigen.prove.trainer import Trainer
    from verigen.teachers.weights import Watcher

BASE = "base"
MOST, MARGIN = 1024, 3  # characters of the tiny student's context, and what is around a row


@dataclass(frozen=True, slots=True, kw_only=True)
class ProveOrder:
    """Options of a proof; `seeds` is a number of seeds, derived from `seed`.

    `run`: the run or dataset whose candidates the arms choose from; None: the student draws its own. `tokens`:
    completion tokens of every arm; None: the student's default. `method`: sft or dpo. `lora`: train adapters.
    `accumulate`: a round trains on the candidates of all rounds so far. `jobs`: students trained at a time.
    """

    out: Path
    run: Path | None = None
    suite: str | None = None
    domain: str | None = None
    student: str = "tiny"
    options: Mapping[str, str] = field(default_factory=dict)
    train: str | None = None
    arms: tuple[str, ...] = DEFAULT
    seeds: int = 3
    seed: int = 0
    tokens: int | None = None
    rounds: int = 1
    accumulate: bool = False
    method: str = "sft"
    lora: bool = False
    detect: float | None = None
    jobs: int = 1
    executor: str = "local"


def arm(name: str) -> Arm:
    """The arm of a name, NAME or NAME:VALUE. Raises UnknownPart, UserError for a value that does not fit."""
    plain, colon, value = name.partition(":")
    made: Arm = registry.make("arm", plain, {"value": value} if colon else {})
    if colon and not hasattr(made, "value"):
        raise UserError(f"the arm {plain} takes no value; write {plain}")
    for check in ("shares", "share", "most"):
        if hasattr(made, check):
            getattr(made, check)()
    return made


def kind(order: ProveOrder) -> str:
    """Who trains: the user's command, else the tiny student, else TRL for a model's folder or hub id."""
    return "command" if order.train is not None else "tiny" if order.student == "tiny" else "trl"


def student(order: ProveOrder, watcher: Watcher) -> Trainer:
    """The trainer with its options. Raises UnknownOption, UserError for a bad value, TeacherError for weights out of reach."""
    if find_spec("torch") is None:
        raise UserError("students are trained with torch: pip install 'verigen-engine[prove]'")
    if order.student != "tiny" and (why := companions.clash()) is not None:
        raise UserError(why)
    model = "" if order.student == "tiny" else folders.place(order.student, watcher)
    given = {"model": model, "command": order.train or "", "lora": order.lora}
    return trainer.made(kind(order), given, order.options)


def checked(order: ProveOrder) -> ProveOrder:
    """The order with its arms known to exist and named once, and its student by its full name.

    Raises UnknownPart, UserError.
    """
    arms = tuple(dict.fromkeys(order.arms))
    for name in arms:
        if name != BASE:
            arm(name)
    if order.rounds > 1 and kind(order) != "tiny":
        raise UserError("--rounds needs a student that draws its own candidates: --student tiny")
    if kind(order) == "tiny" and order.method == "dpo":
        raise UserError(
            "--method dpo needs a model's folder or hub id as --student: the tiny student learns by sft alone"
        )
    if order.lora and kind(order) != "trl":
        raise UserError("--lora needs a model's folder or hub id as --student, and no --train")
    if order.accumulate and order.rounds == 1:
        raise UserError("--accumulate needs --rounds of 2 or more: it says what the later ones train on")
    entry = folders.named(order.student)
    return replace(order, arms=arms, student=entry.name if entry is not None else order.student)


def fitted(by: Trainer, order: ProveOrder, groups: Sequence[Sequence[Graded]]) -> Trainer:
    """The trainer with a context that holds a run's rows, if it has such an option and the user set none."""
    if not groups or "context" in order.options or not isinstance(by, Tiny):
        return by
    longest = max(len(each.problem.prompt) + len(each.candidate.text) for group in groups for each in group)
    return replace(by, context=min(MOST, max(by.context, longest + MARGIN)))
