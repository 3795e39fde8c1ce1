"""Makes the attacked problems of a bank: each beside the unchanged one."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from verigen.benchmarks.attack import translated
from verigen.benchmarks.attack.kinds import ATTACKS, DEFAULT
from verigen.core import domains, registry, seeds
from verigen.core.errors import UnknownPart, UserError
from verigen.problems import validate
from verigen.problems.banks import find
from verigen.problems.mutate.mutate import Discarded, MutateOptions, mutate, named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from verigen.core.parts import Grader
    from verigen.core.types import Problem

    Translate = Callable[[Sequence[Problem], Sequence[str]], Iterable[tuple[str, Problem | str]]]

UNCHANGED = "unchanged"
TRIES = 5  # problems of the bank that are looked at for each one that is wanted


class AttackPlan(NamedTuple):
    """What is sampled: the unchanged problems with their attacked forms; `refused` counts what could not be made, by kind."""

    problems: list[Problem]
    refused: dict[str, int]


class AttackKinds(NamedTuple):
    """`mutators`: their names joined by commas; `languages`: those to translate into."""

    plain: list[str]
    mutators: str
    languages: list[str]


def kinds(spec: str | None) -> AttackKinds:
    """The attacks of a text such as persona,typos,mutator:renumber,translate:de.

    Raises UnknownPart with the nearest names.
    """
    told = [each.strip() for each in spec.split(",")] if spec else list(DEFAULT)
    mutators = [each.partition(":")[2] for each in told if each.startswith("mutator:")]
    plain = [each for each in told if not each.startswith(("mutator:", translated.KIND))]
    for each in plain:
        if each not in ATTACKS:
            raise UnknownPart(
                "attack", each, [*ATTACKS, *(f"mutator:{name}" for name in registry.names("mutator"))]
            )
    return AttackKinds(plain, ",".join(mutators), translated.languages_of(told))


def make(
    bank: str,
    domain: str,
    spec: str | None,
    *,
    limit: int,
    seed: int,
    licence: str | None,
    executor: str,
    translate: Translate | None = None,
) -> AttackPlan:
    """The first problems of the bank that pass their own checks, each followed by its attacked forms.

    `translate` serves the kinds translate:CODE. Raises UserError if no problem passes.
    """
    plain, mutators, codes = kinds(spec)
    part = domains.named(domain)
    refused: dict[str, int] = {}
    with registry.make("verifier", part.default_verifier, {"executor": executor}).open() as grader:
        parents = list(islice(_sound(bank, domain, licence, grader, limit), limit))
        if not parents:
            raise UserError(f"{bank} holds no problem that passes its own checks")
        made = {each.id: [each, *_plain(each, plain, seed, refused)] for each in parents}
        if mutators:
            options = MutateOptions(variants=1, seed=seed)
            for mutant in mutate(parents, named(mutators, executor), options, part, grader):
                if isinstance(mutant, Discarded):
                    name = f"mutator:{mutant.mutator}"
                    refused[name] = refused.get(name, 0) + 1
                else:
                    made[mutant.parent.id].append(
                        _held(mutant.problem, f"mutator:{mutant.problem.source.mutator}")
                    )
    for kind, found in translate(parents, codes) if codes and translate else ():
        if isinstance(found, str):
            refused[kind] = refused.get(kind, 0) + 1
        else:
            made[str(found.source.parent)].append(found)
    return AttackPlan([each for group in made.values() for each in group], refused)


def _sound(bank: str, domain: str, licence: str | None, grader: Grader, limit: int) -> Iterator[Problem]:
    part = domains.named(domain)
    found = find.unique(find.find(bank, domain, licence=licence, split="train"), bank)
    for problem in islice(found, TRIES * limit):
        if domains.takes(domain, problem.domain) and validate.fault(problem, part, grader) is None:
            yield problem


def _plain(parent: Problem, wanted: Sequence[str], seed: int, refused: dict[str, int]) -> Iterator[Problem]:
    for kind in wanted:
        done = ATTACKS[kind](seeds.rng(seed, "attack", kind, parent.id), parent.prompt)
        if done is None:
            refused[kind] = refused.get(kind, 0) + 1
            continue
        source = replace(
            parent.source,
            parent=parent.id,
            mutator=f"attack:{kind}",
            version="1",
            seed=seed,
            parameters={"choice": done.choice},
            depth=parent.source.depth + 1,
        )
        yield _held(replace(parent, id=f"{parent.id}/attack:{kind}", prompt=done.prompt, source=source), kind)


def _held(problem: Problem, kind: str) -> Problem:
    return replace(problem, tags={**problem.tags, "attack": kind})
