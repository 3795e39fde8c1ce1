"""Rounds of self-play for programs: the bank's own and those that the teacher proposes."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Self

from verigen.core import seeds
from verigen.core.errors import UserError
from verigen.ledger.ledger import Ledger
from verigen.play import solve
from verigen.play.proposal import of_problem, of_reply, request
from verigen.play.report import RoundReport
from verigen.play.tasks import DOMAINS, tasks
from verigen.play.validate import ProposalCheck
from verigen.problems.banks import find
from verigen.verifiers.proposal import NoProposal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from verigen.core.graded import Graded
    from verigen.core.types import Problem
    from verigen.play.order import PlayOrder
    from verigen.play.proposal import Proposal
    from verigen.play.validate import CheckedProposal
    from verigen.sampling.watch import RunWatch

BANK = "code-core"
PARENTS = 2  # programs that a request shows
PER_REQUEST = 4  # proposals per request


class CodeRounds:
    """A context manager with the sandboxes that check proposals. `play` is called with 0, 1, 2, ... in order."""

    def __init__(self, order: PlayOrder, watch: RunWatch) -> None:
        self._order, self._watch = order, watch
        self._check = ProposalCheck(order.executor)
        self._parents: list[Proposal] = []

    def __enter__(self) -> Self:
        """Raises UserError for a bank without programs, ExecutorError where no sandbox starts."""
        bank = find.find(self._order.bank or BANK, "code", licence=self._order.licence, split="train")
        own = [each for problem in bank.problems() if (each := of_problem(problem)) is not None]
        if not own:
            raise UserError(f"{self._order.bank or BANK} holds no program with inputs to begin with")
        self._own = sorted(own, key=lambda each: seeds.derive(self._order.seed, "play", each.id))
        self._check.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._check.__exit__(*error)

    def play(self, number: int) -> RoundReport:
        order = self._order
        real = [
            self._own[at % len(self._own)] for at in range(number * order.real, (number + 1) * order.real)
        ]
        self._check.refused.clear()
        proposed = [*real, *self._proposed(number, self._parents or self._own[: 2 * PARENTS])]
        checked = self._check.check(proposed)
        asked = [problem for each in checked for problem in tasks(each, order.tasks, order.seed)]
        for domain, folder in self._folders(number):
            problems = [problem for problem in asked if problem.domain == domain]
            solve.sample(order, problems, folder, order.n, self._watch)
        kept = [group[0].problem for group in self.kept(number)]
        self._parents = self._parents_of(kept, checked) or self._parents
        return RoundReport(
            number=number,
            proposed=len(proposed),
            checked=len(checked),
            refused=dict(self._check.refused),
            asked=len(asked),
            kept=len(kept),
        )

    def kept(self, number: int) -> Iterator[list[Graded]]:
        """The graded candidates of the round's problems that are solved sometimes."""
        folders = [folder for _, folder in self._folders(number)]
        return (group for group in solve.graded(folders) if solve.sometimes(group))

    def _folders(self, number: int) -> list[tuple[str, Path]]:
        wanted = dict.fromkeys(DOMAINS[task] for task in self._order.tasks)
        return [(domain, self._order.out / f"round-{number}" / domain) for domain in wanted]

    def _proposed(self, number: int, parents: Sequence[Proposal]) -> Iterator[Proposal]:
        """What the teacher proposes; a reply without a program is counted as refused."""
        order, folder = self._order, self._order.out / f"round-{number}" / "propose"
        shown = list(_shown(parents, -(-order.proposals // PER_REQUEST), order.seed, number))
        requests = [request(each, at, number) for at, each in enumerate(shown)]
        solve.sample(order, requests, folder, PER_REQUEST, self._watch, held_out=True)
        replies = _replies(folder) if requests else ()
        for at, id_, text in replies:
            try:
                yield of_reply(text, id_, shown[at])
            except NoProposal as why:
                self._check.refused[str(why)] += 1

    def _parents_of(self, kept: Sequence[Problem], checked: Sequence[CheckedProposal]) -> list[Proposal]:
        """The programs of the problems that are solved sometimes."""
        wanted = {problem.source.parent for problem in kept}
        return [each.proposal for each in checked if each.proposal.id in wanted]


def _shown(parents: Sequence[Proposal], count: int, seed: int, number: int) -> Iterator[list[Proposal]]:
    draw = seeds.rng(seed, "play", "shown", number)
    for _ in range(count):
        yield draw.sample(list(parents), min(PARENTS, len(parents)))


def _replies(folder: Path) -> Iterator[tuple[int, str, str]]:
    """Place of the request, id and text of every reply, in order."""
    with contextlib.closing(Ledger(folder / "ledger.db")) as ledger:
        for group in ledger.graded():
            for item in group:
                yield int(item.problem.id.rpartition("-")[2]), item.candidate.id, item.candidate.text
