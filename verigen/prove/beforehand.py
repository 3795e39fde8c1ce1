"""Refuses what can't be proved, before anything is trained."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from statistics import fmean
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from verigen.core.errors import UserError
from verigen.prove.arms import real
from verigen.prove.arms.curated import CuratedArm
from verigen.prove.order import BASE, arm, kind
from verigen.prove.plan import DEFAULT
from verigen.sampling.watch import SilentWatch
from verigen.teachers import folders

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from verigen.core.graded import Graded
    from verigen.core.types import Problem
    from verigen.prove.order import ProveOrder
    from verigen.prove.source import GivenCandidates

LEAST = 32  # rows: with fewer, a student hardly differs from its base
SHOWN = 200  # records that the student's template is tried on
CHARACTERS = 4  # per token, about


def possible(order: ProveOrder, given: GivenCandidates, told: Callable[[str], None]) -> ProveOrder:
    """The order with the arms that the candidates allow, and that of the dataset first where one is given.

    Raises UserError for an arm without rows that the user asked for.
    """
    if not given.groups:
        return order
    wanted = order.arms
    if wanted == DEFAULT and given.kept is not None:
        wanted = ("curated", *wanted)
    own = [each for group in real.own(given.groups) for each in group]
    empty = [name for name in wanted if name != BASE and not _rows(name, given, own)]
    if empty and (order.arms != DEFAULT or len(empty) == len(wanted)):
        raise UserError(
            f"{order.run} has no row for the arm{'s' * (len(empty) > 1)} {', '.join(empty)}; give a run with correct and "
            "incorrect candidates of the same problems, or leave the arm out"
        )
    if empty:
        told(f"left out, as {order.run} has no row for them: {', '.join(empty)}")
    return replace(order, arms=tuple(name for name in wanted if name not in empty))


def _rows(name: str, given: GivenCandidates, own: Sequence[Graded]) -> list[Graded]:
    made = arm(name)
    if isinstance(made, CuratedArm) and given.kept is not None:
        return [each for group in given.groups for each in group if each.candidate.id in given.kept]
    if isinstance(made, real.Mix) and not own and made.share() > 0:
        return []  # without real rows it would be another name for verified
    return made.rows(given.groups, own, 0)


def enough(order: ProveOrder, default: int, given: GivenCandidates, suite: Sequence[Problem]) -> None:
    """Raises UserError, with the number that it takes, for too few tokens per arm."""
    per = 1 if kind(order) == "tiny" else CHARACTERS
    texts = [each.candidate.text for group in given.groups for each in group]
    if not texts:
        texts = [str(getattr(each.reference, "solution", None) or "") for each in suite]
    length, tokens = fmean(len(text) / per + 1 for text in texts), order.tokens or default
    if tokens < LEAST * length:
        raise UserError(
            f"{tokens:,} tokens hold about {tokens / length:.0f} rows of {length:.0f} tokens, and a student needs {LEAST} "
            f"to differ from its base: give --tokens {ceil(LEAST * length):,} or more"
        )


def readable(order: ProveOrder, given: GivenCandidates) -> None:
    """Raises UserError for a model whose chat template destroys the records, or that has no tokenizer."""
    if kind(order) == "tiny" or not given.groups:
        return
    from verigen.dataset.students import figures
    from verigen.prove.models import folder, generate

    tokenizer = generate.tokenizer(folders.place(order.student, SilentWatch()))
    if tokenizer.chat_template is None:
        return
    rows = [each for group in given.groups for each in group if each.verdict.outcome == "correct"][:SHOWN]
    with TemporaryDirectory() as place:
        tokenizer.save_pretrained(place)
        found = figures.checked(folder.conversations(rows), figures.chosen(place))
    if found.refused:
        said = str(found).removeprefix(f"{found.student}: ")
        raise UserError(f"the chat template of {order.student} {said}")
