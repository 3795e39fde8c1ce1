"""What a user asks of `verigen curate`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from verigen.core import registry
from verigen.core.errors import UnknownPart, UserError

if TYPE_CHECKING:
    from verigen.core.parts import Filter, Format

Action = Literal["drop", "redact", "flag"]
ACTIONS: tuple[Action, ...] = ("drop", "redact", "flag")
CHAIN = (
    "structure", "secret", "pii", "toxic", "identity", "language", "loop", "gibberish", "leak", "empty_reasoning",
    "format", "steps",
)  # fmt: skip
REASONS = {"steps": "false_step"}  # the reason of a filter's findings, where it is not the filter's name
FLAGGED = frozenset({"steps"})
REDACTABLE = frozenset({"pii", "secret"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenFilter:
    """A filter of the chain with its name, its options as given, and what is done with its findings."""

    name: str
    part: Filter
    options: Mapping[str, str]
    action: Action


@dataclass(frozen=True, slots=True, kw_only=True)
class RealOrder:
    """Real data to mix in: `least` is its share of records and of text."""

    file: Path
    least: float
    licence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CurateOrder:
    """An order of `verigen curate`.

    `near`: the Jaccard index from which two texts are duplicates. `max_depth`: the highest generation of a record;
    a problem that people wrote gives generation 1. `licences`: the licences that records may have (empty: any).
    `held_out`: the share of connected families that is held out. `jobs`: processes that run the filters.
    """

    runs: Sequence[Path]
    out: Path
    chain: Sequence[ChosenFilter]
    formats: Sequence[Format]
    suites: Sequence[str] = ()
    near: float | None = 0.8
    held_out: float = 0.0
    keys: Sequence[str] = ()
    limit: int | None = None
    max_depth: int = 2
    licences: Sequence[str] = ()
    real: RealOrder | None = None
    students: Sequence[str] = ()
    trainers: Sequence[str] = ()
    own_output: bool = False
    restricted: bool = False
    seed: int = 0
    jobs: int = 1
    executor: str = "local"


def chain(
    wanted: Sequence[str], left_out: Sequence[str], actions: Mapping[str, str], options: Mapping[str, str]
) -> list[ChosenFilter]:
    """The filters of the default chain and those wanted, with their actions.

    A name is a filter's or the reason of its findings. Raises UnknownPart for an unknown name, UserError for an
    unknown action.
    """
    names = [*CHAIN, *(name for name in map(filter_name, wanted) if name not in CHAIN)]
    without = {filter_name(name) for name in left_out}
    chosen = {filter_name(name): _action(name, said) for name, said in actions.items()}
    given = _options(options)
    for name in [*chosen, *given]:
        if name not in names:
            raise UserError(f"the filter {name} is not in the chain; add it by --with {name}")
    return [_made(name, chosen, given.get(name, {})) for name in dict.fromkeys(names) if name not in without]


def filter_name(name: str) -> str:
    """The filter of this name or with this reason. Raises UnknownPart with the nearest names."""
    by_reason = {reason: filter_ for filter_, reason in REASONS.items()}
    found = by_reason.get(name, name)
    if found not in registry.names("filter"):
        raise UnknownPart("filter", name, [*registry.names("filter"), *by_reason])
    return found


def _action(name: str, said: str) -> Action:
    for action in ACTIONS:
        if said == action:
            if action == "redact" and filter_name(name) not in REDACTABLE:
                raise UserError(
                    f"--on {name}=redact: only {', '.join(sorted(REDACTABLE))} can be redacted; a text without its other "
                    "findings is another text"
                )
            return action
    raise UserError(f"--on {name}={said}: an action is one of {', '.join(ACTIONS)}")


def _options(options: Mapping[str, str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for key, value in options.items():
        name, dot, option = key.partition(".")
        if not dot:
            raise UserError(f"--filter-option {key}={value}: say NAME.KEY=VALUE, as loop.times=6")
        found.setdefault(filter_name(name), {})[option] = value
    return found


def _made(name: str, actions: Mapping[str, Action], options: Mapping[str, str]) -> ChosenFilter:
    from verigen.core import options as parsing

    part = registry.make("filter", name, **parsing.read("filter", name, options))
    action = actions.get(name, "flag" if name in FLAGGED else "drop")
    return ChosenFilter(name=name, part=part, options=dict(options), action=action)
