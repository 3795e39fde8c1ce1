"""Every law of verigen.testing over every row of the registry."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rows import part, require, tried

from verigen.core import registry
from verigen.core.boundary import typed
from verigen.core.types import Verdict
from verigen.dataset.formats.sft import Sft
from verigen.problems.mutate.mutators.renumber import Renumber
from verigen.testing import LawBroken, check, every, laws, sample, strategies
from verigen.testing.sample import stories
from verigen.verifiers.symbolic.part import Symbolic

if TYPE_CHECKING:
    from pathlib import Path

WORK = [
    pytest.param(row.kind, row.name, law, id=f"{row.kind}-{row.name}-{law.__name__}")
    for kind in registry.PARTS
    for row in registry.rows(kind)
    if not row.package
    for law in laws(kind)
]
GENERAL = {law.__name__ for law in every.LAWS} | {"it_has_what_its_kind_needs"}


@pytest.mark.parametrize(("kind", "name", "law"), WORK)
def test_every_part_keeps_every_law_of_its_kind(kind: str, name: str, law: Any, tmp_path: Path) -> None:
    if law.__name__ not in GENERAL:
        require(kind, name)

    law(part(kind, name, tmp_path), tried(kind, name))


@pytest.mark.parametrize("kind", list(registry.PARTS))
def test_every_kind_has_laws_of_its_own(kind: str) -> None:
    own = [law for law in laws(kind) if law.__name__ not in GENERAL]

    assert len(own) >= 3
    assert len({law.__name__ for law in own}) == len(own)


def test_a_mutator_that_makes_nothing_of_the_sample_breaks_a_law() -> None:
    with pytest.raises(LawBroken, match="it changes none of"):
        check("mutator", Renumber(), sample("math", 2))


@dataclass(frozen=True, slots=True, kw_only=True)
class Lenient(Symbolic):
    """Takes whatever mentions no doubt for right."""

    def verify(self, problem: Any, candidate: Any) -> Any:
        verdict = Symbolic.verify(self, problem, candidate)
        doubt = "don't" in candidate.text or not candidate.text
        return verdict if doubt else replace(verdict, outcome="correct")


def test_a_verifier_that_accepts_too_much_breaks_a_law() -> None:
    with pytest.raises(LawBroken, match="is taken for correct"):
        check("verifier", Lenient(), sample("math", 2))


@dataclass(frozen=True, slots=True, kw_only=True)
class Undecided(Sft):
    """Trains on whatever there is."""

    def rows(self, graded: Any) -> Any:
        yield from (self._row(each) for each in graded)


def test_a_format_that_trains_on_the_undecided_breaks_a_law() -> None:
    with pytest.raises(LawBroken, match="unverified candidates make a record"):
        check("format", Undecided(), sample("math", 2))


@dataclass(kw_only=True)
class Loose:
    size: int = 0


def test_a_part_that_can_be_changed_breaks_a_law() -> None:
    with pytest.raises(LawBroken, match="can be set: make it frozen"):
        every.its_options_are_the_fields_of_a_frozen_dataclass(Loose(), stories())


@given(st.data())
@settings(max_examples=40)
def test_the_formats_take_any_candidates_and_train_on_none_that_is_undecided(data: st.DataObject) -> None:
    problem = data.draw(strategies.problems())
    graded = data.draw(strategies.gradings(problem))
    undecided = {each.candidate.id for each in graded if each.verdict.outcome == "unverified"}

    for name in registry.PARTS["format"]:
        for row in registry.make("format", name).rows(graded):
            assert not undecided & {row.get("candidate_id"), row.get("chosen_id"), row.get("rejected_id")}


@given(st.data())
@settings(max_examples=40)
def test_the_symbolic_verifier_gives_any_candidate_a_verdict_that_can_be_kept(data: st.DataObject) -> None:
    problem = data.draw(strategies.problems())
    candidate = data.draw(strategies.candidates(problem))

    verdict = Symbolic().verify(problem, candidate)

    assert typed("symbolic", verdict, Verdict) == verdict
