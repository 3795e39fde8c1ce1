"""Checks the makers of logic puzzles and the verifier: python -m benchmarks.checks.logic [--puzzles 1000].

For each maker, over all its levels: CPU seconds, puzzles that a second method (z3, or an own search of another kind for
plans, pictures, arguments and formulas) finds to have no or several solutions, wrong answers accepted, and right answers
rejected in forms that benchmarks/checks/logic_forms.py writes. Needs z3-solver.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from itertools import combinations, product
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.checks import logic_forms
from verigen.core import seeds
from verigen.problems.banks.live.csp import PuzzleFacts
from verigen.problems.banks.live.draws import package
from verigen.verifiers.logic.judge import judged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.problems.banks.live.family import Family
    from verigen.problems.banks.live.puzzles import Puzzle

PACKAGES = ("problem_banks.logic_core", "benchmarks.suites.logic_bench")


class Row(NamedTuple):
    """What was found for a maker."""

    seconds: float
    proved: int
    faults: int
    forms: Counter[str]
    shown: list[str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--puzzles", type=int, default=1000, help="per maker")
    parser.add_argument(
        "--proofs", type=int, default=None, help="puzzles per maker that are proved again; default: all"
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", action="append", help="a maker's name")
    parser.add_argument("--show", type=int, default=0, help="failures to print per maker")
    asked = parser.parse_args()
    print(
        "maker | CPU s | proved again | not unique | right: correct, unverified, incorrect | wrong: accepted"
    )
    for name in PACKAGES:
        for family in package(name).FAMILIES.values():
            if not asked.only or family.name in asked.only:
                row = check(family, asked.puzzles, asked.proofs, asked.seed, asked.show)
                right = ", ".join(
                    str(row.forms[f"right {each}"]) for each in ("correct", "unverified", "incorrect")
                )
                print(
                    f"{family.name} | {row.seconds:.1f} | {row.proved} | {row.faults} | {right} | {row.forms['wrong correct']}",
                    flush=True,
                )
                print("\n".join(row.shown), end="\n" if row.shown else "")


def check(family: Family[Puzzle], count: int, proofs: int | None, seed: int, show: int) -> Row:
    started = time.process_time()
    drawn = list(_drawn(family, count, seed))
    seconds = time.process_time() - started
    again = drawn[: len(drawn) if proofs is None else proofs]
    faults = sum(not proved(each) for each in again)
    forms: Counter[str] = Counter()
    shown: list[str] = []
    for at, each in enumerate(drawn):
        rng = seeds.rng(seed, "forms", family.name, at)
        for kind, make in (("right", logic_forms.right), ("wrong", logic_forms.wrong)):
            text = make(rng, each.reference)
            outcome = judged(each.reference, text).outcome
            forms[f"{kind} {outcome}"] += 1
            if (
                (kind == "right") != (outcome == "correct")
                and (kind == "right" or outcome == "correct")
                and len(shown) < show
            ):
                shown.append(f"  {kind} is {outcome}: {text!r} for {each.reference.answer}")
    return Row(seconds, len(again), faults, forms, shown)


def _drawn(family: Family[Puzzle], count: int, seed: int) -> Iterator[Puzzle]:
    levels = list(family.levels)
    for number in range(count):
        rung = family.at(levels[number % len(levels)])
        yield rung.draw(seeds.rng(seed, "logic check", family.name, number))


def proved(puzzle: Puzzle) -> bool:
    """Whether a second method finds exactly the reference's solution, and no other."""
    facts: Any = puzzle.facts
    kind = type(facts).__name__
    if kind == "PuzzleFacts":
        return _by_z3(facts)
    return {"Crossing": _crossing, "Runs": _runs, "Argument": _argument, "Formulas": _formulas}[kind](
        facts, puzzle
    )


def _by_z3(facts: PuzzleFacts) -> bool:
    import z3

    space: dict[str, Any] = {
        "And": z3.And,
        "Or": _either,
        "Not": z3.Not,
        "Implies": z3.Implies,
        "Count": _count,
        "Abs": z3.Abs,
    }
    names = {name: z3.Int(name) for name in facts.domains}
    solver = z3.Solver()
    for name, values in facts.domains.items():
        solver.add(z3.Or([names[name] == value for value in values]))
    for clue in facts.clues:
        solver.add(eval(clue, {**space, **names}))
    for group in facts.different:
        solver.add(z3.Distinct([names[name] for name in group]))
    if solver.check() != z3.sat:
        return False
    model = solver.model()
    solver.add(z3.Or([names[name] != model.eval(names[name], model_completion=True) for name in names]))
    return bool(solver.check() == z3.unsat)


def _either(*each: Any) -> Any:
    import z3

    return z3.Or([z3.BoolVal(one) if isinstance(one, bool) else one for one in each])


def _count(*each: Any) -> Any:
    import z3

    return z3.Sum([z3.If(one, 1, 0) for one in each])


def _crossing(task: Any, puzzle: Puzzle) -> bool:
    """The number of steps after which the set of reachable states, all at once, holds the goal."""
    full = frozenset(range(task.things))
    states, seen, steps = {(full, 0)}, {(full, 0)}, 0
    while states:
        if any(not left and side for left, side in states):
            return puzzle.reference.answer == ((str(steps),),)
        after = set()
        for left, side in states:
            bank = full - left if side else left
            for size in range(task.room + 1):
                for load in map(frozenset, combinations(sorted(bank), size)):
                    stays = bank - load
                    if not any({a, b} <= stays for a, b in task.conflicts):
                        after.add((left | load if side else left - load, 1 - side))
        states = after - seen
        seen |= states
        steps += 1
    return False


def _runs(runs: Any, puzzle: Puzzle) -> bool:
    """Row by row: every row with its runs, the columns so far being the beginnings of their runs."""
    wide = len(runs.columns)
    found: list[tuple[tuple[int, ...], ...]] = []

    def place(rows: tuple[tuple[int, ...], ...]) -> None:
        if len(rows) == len(runs.rows):
            if all(
                _lengths(column) == want
                for column, want in zip(zip(*rows, strict=True), runs.columns, strict=True)
            ):
                found.append(rows)
            return
        for row in product((0, 1), repeat=wide):
            if _lengths(row) == runs.rows[len(rows)] and all(
                _begins(tuple(column), want)
                for column, want in zip(zip(*rows, row, strict=True), runs.columns, strict=True)
            ):
                place((*rows, row))

    place(())
    return [tuple(tuple(".#"[cell] for cell in row) for row in each) for each in found] == [
        puzzle.reference.answer
    ]


def _lengths(line: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(len(part) for part in "".join(map(str, line)).split("0") if part)


def _begins(line: tuple[int, ...], want: tuple[int, ...]) -> bool:
    have = _lengths(line)
    if len(have) > len(want) or have[:-1] != want[: max(0, len(have) - 1)]:
        return False
    return not have or (have[-1] <= want[len(have) - 1] if line[-1] else have[-1] == want[len(have) - 1])


def _argument(argument: Any, puzzle: Puzzle) -> bool:
    """By z3: whether each kind of person exists is a variable, and a conclusion follows if its denial can't be added."""
    import z3

    exists = [z3.Bool(f"e{person}") for person in range(1 << argument.terms)]

    def meant(claim: Any) -> Any:
        some = [person for person in range(1 << argument.terms) if person >> claim.one & 1]
        both = [exists[person] for person in some if person >> claim.other & 1]
        only = [exists[person] for person in some if not person >> claim.other & 1]
        return {
            "all": z3.Not(z3.Or(only)),
            "no": z3.Not(z3.Or(both)),
            "some": z3.Or(both),
            "some not": z3.Or(only),
        }[claim.kind]

    nobody = [
        z3.Or([exists[p] for p in range(1 << argument.terms) if p >> term & 1])
        for term in range(argument.terms)
    ]
    following = []
    for imported in ([], nobody):
        solver = z3.Solver()
        solver.add(*(meant(each) for each in argument.premises), *imported)
        if solver.check() != z3.sat:
            return False
        found = []
        for at, each in enumerate(argument.conclusions, 1):
            solver.push()
            solver.add(z3.Not(meant(each)))
            if solver.check() == z3.unsat:
                found.append(((f"conclusion {at}",),))
            solver.pop()
        following.append(found)
    return following == [[puzzle.reference.answer]] * 2


def _formulas(formulas: Any, puzzle: Puzzle) -> bool:
    import z3

    names = {f"p{each}": z3.Int(f"p{each}") for each in range(formulas.variables)}
    limits = [z3.Or(name == 0, name == 1) for name in names.values()]
    kinds = []
    for text in formulas.texts:
        told = eval(text, {"And": z3.And, "Or": z3.Or, "Not": z3.Not, "Implies": z3.Implies, **names})
        can = []
        for side in (told, z3.Not(told)):
            solver = z3.Solver()
            solver.add(*limits, side)
            can.append(solver.check() == z3.sat)
        kinds.append("contingent" if all(can) else "tautology" if can[0] else "contradiction")
    return kinds == [kind for _, kind in puzzle.reference.answer]


if __name__ == "__main__":
    main()
