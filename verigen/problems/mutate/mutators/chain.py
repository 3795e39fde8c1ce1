"""Runs several mutators one after the other as one: `renumber+rename`."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Literal

from verigen.core.errors import UserError
from verigen.core.seeds import derive
from verigen.core.types import Change, Rederivation
from verigen.problems.mutate.mutators.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.parts import Mutator
    from verigen.core.types import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """`names` are the registry's names, `links` the mutators themselves."""

    names: tuple[str, ...]
    links: tuple[Mutator, ...]

    def __post_init__(self) -> None:
        if len(set(self.names)) < len(self.names):
            raise UserError(f"{'+'.join(self.names)} names a mutator twice; each can stand once in a chain")

    @property
    def domain(self) -> str:
        """The domain that all links name; empty if they differ or one names none."""
        names = {getattr(link, "domain", "") for link in self.links}
        return names.pop() if len(names) == 1 else ""

    @property
    def version(self) -> str:
        return "+".join(link.version for link in self.links)

    @property
    def effect(self) -> Literal["changes", "keeps", "either"]:
        effects = {link.effect for link in self.links}
        return effects.pop() if len(effects) == 1 else "either"

    def changes(self, problem: Problem, seed: int, others: Sequence[Problem]) -> Iterator[Change]:
        first, *rest = self.links
        refused: Refused | None = None
        for index, change in enumerate(first.changes(problem, seed, others)):
            try:
                for link in rest:
                    change = _then(link, problem, change, derive(seed, "chain", index), others)  # noqa: PLW2901 - each link takes the last one's
            except Refused as reason:
                refused = reason
                if index == 0:
                    raise
                continue
            yield change
        if refused is not None:
            raise refused


def _both(first: Rederivation, last: Rederivation) -> Rederivation:
    """The second derivation of a chain: that of the last link, completed by what only the first one provides."""
    given = {name: value for name, value in asdict(last).items() if value is not None}
    return replace(first, **given)


def _then(link: Mutator, problem: Problem, change: Change, seed: int, others: Sequence[Problem]) -> Change:
    between = replace(problem, prompt=change.prompt, reference=change.reference)
    for found in islice(link.changes(between, seed, others), 1):
        return replace(
            found,
            parameters={**change.parameters, **found.parameters},
            joins=tuple(dict.fromkeys((*change.joins, *found.joins))),
            again=_both(change.again, found.again),
        )
    raise Refused("no other numbers fit", "the next mutator of the chain found no change")
