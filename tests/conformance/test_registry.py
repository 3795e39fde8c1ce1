"""Every row of the registry, held against the laws of its kind."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from verigen.core import parts, registry
from verigen.core.errors import UnknownPart
from verigen.core.types import Problem
from verigen.domains.opening import first_ask
from verigen.problems import validate
from verigen.problems.banks import find

ROWS = [(kind, name) for kind in registry.PARTS for name in registry.PARTS[kind]]
# those with a bank of their own; test_laws.py holds the others on a sample
DOMAINS = sorted(name for name in registry.PARTS["domain"] if registry.load("domain", name)().default_bank)


@pytest.mark.parametrize(("kind", "name"), ROWS)
def test_every_row_is_a_class_of_options(kind: str, name: str) -> None:
    part = registry.load(kind, name)

    assert dataclasses.is_dataclass(part)
    assert part.__dataclass_params__.frozen


@pytest.mark.parametrize(("kind", "name"), ROWS)
def test_every_row_can_be_opened_or_used_as_its_kind(kind: str, name: str) -> None:
    work = {
        "domain": "turns",
        "verifier": "open",
        "engine": "open",
        "executor": "open",
        "reader": "problems",
        "filter": "find",
        "format": "rows",
        "mutator": "changes",
        "rewriter": "messages",
        "arm": "rows",
        "student": "render",
        "measure": "figure",
        "layout": "row",
    }

    assert callable(getattr(registry.load(kind, name), work[kind]))


@pytest.mark.parametrize("kind", list(registry.PARTS))
def test_an_unknown_name_comes_with_what_there_is(kind: str) -> None:
    with pytest.raises(UnknownPart, match=f"unknown {kind} 'zzzz'; there are: "):
        registry.load(kind, "zzzz")


def own_problems(domain: str, count: int) -> tuple[parts.Domain, list[Problem]]:
    field = registry.load("domain", domain)()
    bank = find.find(field.default_bank, domain, licence=None, split="train")
    problems = list(bank.problems())
    return field, problems[:: max(1, len(problems) // count)]


@pytest.mark.parametrize("domain", DOMAINS)
def test_a_domains_verifier_accepts_its_banks_references(domain: str) -> None:
    field, problems = own_problems(domain, 40)

    with registry.load("verifier", field.default_verifier)().open() as grader:
        faults = {p.id: why for p in problems if (why := validate.fault(p, field, grader))}

    assert faults == {}


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize(
    "text", ["", "I don't know.", "<think>\nstill thinking", "\\boxed{}", "```python\n```", "\0\ud800"]
)
def test_a_domains_verifier_accepts_nothing_else(domain: str, text: str) -> None:
    field, problems = own_problems(domain, 3)

    with registry.load("verifier", field.default_verifier)().open() as grader:
        outcomes = {grader.verify(p, validate.bare("c", p, text)).outcome for p in problems}

    assert "correct" not in outcomes


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("reasoner", [True, False])
def test_a_domain_asks_with_the_problems_own_words(domain: str, reasoner: bool) -> None:  # noqa: FBT001 - pytest passes it by name
    field, problems = own_problems(domain, 3)

    for problem in problems:
        asked = [m for m in first_ask(field, problem, reasoner=reasoner).messages if m.role == "user"][-1]
        assert problem.prompt in asked.content


@pytest.mark.parametrize("name", sorted(find.entries()))
def test_a_shipped_bank_is_the_file_its_catalogue_row_names(name: str) -> None:
    import hashlib

    entry = find.entries()[name]
    path = Path(__file__).parents[2] / "problem_banks" / entry.file

    assert hashlib.sha256(path.read_bytes()).hexdigest() == entry.sha256
    assert {
        p.source.licence for p in find.find(name, entry.domain, licence=None, split="train").problems()
    } == {entry.licence}
