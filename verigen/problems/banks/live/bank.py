"""Reads a live bank, whose problems are drawn when they are requested."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from verigen.core import paths, seeds
from verigen.core.errors import UnknownPart, UserError
from verigen.core.types import Policy, Problem, Source
from verigen.problems.banks.live import draws, rungs, spec
from verigen.problems.banks.own import Own

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from random import Random

    from verigen.problems.banks.live.draws import Drawn
    from verigen.problems.banks.live.family import Family, Rung
    from verigen.problems.banks.live.spec import LiveSpec

FOLDERS = ("problem_banks", "benchmarks/suites")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedBank:
    """A bank or suite that ships with verigen; `families` names the packages that draw it afresh, if any.

    `writer` is the module of this folder that makes problems from the draws.
    """

    name: str
    reader: str
    file: str
    licence: str
    sha256: str
    policy: Policy
    domain: str
    description: str
    families: tuple[str, ...] = ()
    writer: str | None = None


class BankWriter(Protocol):
    """A module that makes problems from the draws of a bank's families."""

    def root(self, bank: str, family: Family[Any]) -> str:
        """The family that a draw's problem belongs to."""
        ...

    def prompt(self, family: Family[Any], draw: Any) -> str: ...

    def reference(self, family: Family[Any], draw: Any, rng: Random) -> object: ...


@cache
def catalogue(folder: str) -> dict[str, ShippedBank]:
    """The banks or suites of a folder, by name."""
    tables = tomllib.loads((paths.data(folder) / "catalogue.toml").read_text())
    return {key: msgspec.convert({"name": key, **table}, ShippedBank) for key, table in tables.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """`path`: a live bank with its options, such as math-core:level=6..8,variants=100,seed=7.

    The same text gives the same problems on every machine that has this version of verigen. No family of a
    bank is in a suite, so training draws never meet held-out problems, whatever their seeds are. A draw never
    repeats a prompt of the bank's file.
    """

    path: str

    def problems(self) -> Iterator[Problem]:
        """Stream the problems: the first variant of every family at each level, then the second.

        A family without any new prompt ends early. Raises UserError if the options match no family.
        """
        opened = self.opened()
        yield from opened.problems(opened.rungs)

    def opened(self) -> LiveDraws:
        """The families and levels that the options mean. Raises UserError if there are none."""
        entry, file = _entry(spec.named(self.path))
        known = families(entry)
        wanted = spec.parse(self.path, rungs.knobs(known))
        chosen = draws.ordered(rungs.chosen(known, wanted), entry.name)
        stored = Own(path=file, name=entry.name, domain=entry.domain, licence=entry.licence)
        return LiveDraws(
            entry=entry,
            wanted=wanted,
            rungs=chosen,
            writer=writer_of(entry),
            stored=frozenset(draws.mark(problem.prompt) for problem in stored.problems()),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveDraws:
    """A live bank whose options were read: its rungs, and the hashes of the prompts of its file."""

    entry: ShippedBank
    wanted: LiveSpec
    rungs: Sequence[Rung[Any]]
    writer: BankWriter
    stored: frozenset[int]

    def problems(self, chosen: Sequence[Rung[Any]], variants: int | None = None) -> Iterator[Problem]:
        """Stream the problems of some rungs in turns, as many per rung as the options say, or `variants`."""
        many, seed = variants or self.wanted.variants, self.wanted.seed
        found = draws.drawn(chosen, self.entry.name, many, seed, self.stored, self.writer.prompt)
        return (_problem(self.entry, self.writer, self.wanted, each) for each in found)


def families(entry: ShippedBank) -> dict[str, Family[Any]]:
    """Families of a bank by name; empty if the bank is not live."""
    found: dict[str, Family[Any]] = {}
    for name in entry.families:
        more = draws.package(name).FAMILIES
        assert not found.keys() & more.keys(), f"two packages of {entry.name} declare one family"
        found |= more
    return found


def writer_of(entry: ShippedBank) -> BankWriter:
    """The module that makes problems from the draws of a live bank."""
    module: Any = import_module(f"{__package__}.{entry.writer}")
    writer: BankWriter = module
    return writer


def _entry(name: str) -> tuple[ShippedBank, Path]:
    """The bank and its file. Raises UserError with the names of the live banks."""
    for folder in FOLDERS:
        entry = catalogue(folder).get(name)
        if entry is not None and entry.families:
            return entry, paths.data(folder) / entry.file
    live = [key for folder in FOLDERS for key, entry in catalogue(folder).items() if entry.families]
    if any(name in catalogue(folder) for folder in FOLDERS):
        raise UserError(
            f"{name} takes no options: its problems are written, not drawn; live are {', '.join(live)}"
        )
    raise UnknownPart("live bank", name, live)


def _problem(entry: ShippedBank, writer: BankWriter, wanted: LiveSpec, drawn: Drawn) -> Problem:
    rung, variant = drawn.rung, drawn.variant
    family, place = rung.family, [part for part in (rung.name, rung.label) if part]
    rng = seeds.rng(wanted.seed, "live inputs", entry.name, *place, variant)
    start = [wanted.version, family.name, *([] if wanted.edition else [f"seed-{wanted.seed}"])]
    return Problem(
        id="/".join([*start, *place[1:], str(variant)]),
        domain=entry.domain,
        prompt=writer.prompt(family, drawn.draw),
        reference=writer.reference(family, drawn.draw, rng),
        family=writer.root(entry.name, family),
        source=Source(
            bank=entry.name,
            licence=entry.licence,
            policy=entry.policy,
            seed=wanted.seed,
            version=wanted.edition or entry.sha256[:12],
            parameters={
                "family": family.name,
                "variant": str(variant),
                **{f"knob.{name}": str(value) for name, value in rung.knobs.items()},
            },
        ),
        tags={"topic": family.topic, "level": str(rung.level)},
    )
