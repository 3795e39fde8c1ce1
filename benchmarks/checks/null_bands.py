"""Shows what the measures of `verigen report --real` see: python -m benchmarks.checks.null_bands FILE [--splits 8]

FILE is a bank of real problems, such as GSM8K's train.jsonl. Half of its families are the real texts, the other half is
what a set is made of: the real texts themselves, in several splits; `renumber` mutants; 60 problems with many variants;
the texts drawn once with replacement; texts of a word model fitted to them; their lower case. Each measure is printed
beside its null band, for prompts and, where the bank has solutions, for responses. The exit code is 1 if a real split or
the mutants are outside of a band, or if fewer than two measures see one of the other sets.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.checks import twins
from verigen.core import registry, seeds
from verigen.core.boundary import attempt
from verigen.core.errors import VerigenError
from verigen.core.text import words
from verigen.core.types import FamilyText
from verigen.dataset.measures.band import FEWEST, validate
from verigen.dataset.report.gather import solution
from verigen.problems.banks import find
from verigen.problems.mutate.mutators.errors import Refused

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence

    from verigen.core.parts import Mutator
    from verigen.core.types import Change, Problem
    from verigen.dataset.measures.band import MeasuredTexts

SEEDS = 60  # problems of the set with few seeds
SEEN_BY = 2  # measures that must see a set that repeats itself
ORDER = 2  # words that the word model goes by
WORDS = 8  # from which a solution is a text


class Case(NamedTuple):
    """A set of texts; `real`: the texts to hold it against; `alike`: whether it must be inside of every band."""

    name: str
    made: list[FamilyText]
    real: list[FamilyText]
    alike: bool


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bank", metavar="FILE")
    parser.add_argument("--domain", default="math")
    parser.add_argument(
        "--licence", default="MIT", help="licence of rows that name none, which mutators ask for"
    )
    parser.add_argument("--splits", type=int, default=8, help="splits of the real texts themselves")
    parser.add_argument("--rows", type=int, default=8000)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    bank = find.find(asked.bank, asked.domain, licence=asked.licence, split="train", unanswered=True)
    problems = list(islice(find.unique(bank, asked.bank), asked.rows))
    held = True
    for side in ("prompts", "responses"):
        for case in cases(problems, side, asked.splits, asked.seed):
            held &= show(side, case)
    sys.exit(0 if held else 1)


def cases(problems: Sequence[Problem], side: str, splits: int, seed: int) -> Iterator[Case]:
    """The sets of one side, `prompts` or `responses`; none for a bank without texts of it."""
    texts = [(one, text) for one in problems if (text := one.prompt if side == "prompts" else worked(one))]
    for turn in range(splits):
        ours, theirs = (_texts(half) for half in _halves(texts, seed, turn))
        yield Case(f"real texts, split {turn + 1}", ours, theirs, alike=True)
    (half, other), rng = _halves(texts, seed, 0), seeds.rng(seed, "sets", side)
    ours, theirs = _texts(half), _texts(other)
    if side == "prompts":
        yield Case("renumber, one mutant per problem", list(_mutants(half, seed, 1)), theirs, alike=True)
        few = islice(_mutants(rng.sample(half, len(half)), seed, 25), 25 * SEEDS)
        yield Case(f"renumber, 25 mutants of each of {SEEDS} problems", list(few), theirs, alike=False)
    yield Case(f"{SEEDS} problems, paraphrased", list(_paraphrased(ours, rng)), theirs, alike=False)
    yield Case("drawn once with replacement", rng.choices(ours, k=len(ours)), theirs, alike=False)
    yield Case("written by a word model fitted to the texts", _written(ours, rng), theirs, alike=False)
    lower = [replace(one, text=one.text.lower()) for one in ours]
    yield Case("lower case", lower, theirs, alike=False)


def worked(problem: Problem) -> str:
    """The worked solution of a problem; empty for a bare equation, which no measure of texts can judge."""
    text = solution(problem)
    return text if sum(token.isalpha() for token in words.tokens(text)) >= WORDS else ""


def show(side: str, case: Case) -> bool:
    """Print the figures of a set; whether they are as they must be."""
    found = validate(case.made, case.real)
    if not found:
        print(f"\n{side}: {case.name}: {len(case.made)} texts are too few (at least {FEWEST}), skipped")
        return True
    outside = [each.measure for each in found if each.inside is False]
    held = all(each.inside is not None for each in found) and (
        not outside if case.alike else len(outside) >= SEEN_BY
    )
    print(f"\n{side}: {case.name} ({found[0].texts} texts per figure)")
    for each in found:
        print(_line(each))
    told = f"outside in {', '.join(outside)}" if outside else f"inside in all {len(found)}"
    print(f"  {told}: {'as it must be' if held else 'NOT AS IT MUST BE'}", flush=True)
    return held


def _line(each: MeasuredTexts) -> str:
    if each.low is None or each.high is None:
        return f"  {each.measure:<11} {each.value:>9.4g}   no band {each.fault}"
    band = f"up to {each.high:.4g}" if each.compares else f"{each.low:.4g} to {each.high:.4g}"
    return (
        f"  {each.measure:<11} {each.value:>9.4g}   null band {band:<20} {'' if each.inside else 'outside'}"
    )


def _halves(
    texts: Sequence[tuple[Problem, str]], seed: int, turn: int
) -> tuple[list[tuple[Problem, str]], list[tuple[Problem, str]]]:
    """The texts in two parts that share no family."""
    found: tuple[list[tuple[Problem, str]], list[tuple[Problem, str]]] = ([], [])
    for each in texts:
        found[seeds.derive(seed, "half", turn, each[0].family) % 2].append(each)
    return found


def _texts(texts: Sequence[tuple[Problem, str]]) -> list[FamilyText]:
    return [FamilyText(text=text, family=one.family) for one, text in texts]


def _mutants(texts: Sequence[tuple[Problem, str]], seed: int, count: int) -> Iterator[FamilyText]:
    mutator = registry.make("mutator", "renumber")
    for problem, _ in texts:
        try:
            changes = attempt("renumber", partial(_first, mutator, problem, seed, count))
        except (Refused, VerigenError):
            continue
        if len(changes) == count:
            yield from (FamilyText(text=change.prompt, family=problem.family) for change in changes)


def _first(mutator: Mutator, problem: Problem, seed: int, count: int) -> list[Change]:
    return list(islice(mutator.changes(problem, seed, ()), count))


def _paraphrased(texts: Sequence[FamilyText], rng: random.Random) -> Iterator[FamilyText]:
    """Variants of a few texts with other names, numbers and turns of phrase, as many as there are texts."""
    chosen = rng.sample(texts, min(SEEDS, len(texts)))
    for number in range(len(texts)):
        one = chosen[number % len(chosen)]
        text = twins.reword(twins.rename(twins.renumber(one.text, rng), rng), rng)
        yield FamilyText(text=text, family=one.family)


def _written(texts: Sequence[FamilyText], rng: random.Random) -> list[FamilyText]:
    """As many texts by a Markov model over words, each of a family of its own."""
    follows: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    start = ("",) * ORDER
    for one in texts:
        here = start
        for word in (*words.tokens(one.text), ""):
            follows[here].append(word)
            here = (*here[1:], word)
    return [FamilyText(text=_walk(follows, start, rng), family=f"written/{n}") for n in range(len(texts))]


def _walk(
    follows: defaultdict[tuple[str, ...], list[str]], start: tuple[str, ...], rng: random.Random
) -> str:
    made: list[str] = []
    here = start
    while len(made) < 400 and (word := rng.choice(follows[here])):
        made.append(word)
        here = (*here[1:], word)
    return " ".join(made)


if __name__ == "__main__":
    main()
