"""Shows which words give mutants away: python -m benchmarks.checks.tells PARENTS.jsonl [--rows 800] [--licence MIT]

For every mutator: half of the families are mutated, the other half stays real. A mutant is paired with a real problem
that the mutator could have changed too, and that is as long (to a twentieth, or two words); mutants without a pair are
left out. The classifier of `verigen report` tells the two sides apart over folds of families (AUC). The null is the same
with the mutants' own parents in their place, unchanged.
Problems that backward and compose make state what real ones seldom do, so these two are told from real problems that
say such a thing too (FORMS), and their null are real problems of that form in both places.
Beside distract stands a sentence of any other problem at any place: one more sentence tells that much by itself.
A one-word rule is the best single word's or pair of words' balanced accuracy, fitted on one half of the families and
scored on the other. For underdetermine the mutants without an answer are told from those with one.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict, deque
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from verigen.core import registry, seeds
from verigen.core.boundary import attempt
from verigen.core.errors import VerigenError
from verigen.core.types import FamilyText
from verigen.dataset.measures.classifier import Classifier
from verigen.dataset.measures.vectors import grams, tokens
from verigen.problems.banks import find
from verigen.problems.mutate.mutate import NEAR
from verigen.problems.mutate.mutators import asides
from verigen.problems.mutate.mutators.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.parts import Mutator
    from verigen.core.types import Change, Problem

SEED = 0
FORMS = {
    "backward": re.compile(
        r"(?=.*\bhow many\b).*(?:\b(?:at first|originally|initially|in the beginning|to begin with|at the start)\b|\bsome [a-z]+s\b)",
        re.DOTALL | re.IGNORECASE,
    ),
    "compose": re.compile(r"\bas many\b|\bsame number\b"),
}
LEAST = 20  # pairs
TELLS = 6
LOOSE, CLOSE = 2, 0.05  # words, share of the words


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parents")
    parser.add_argument("--rows", type=int, default=800)
    parser.add_argument("--licence", default="MIT")
    parser.add_argument("--domain", default="math")
    parser.add_argument("--with", dest="mutators", default="")
    asked = parser.parse_args()
    bank = find.find(asked.parents, asked.domain, licence=asked.licence, split="train")
    parents = list(islice(find.unique(bank, asked.parents), asked.rows))
    print(f"{'mutator':<16} {'mutants':>7} {'pairs':>7} {'null':>6} {'AUC':>6} {'word':>6}  tells")
    ours, real = ([_text(one, one.prompt) for one in parents if _side(one.family) == side] for side in (1, 0))
    print(_line("(none)", ours, ours, real))
    for name in asked.mutators.split(",") if asked.mutators else _names():
        print(_told_apart(name, parents), flush=True)


def _names() -> list[str]:
    return [name for name in registry.names("mutator") if not name.startswith("code_")]


def _side(family: str) -> int:
    return seeds.derive(SEED, "tells", family) % 2


def _told_apart(name: str, parents: Sequence[Problem]) -> str:
    found = _changed(name, parents)
    if name == "underdetermine":
        without, whole = (
            [
                _text(one, change.prompt)
                for one, changes in found
                for change in changes
                if (change.parameters["left out"] == "nothing that matters") == answerable
            ]
            for answerable in (False, True)
        )
        return _line(name, without, [], whole)
    mutated = [(one, changes[0]) for one, changes in found if _side(one.family)]
    made = [_text(one, change.prompt) for one, change in mutated]
    if form := FORMS.get(name):
        ours, real = (
            [
                _text(one, one.prompt)
                for one in parents
                if _side(one.family) == side and form.search(one.prompt)
            ]
            for side in (1, 0)
        )
        return _line(name, made, ours, real)
    before = [_text(one, one.prompt) for one, _ in mutated]
    real = [_text(one, one.prompt) for one, _ in found if not _side(one.family)]
    line = _line(name, made, before, real)
    if name != "distract":
        return line
    return f"{line}\n{_line('  any sentence', [_with_any(one, parents) for one, _ in mutated], before, real)}"


def _with_any(problem: Problem, parents: Sequence[Problem]) -> FamilyText:
    """A problem with a sentence of another one, both it and its place drawn: the least that one more sentence tells."""
    random = seeds.rng(SEED, "any sentence", problem.id)
    lender = random.choice(parents)
    found = asides.sentences(problem.prompt)
    found.insert(random.randrange(len(found)), random.choice(asides.sentences(lender.prompt)[:-1] or [""]))
    return _text(problem, " ".join(found))


def _changed(name: str, parents: Sequence[Problem]) -> list[tuple[Problem, list[Change]]]:
    """The problems that the mutator changes, each with its first change; with two for underdetermine: its twins."""
    mutator = registry.make("mutator", name)
    near: deque[Problem] = deque(maxlen=NEAR)
    found = []
    for problem in parents:
        count = 2 if name == "underdetermine" else 1
        try:
            changes = attempt(name, partial(_first, mutator, problem, tuple(near), count))
        except (Refused, VerigenError):
            changes = []
        if changes:
            found.append((problem, changes))
        near.append(problem)
    return found


def _first(mutator: Mutator, problem: Problem, near: Sequence[Problem], count: int) -> list[Change]:
    return list(islice(mutator.changes(problem, SEED, near), count))


def _text(problem: Problem, text: str) -> FamilyText:
    return FamilyText(family=problem.family, text=text)


def _paired(
    made: Sequence[FamilyText], real: Sequence[FamilyText]
) -> tuple[list[FamilyText], list[FamilyText]]:
    """Pairs of texts of the same length, each text in one pair at most."""
    free: dict[int, list[FamilyText]] = defaultdict(list)
    for one in real:
        free[len(tokens(one.text))].append(one)
    pairs = []
    for one in made:
        length = len(tokens(one.text))
        reach = max(LOOSE, int(CLOSE * length))
        near = sorted(range(length - reach, length + reach + 1), key=lambda other: abs(other - length))
        if place := next((other for other in near if free.get(other)), None):
            pairs.append((one, free[place].pop()))
    return [one for one, _ in pairs], [other for _, other in pairs]


def _line(
    name: str, made: Sequence[FamilyText], parents: Sequence[FamilyText], real: Sequence[FamilyText]
) -> str:
    ours, theirs = _paired(made, real)
    if len(ours) < LEAST:
        return f"{name:<16} {len(made):>7} {len(ours):>7} {'-':>6} {'-':>6} {'-':>6}"
    figure = Classifier().figure(ours, theirs)
    null = f"{Classifier().figure(*_paired(parents, real)).value:6.3f}" if parents else f"{'-':>6}"
    word, score = _rule(ours, theirs)
    tells = ", ".join(figure.tells[:TELLS])
    return (
        f"{name:<16} {len(made):>7} {len(ours):>7} {null} {figure.value:6.3f} {score:6.3f}  {word!r}; {tells}"
    )


def _rule(made: Sequence[FamilyText], real: Sequence[FamilyText]) -> tuple[str, float]:
    """The word or pair whose presence or absence tells the sets apart best on one half, and its accuracy on the other."""
    halves = [
        (
            [set(grams(one.text)) for one in made if _half(one.family) == half],
            [set(grams(one.text)) for one in real if _half(one.family) == half],
        )
        for half in (0, 1)
    ]
    counted = [[Counter(word for one in side for word in one) for side in half] for half in halves]
    gap = {
        word: counted[0][0][word] / len(halves[0][0]) - counted[0][1][word] / len(halves[0][1])
        for word in counted[0][0].keys() | counted[0][1].keys()
    }
    best = max(gap, key=lambda word: (abs(gap[word]), word))
    fresh = counted[1][0][best] / len(halves[1][0]) - counted[1][1][best] / len(halves[1][1])
    return best, 0.5 + (fresh if gap[best] > 0 else -fresh) / 2


def _half(family: str) -> int:
    return seeds.derive(SEED, "half", family) % 2


if __name__ == "__main__":
    main()
