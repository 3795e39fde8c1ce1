"""Measures the mutators on GSM8K and SVAMP beside what others publish of their variants.

    python benchmarks/checks/mutation.py [FOLDER] [--limit N]

FOLDER holds gsm8k/train.jsonl and svamp/SVAMP.json; VERIGEN_DATA names it too. The wrong answers are counted by a
second method that shares no code with the mutators: the parent's own notes, with the old numbers exchanged for the
new by hand of a small evaluator, must come to the mutant's answer. Exit 1 where a figure misses its bar.
"""

from __future__ import annotations

import argparse
import ast
import operator
import os
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any

from verigen.core import registry
from verigen.core.seeds import rng
from verigen.domains.math.reference import MathReference
from verigen.problems.banks.rows import Rows
from verigen.problems.mutate import mutate
from verigen.problems.mutate.mutators import read
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.yields import MutationReport

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from verigen.core.types import Problem
    from verigen.problems.mutate.mutate import Discarded, Mutant

NOTE = re.compile(r"<<([^<>]*)=([^<>=]*)>>")
VARIANTS = 10
CONSTANTS = (0, 1, 2, 7, 10, 12, 24, 30, 52, 60, 100, 365)
OPERATORS: dict[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv, ast.Pow: operator.pow,
}  # fmt: skip
PEERS = (
    "VarBench (arXiv:2406.17681): 41 % of the variants drawn for GSM8K are not whole numbers and are thrown away",
    "GSM-Plus (arXiv:2402.19255): 18.9 % of the variants that a model wrote needed repair by hand",
)


@dataclass(slots=True)
class Figures:
    rows: int = 0
    programs: int = 0
    mismatches: int = 0
    ten: int = 0
    infer_s: float = 0.0
    draw_s: float = 0.0
    drawn: int = 0
    report: MutationReport = field(default_factory=MutationReport)
    second: Counter[str] = field(default_factory=Counter)
    kinds: Counter[bool] = field(default_factory=Counter)


def value(text: str) -> Fraction:
    """Arithmetic by Python's own parser: none of the mutators' code. Raises ValueError."""
    try:
        return _value(
            ast.parse(re.sub(r"(?<![\d.])0+(?=\d)", "", text.strip().lstrip("+")), mode="eval").body
        )
    except (SyntaxError, KeyError, TypeError) as error:
        raise ValueError(text) from error


def _value(node: ast.AST) -> Fraction:
    if isinstance(node, ast.Constant):
        return Fraction(str(node.value))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(node.operand)
    if isinstance(node, ast.BinOp):
        return OPERATORS[type(node.op)](_value(node.left), _value(node.right))
    raise ValueError(ast.dump(node))


def second_answer(parent: Problem, mutant: Problem) -> str:
    """The parent's notes with old numbers exchanged for new: agrees, differs or, where it can't tell, silent.

    A number is exchanged where it is one that changed or the result of an earlier note. Where it is a number of the
    question and such a result, comes from prose between the notes, or where the notes do not reach the answer, this method is silent.
    """
    assert isinstance(parent.reference, MathReference)
    assert isinstance(mutant.reference, MathReference)
    changed = dict(pair.split(">") for pair in mutant.source.parameters["numbers"].split(", "))
    swaps = {Fraction(old): Fraction(new) for old, new in changed.items()}
    known: dict[Fraction, Fraction] = {}
    asked = {*_literals(parent.prompt)}
    plain = {*asked, *swaps, *map(Fraction, CONSTANTS)}
    last: Fraction | None = None
    old = Fraction(0)
    for left, right in _notes(parent.reference):
        try:
            if not {*_literals(left)} <= plain | {*known}:
                return "silent"
            both = (n for n in _literals(left) if n in known and (n in swaps or n in asked))
            if any(swaps.get(n, n) != known[n] for n in both):
                return "silent"
            new = value(
                re.sub(
                    r"\d*\.?\d+", lambda m: f"({_swap(Fraction(m[0]), swaps, known)})", left.replace(",", "")
                )
            )
            old = value(right.replace(",", ""))
            if known.setdefault(old, new) != new:
                swaps[old] = (
                    new  # two results that were equal: which of them a later note means can't be told
                )
        except (ValueError, ZeroDivisionError):
            return "silent"
        last = new
    if last is None or old != Fraction(parent.reference.answer.replace(",", "")):
        return "silent"
    return "agrees" if last == Fraction(mutant.reference.answer) else "differs"


def _notes(reference: MathReference) -> list[tuple[str, str]]:
    """None where the prose states a result that no note does; a solution without any is one formula, as SVAMP's."""
    solution = reference.solution or ""
    found = NOTE.findall(solution)
    if not found and re.fullmatch(r"[\d\s.+*/()-]+", solution):
        return [(solution, reference.answer)]
    return found if NOTE.sub("", solution).count("=") <= len(found) else []


def _literals(text: str) -> list[Fraction]:
    return [Fraction(piece) for piece in re.findall(r"\d*\.?\d+", text.replace(",", ""))]


def _swap(number: Fraction, swaps: dict[Fraction, Fraction], known: dict[Fraction, Fraction]) -> str:
    new = known.get(number, swaps.get(number, number))
    return f"{new.numerator}/{new.denominator}" if new.denominator > 1 else str(new)


def measure(problems: Iterable[Problem], figures: Figures) -> list[tuple[Problem, Mutant]]:
    """Every mutant through the stage, with its checks; the draws alone timed a second time."""
    renumber = mutate.named("renumber")
    pairs: list[tuple[Problem, Mutant]] = []
    math = registry.load("domain", "math")()
    with registry.load("verifier", "symbolic")().open() as grader:
        for problem in problems:
            figures.rows += 1
            _infer(problem, figures)
            began = process_time()
            made = [change.reference.answer for change in _changes(renumber["renumber"], problem)]
            figures.draw_s += process_time() - began
            figures.drawn += len(made)
            found: list[Mutant | Discarded] = list(
                mutate.mutate([problem], renumber, mutate.MutateOptions(variants=VARIANTS), math, grader)
            )
            mutants = [each for each in found if isinstance(each, mutate.Mutant)]
            for each in found:
                figures.report.add(each)
            figures.ten += len(mutants) >= VARIANTS
            pairs += [(problem, each) for each in mutants]
    return pairs


def _changes(mutator: Any, problem: Problem) -> list[Any]:
    try:
        return list(islice(mutator.changes(problem, 0, ()), VARIANTS))
    except Refused:
        return []


def _infer(problem: Problem, figures: Figures) -> None:
    began = process_time()
    try:
        story = read.story(problem)
    except Refused:
        return
    finally:
        figures.infer_s += process_time() - began
    assert isinstance(problem.reference, MathReference)
    figures.programs += 1
    answer = story.program.run(story.slots)[story.program.answer]
    figures.mismatches += Fraction(answer) != Fraction(problem.reference.answer.replace(",", "").strip(" $%"))


def tell(name: str, figures: Figures, pairs: list[tuple[Problem, Mutant]], bars: tuple[float, float]) -> bool:
    for parent, mutant in pairs:
        assert isinstance(parent.reference, MathReference)
        assert isinstance(mutant.problem.reference, MathReference)
        old, new = parent.reference.answer, mutant.problem.reference.answer
        figures.kinds[("." in old) == ("." in new) and ("/" in old) == ("/" in new)] += 1
    sample = rng(0, "second", name).sample(pairs, min(3000, len(pairs)))
    for parent, mutant in sample:
        figures.second[second_answer(parent, mutant.problem)] += 1
    renumber = figures.report.yields["renumber"]
    distance = renumber.distance or 0.0
    rate = figures.drawn / (figures.draw_s + figures.infer_s)
    programs, ten = figures.programs / figures.rows, figures.ten / figures.rows
    kept = figures.kinds[True] / max(1, sum(figures.kinds.values()))
    print(f"{name}: {figures.rows} rows")
    print(f"  consistent programs    {100 * programs:.1f} %, {figures.mismatches} mismatches with the answer")
    print(f"  >= {VARIANTS} valid variants  {100 * ten:.1f} % of rows, {renumber.mutants} variants")
    print(f"  answer kind kept       {100 * kept:.2f} %")
    print(f"  K-S of the numbers     {distance:.4f}")
    print(
        f"  variants a CPU second  {rate:.0f} (inference included), {figures.drawn / figures.draw_s:.0f} drawn"
    )
    print(
        f"  second method          {dict(figures.second)} of {len(sample)}; not passed on: a derivation disagrees {renumber.refused['a second derivation disagrees']}"
    )
    for reason, count in renumber.refused.most_common(12):
        print(f"  {count:6} {reason}")
    bad = figures.mismatches + figures.second["differs"]
    return (
        not bad and programs >= bars[0] and ten >= bars[1] and kept == 1 and distance <= 0.05 and rate >= 1000
    )


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", default=os.environ.get("VERIGEN_DATA"))
    parser.add_argument("--limit", type=int, help="rows of each at most")
    options = parser.parse_args()
    if options.folder is None:
        parser.error("name the folder, or set VERIGEN_DATA")
    good = True
    for name, file, bars in (
        ("GSM8K train", "gsm8k/train.jsonl", (0.8, 0.65)),
        ("SVAMP", "svamp/SVAMP.json", (0.9, 0.9)),
    ):
        bank = Rows(path=Path(options.folder) / file, name=name, domain="math", licence="MIT")
        figures = Figures()
        pairs = measure(islice(bank.problems(), options.limit), figures)
        good &= tell(name, figures, pairs, bars)
    print("published of others, not measured here:", *PEERS, sep="\n  ")
    return int(not good)


if __name__ == "__main__":
    sys.exit(main())
