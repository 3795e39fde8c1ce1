"""Asks teachers about what all other filters let pass, and stores every answer."""

from __future__ import annotations

import hashlib
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from verigen.core.boundary import Streak, label
from verigen.core.errors import PartFailed
from verigen.core.findings import UNDECIDED
from verigen.dataset.curate.store import Fate
from verigen.dataset.filters import veil
from verigen.dataset.filters.asks import Asking, Rewriting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from verigen.core.graded import Graded
    from verigen.core.types import Verdict
    from verigen.dataset.curate.decide import Decided
    from verigen.dataset.curate.inputs import Placed
    from verigen.dataset.curate.order import ChosenFilter
    from verigen.dataset.curate.store import CurateStore

AT_ONCE = 16  # questions under way
EVERY = 20  # answers between two lines of progress
BOX = "\\boxed{"
FAILED = "failed: "  # a stored answer that begins so says why there is none


def asking(chain: Sequence[ChosenFilter]) -> list[ChosenFilter]:
    """The filters of a chain that ask a teacher, those that write anew last."""
    return sorted(
        (each for each in chain if isinstance(each.part, Asking)),
        key=lambda each: isinstance(each.part, Rewriting),
    )


def others(chain: Sequence[ChosenFilter]) -> list[ChosenFilter]:
    return [each for each in chain if not isinstance(each.part, Asking)]


@dataclass(slots=True, kw_only=True)
class Asker:
    """Filters that ask. `graded` grades a rewritten candidate, and stores its verdict."""

    chain: Sequence[ChosenFilter]
    store: CurateStore
    graded: Callable[[Placed, Graded], Verdict]
    told: Callable[[str], None]
    upto: int = field(default=0, init=False)  # asking filters that have all their answers
    _asking: list[ChosenFilter] = field(init=False)
    _others: list[ChosenFilter] = field(init=False)

    def __post_init__(self) -> None:
        self._asking, self._others = asking(self.chain), others(self.chain)

    def ask(self, decided: Iterable[tuple[object, Decided]]) -> None:
        """Ask every filter's questions about what is decided to stay, one filter after the other."""
        for number, each in enumerate(self._asking):
            self.upto = number
            self._ask_all(each, (placed for _, what in decided for placed in what.kept))
        self.upto = len(self._asking)

    def __call__(self, placed: Placed) -> tuple[Graded, list[Fate]]:
        """The candidate, perhaps written anew, and its fates at the filters that have their answers."""
        fates: list[Fate] = []
        for each in self._asking[: self.upto]:
            if any(not fate.kept for fate in fates) or not _part(each).wants(placed.item):
                continue
            answer = self.store.redaction(placed.input, placed.place, _key(each, placed.item))
            item, found = self._decided(each, placed, answer or f"{FAILED}never asked")
            fates += found
            placed = placed._replace(item=item)
        return placed.item, fates

    def _decided(self, each: ChosenFilter, placed: Placed, answer: str) -> tuple[Graded, list[Fate]]:
        item, part = placed.item, _part(each)
        if answer.startswith(FAILED):
            return item, [_fate(item, each.name, UNDECIDED, answer.removeprefix(FAILED), kept=False)]
        found = [
            _fate(item, each.name, one.reason, one.shown, kept=each.action == "flag")
            for one in part.told(item, answer)
        ]
        if not isinstance(part, Rewriting):
            return item, found
        made = replace(item, candidate=part.rewritten(item, answer))
        if why := self._refused(placed, made):
            return item, [*found, _fate(item, each.name, each.name, why, kept=False)]
        shown = f"the reply is written anew: {made.candidate.teacher}"
        verdict = self.graded(placed, made)
        return replace(made, verdict=verdict), [*found, _fate(item, each.name, each.name, shown, kept=True)]

    def _refused(self, placed: Placed, made: Graded) -> str:
        """Why a rewritten candidate does not take the place of the other; empty if it does."""
        verdict = self.graded(placed, made)
        if verdict.outcome != placed.item.verdict.outcome:
            said = verdict.message or verdict.reason
            return f"written anew, it is {verdict.outcome}, not {placed.item.verdict.outcome}: {said}"
        if BOX in placed.item.candidate.text and BOX not in made.candidate.text:
            return "written anew, it has lost its box"
        for each in self._others:
            if each.action != "flag" and (found := each.part.find(made)):
                return f"written anew, it has a finding of {each.name}: {found[0].shown}"
        return ""

    def _ask_all(self, each: ChosenFilter, items: Iterator[Placed]) -> None:
        waiting: deque[tuple[Placed, str, Future[str]]] = deque()
        streak, done = Streak(label("filter", each.name, each.part)), 0
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for placed in items:
                key = _key(each, placed.item)
                if not _part(each).wants(placed.item) or self.store.redaction(
                    placed.input, placed.place, key
                ):
                    continue
                waiting.append((placed, key, pool.submit(_answer, streak, _part(each), placed.item)))
                if len(waiting) > AT_ONCE:
                    done += self._keep(*waiting.popleft(), each.name, done)
            while waiting:
                done += self._keep(*waiting.popleft(), each.name, done)

    def _keep(self, placed: Placed, key: str, future: Future[str], name: str, done: int) -> int:
        self.store.add_redaction(placed.input, placed.place, key, future.result())
        if done % EVERY == EVERY - 1:
            self.told(f"{name:12s} {done + 1:,} answers")
        return 1


def _answer(streak: Streak, part: Asking, item: Graded) -> str:
    try:
        return streak.attempt(lambda: part.asked(item))
    except PartFailed as failed:
        return f"{FAILED}{failed}"


def _part(each: ChosenFilter) -> Any:
    return each.part


def _key(each: ChosenFilter, item: Graded) -> str:
    told = f"{each.name}\0{each.part.version}\0{item.candidate.text}"
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def _fate(item: Graded, stage: str, reason: str, shown: str, *, kept: bool) -> Fate:
    return Fate(item.candidate.id, item.problem.id, stage, reason, veil.hidden(item, shown), kept)
