"""Reads problems, and makes problems from problems."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from verigen.core import boundary, registry
from verigen.dataset.decontaminate import read
from verigen.problems.banks import find
from verigen.problems.mutate import mutate as mutating

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from verigen.core.types import Policy, Problem
    from verigen.problems.mutate.mutate import Discarded, Mutant


def load_bank(
    name: str | Path,
    domain: str | None = None,
    *,
    licence: str | None = None,
    split: str = "train",
    policy: Policy | None = None,
) -> Iterator[Problem]:
    """Stream the problems of a bank in their order; `list(verigen.load_bank("math-core"))` holds them all.

    - `name`: a bank of `verigen banks`, such as "math-core" or "math-core:variants=100,seed=7" (fresh draws of its
      families); a JSONL, JSON, CSV or Parquet file; a dataset folder; a hub id such as "openai/gsm8k:main";
      "reasoning-gym:TASK".
    - `domain`: the domain of the problems; default: detected from the bank or its first row.
    - `licence`: the SPDX licence for rows that name none.
    - `split`: which split of a hub dataset or folder.
    - `policy`: "train" takes rows of a well-known held-out set (AIME, AMC, MATH's test, GSM-Plus) for training.

    Yields `Problem`s, each id once; they are read, not validated: `verigen.sample` validates before it samples.

    Raises `UserError` with file and line for a bad row, `UnknownPart` for an unknown name.
    """
    bank = str(name)
    found = find.find(bank, domain or read.domain(bank), licence=licence, split=split, policy=policy)
    return find.unique(found, bank)


def mutate(
    problems: Iterable[Problem],
    mutators: str,
    *,
    variants: int = 10,
    seed: int = 0,
    check: float = 1.0,
    executor: str = "local",
) -> Iterator[Mutant | Discarded]:
    """Make problems from problems, with recomputed answers; refused ones are returned with a reason.

    - `problems`: a stream of problems of one domain.
    - `mutators`: names of `verigen parts`, such as "renumber,rename" (each) or "renumber+rename"
      (in sequence).
    - `variants`: maximum number of variants per problem and mutator.
    - `seed`: a whole number; the same seed makes the same mutants on any machine.
    - `check`: share from 0 to 1 of the mutants whose answer is derived a second time, by other code.
    - `executor`: the sandbox that runs code, "local" or "docker".

    Yields a `Mutant` (its `problem`, its `parent`, whether it was `rechecked`) or a `Discarded` (its
    `parent`, the `reason` in a few words, a `message`). A mutant keeps its parent's family.

    Raises `UnknownPart` for an unknown mutator.

    Variants by new numbers follow GSM-Symbolic (Mirzadeh et al. 2024, arXiv:2410.05229), with the answer
    computed from the worked solution instead of a template.
    """
    parts = mutating.named(mutators)
    rest = iter(problems)
    first = next(rest, None)
    if first is None:
        return
    field = registry.make("domain", first.domain)
    asked = mutating.MutateOptions(variants=variants, seed=seed, check_share=check)
    verifier = registry.make("verifier", field.default_verifier, {"executor": executor})
    with boundary.opened(verifier, "verifier") as grader:
        yield from mutating.mutate(chain([first], rest), parts, asked, field, grader)
