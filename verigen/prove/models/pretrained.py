"""What students that begin as a pretrained model have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from verigen.core.errors import UserError
from verigen.prove.models import folder, generate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from verigen.core.graded import Graded
    from verigen.core.types import Problem
    from verigen.prove.material import Material


@dataclass(frozen=True, slots=True, kw_only=True)
class PretrainedStudent:
    """A student made from the folder or hub id `model`; it draws no problems and no candidates of its own.

    `max_tokens`: longest answer; `batch`: answers at a time; `tokens`: completion tokens per arm. `threads`: of the
    processor, per student; sums over another number of them differ in their last bits, so that it is part of the plan
    and not of the machine.
    """

    model: str = ""
    max_tokens: int = 512
    batch: int = 16
    tokens: int = 200_000
    threads: int = 1

    def held_out(self) -> list[Problem]:
        needs_run()

    def material(self, seed: int, suite: Sequence[Problem]) -> Material:  # noqa: ARG002 - as every trainer
        needs_run()

    def teacher(self, base: Path, seed: int, suite: Sequence[Problem]) -> Path:  # noqa: ARG002 - as every trainer
        return base

    def draw(self, student: Path, problems: Sequence[Problem], *, seed: int) -> list[list[Graded]]:  # noqa: ARG002
        needs_run()

    def answer(
        self, student: Path, problems: Sequence[Problem], *, temperature: float, seed: int
    ) -> list[str]:
        return generate.answers(
            folder.model_in(student),
            problems,
            temperature=temperature,
            seed=seed,
            max_tokens=self.max_tokens,
            batch=self.batch,
            threads=self.threads,
        )


def needs_run() -> NoReturn:
    """Raises UserError: a model draws nothing of its own here."""
    raise UserError(
        "a model as student needs a run whose candidates the arms choose from, and one round: verigen prove RUN "
        "--student MODEL"
    )
