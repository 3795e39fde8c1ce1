"""Draws problems from reasoning-gym (Apache-2.0), only from tasks whose references our verifier confirms."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from verigen.core import domains, seeds
from verigen.core.errors import UnknownPart, UserError
from verigen.core.offers import FinalAnswers
from verigen.core.types import Problem, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NAME = "reasoning-gym"
LICENCE = "Apache-2.0"
SIZE = 100  # problems per task by default
TRIES = 20  # draws without a new question before a task counts as used up
_FORM = re.compile(rf"{NAME}(?::(?P<tasks>[a-z0-9_,]+))?(?:\?(?P<options>[a-z0-9=&]+))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class GymTask:
    """Result of `benchmarks/checks/gym.py` for a task; `refused` is the reason not to use it, empty if there
    is none.
    """

    category: str
    checked: int = 0
    accepted: int = 0
    rejected: int = 0
    refused: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tasks:
    """All checked tasks by name, for this version of reasoning-gym; other versions may draw other problems."""

    version: str
    task: dict[str, GymTask]


@cache
def checked() -> Tasks:
    found = tomllib.loads(Path(__file__).with_name("gym_tasks.toml").read_text())
    return msgspec.convert(found, Tasks)


def tasks() -> dict[str, GymTask]:
    return checked().task


def allowed() -> list[str]:
    return sorted(name for name, task in tasks().items() if not task.refused)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gym:
    """`path`: reasoning-gym, reasoning-gym:gcd,lcm or reasoning-gym:gcd?seed=3&size=500 (problems per task).

    A seed draws the same problems on every machine that has the same version of reasoning-gym. Tasks take
    turns, so that the first problems are spread evenly over the tasks.
    """

    path: str
    domain: str = "math"

    def problems(self) -> Iterator[Problem]:
        """Yield the problems.

        Raises UserError for an invalid name, a task that is not allowed, a domain without final answers, or a
        missing package.
        """
        names, seed, size = parse(self.path)
        answers = domains.offered(self.domain, FinalAnswers, f"final answers, which the tasks of {NAME} have")
        draws = [self._drawn(answers, name, seed, size) for name in names]
        while draws:
            for each in tuple(draws):
                problem = next(each, None)
                if problem is None:
                    draws.remove(each)
                else:
                    yield problem

    def _drawn(self, answers: FinalAnswers, name: str, seed: int, size: int) -> Iterator[Problem]:
        entries = (draw(name, seed, index) for index in count())
        for index, entry in islice(distinct(entries), size):
            yield Problem(
                id=f"{NAME}/{name}/{seed}/{index}",
                domain=self.domain,
                prompt=str(entry["question"]).strip(),
                reference=answers.answered(str(entry["answer"])),
                family=f"{NAME}/{name}",
                source=Source(bank=NAME, licence=LICENCE),
                tags={"topic": tasks()[name].category, "task": name},
            )


def parse(path: str) -> tuple[list[str], int, int]:
    """Return tasks, seed and size. Raises UserError that shows the form, UnknownPart for an unknown task."""
    found = _FORM.fullmatch(path)
    options = dict(
        each.partition("=")[::2] for each in ((found and found["options"]) or "").split("&") if each
    )
    if not found or set(options) - {"seed", "size"} or not all(map(str.isdecimal, options.values())):
        raise UserError(
            f"{path!r} is no bank of {NAME}; say {NAME}, {NAME}:TASK,TASK or {NAME}:TASK?seed=0&size={SIZE}"
        )
    names = found["tasks"].split(",") if found["tasks"] else allowed()
    for name in names:
        if name not in tasks():
            raise UnknownPart(f"task of {NAME}", name, allowed())
        if why := tasks()[name].refused:
            raise UserError(f"task {name} of {NAME} is not allowed: {why}; there are: {', '.join(allowed())}")
    return list(dict.fromkeys(names)), int(options.get("seed", 0)), int(options.get("size", SIZE))


def distinct(entries: Iterable[dict[str, Any]]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield entries with their indexes, each question once, until a task seems to have no new ones."""
    seen: set[str] = set()
    misses = 0
    for index, entry in enumerate(entries):
        fresh = entry["question"] not in seen
        misses = 0 if fresh else misses + 1
        if misses > TRIES:
            return
        if fresh:
            seen.add(entry["question"])
            yield index, entry


def draw(name: str, seed: int, index: int) -> dict[str, Any]:
    """One entry as reasoning-gym makes it. Raises UserError if the package is not installed."""
    entry: dict[str, Any] = made(name, seed, index)[0]
    return entry


def made(name: str, seed: int, index: int) -> Any:
    """A set of one entry.

    Larger sets draw entry i from seed + i, so that sets of neighbouring seeds share nearly all entries.
    """
    if find_spec("reasoning_gym") is None:
        raise UserError(f"the bank {NAME} needs `pip install 'verigen-engine[gym]'`")
    if (here := version(NAME)) != checked().version:
        raise UserError(
            f"{NAME} {here} is installed, and its tasks were checked in {checked().version}: install that one"
        )
    import reasoning_gym

    return reasoning_gym.create_dataset(name, size=1, seed=seeds.derive(seed, "gym", name, index) % 2**32)
