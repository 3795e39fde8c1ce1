"""Draws many instances of our own families and checks each: python -m benchmarks.checks.families math|code.

Counted are references that their verifier does not accept, draws that fail, derivations of one answer that differ, and
prompts with traces of their template. A family that spans levels is drawn at each in turn. "math" are the families of
all banks and suites of maths, "hard" those with knobs, whose mean time per draw is printed too;
for code also outputs on which a family's solution and its oracle differ. Prompts of maths families are held against
GSM8K's questions in length and reading level (Flesch-Kincaid grade, Kincaid et al. 1975) where --gsm8k names its file:
a family is in range where its median lies between the shortest and longest, the easiest and hardest, question there.
Exit 1 where anything is wrong.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from problem_banks import build_code_families as code
from problem_banks.math_core import tex
from verigen.core import registry, seeds
from verigen.core.types import Problem, Source
from verigen.domains.math.reference import MathReference
from verigen.executors.local import Local
from verigen.problems import validate
from verigen.problems.banks.live.bank import FOLDERS, catalogue, families
from verigen.problems.banks.live.writing import AnswersDiffer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from verigen.core.parts import Grader, Pool
    from verigen.problems.banks.live.family import Rung

TRACES = re.compile(
    r"\{(?!array|pmatrix|vmatrix)[a-z_]{3,}\}|None|Fraction|Rational|\*\*|lambda|\$\$\$|\+ -|(?<![\d.,])\b1 [a-z]+s\b(?<!is)"
)
LEFT_OVER = re.compile(r"\$\{?[a-z_]+\b|<[a-z_]+ at 0x|\bTODO\b|\{[a-z_]+\}")
WORD = re.compile(r"\$[^$]*\$|[\w'.,:/-]*\w")
SENTENCE = re.compile(r"[.?!](?:\s|$)")
VOWELS = re.compile(r"[aeiouy]+")
# Generating inputs takes far longer than running them.
CROSSED, INPUTS = 20, 20


@dataclass(slots=True)
class Found:
    """What there is to say of one family."""

    name: str
    draws: int = 0
    prompts: set[str] = field(default_factory=set)
    lengths: list[int] = field(default_factory=list)
    grades: list[float] = field(default_factory=list)
    wrong: Counter[str] = field(default_factory=Counter)
    example: str = ""
    seconds: float = 0.0

    def note(self, kind: str, example: str) -> None:
        self.wrong[kind] += 1
        self.example = self.example or f"{kind}: {example}"


def well_formed(prompt: str) -> bool:
    """Whether a maths prompt has no traces of its template."""
    closed = prompt.count("{") == prompt.count("}")
    spaced = prompt == prompt.strip() and "  " not in prompt
    return closed and spaced and prompt[-1] in ".?$" and not TRACES.search(prompt)


def grade(text: str) -> float:
    """Flesch-Kincaid grade; a formula or number is a word of one syllable."""
    words = WORD.findall(text)
    syllables = sum(max(1, len(VOWELS.findall(word.lower().removesuffix("e")))) for word in words)
    return 0.39 * len(words) / max(1, len(SENTENCE.findall(text))) + 11.8 * syllables / len(words) - 15.59


def measured(found: Found, prompt: str) -> None:
    found.prompts.add(prompt)
    found.lengths.append(len(WORD.findall(prompt)))
    found.grades.append(grade(prompt))


def maths(instances: int, *, hard: bool = False) -> Iterator[Found]:
    entries = [entry for folder in FOLDERS for entry in catalogue(folder).values() if entry.domain == "math"]
    every = [family for entry in entries for family in families(entry).values()]
    verifier, domain = registry.load("verifier", "symbolic")(), registry.load("domain", "math")()
    with verifier.open() as grader:
        for family in (each for each in every if each.knobs or not hard):
            found = Found(family.name)
            for k in range(instances):
                rung = family.at(family.levels[k % len(family.levels)])
                _math(found, rung, seeds.rng(1, "families", family.name, k), domain, grader)
            yield found


def _math(found: Found, family: Rung[Any], rng: Any, domain: Any, grader: Grader) -> None:
    found.draws += 1
    began = time.process_time()
    try:
        prompt, answer = family.draw(rng)
    except (LookupError, AnswersDiffer) as error:
        kind = "no draw" if isinstance(error, LookupError) else "derivations differ"
        found.note(kind, f"level {family.level}: {error}")
        return
    finally:
        found.seconds += time.process_time() - began
    problem = Problem(
        id=family.name, domain="math", prompt=prompt, reference=MathReference(answer=tex(answer)),
        family=family.name, source=Source(bank="families", licence="CC0-1.0"),
    )  # fmt: skip
    measured(found, prompt)
    if not well_formed(prompt):
        found.note("template", prompt)
    if why := validate.fault(problem, domain, grader):
        found.note("reference", f"{prompt}: {why}")


def programs(instances: int) -> Iterator[Found]:
    verifier, domain = registry.load("verifier", "unit_tests"), registry.load("domain", "code")()
    with Local(jobs=1).open() as pool, verifier(jobs=1).open() as grader:
        for family in code.families():
            found = Found(family.name)
            for k in range(instances):
                _program(found, family, k, pool, domain, grader)
            yield found


def _program(found: Found, family: Any, k: int, pool: Pool, domain: Any, grader: Grader) -> None:
    found.draws += 1
    try:
        draw = family.draw(seeds.rng(1, "families", family.name, k))
        problem = code.build(family, k, draw, pool)
        problem = code.more(problem, INPUTS, k, pool) if k < CROSSED else problem
    except (LookupError, SystemExit) as error:
        found.note("no draw", str(error))
        return
    measured(found, draw.prompt)
    if LEFT_OVER.search(draw.prompt):
        found.note("template", draw.prompt)
    try:
        code.agree(problem, draw)
    except SystemExit as error:
        found.note("oracle", str(error))
    if why := validate.fault(problem, domain, grader):
        found.note("reference", f"{draw.prompt}: {why}")


def in_range(drawn: list[Found], path: Path) -> None:
    """Print how the families lie beside GSM8K."""
    questions = [json.loads(line)["question"] for line in path.read_text().splitlines()]
    theirs = ([len(WORD.findall(text)) for text in questions], list(map(grade, questions)))
    ours = ([median(f.lengths) for f in drawn], [median(f.grades) for f in drawn])
    pairs: list[tuple[str, Sequence[float], Sequence[float]]] = [
        ("words", ours[0], theirs[0]),
        ("grade", ours[1], theirs[1]),
    ]
    for what, own, other in pairs:
        outside = [f.name for f, x in zip(drawn, own, strict=True) if not min(other) <= x <= max(other)]
        print(
            f"{what}: GSM8K {min(other):.1f} to {max(other):.1f}, median {median(other):.1f}; families' medians "
            f"{min(own):.1f} to {max(own):.1f}, median {median(own):.1f}; {len(outside)} outside {outside[:8]}"
        )


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("domain", choices=["math", "hard", "code"])
    options.add_argument("--instances", type=int, default=1000)
    options.add_argument("--gsm8k", type=Path, help="GSM8K's train.jsonl")
    given = options.parse_args()
    drawn = []
    makers: dict[str, Callable[[int], Iterator[Found]]] = {
        "math": maths,
        "hard": partial(maths, hard=True),
        "code": programs,
    }
    for found in makers[given.domain](given.instances):
        drawn.append(found)
        print(f"\r{len(drawn)} families", end="", file=sys.stderr)
        if found.wrong:
            print(f"{found.name}: {dict(found.wrong)}\n    {found.example[:400]}", flush=True)
    return told(drawn, given.gsm8k)


def told(drawn: list[Found], gsm8k: Path | None) -> int:
    """Print the sums; 1 where anything is wrong."""
    wrong = sum((each.wrong for each in drawn), Counter[str]())
    prompts = sorted(len(each.prompts) for each in drawn)
    draws = sum(each.draws for each in drawn)
    print(f"{len(drawn)} families, {draws} instances: {dict(wrong) or 'none wrong'}")
    print(f"different prompts a family: {prompts[0]} to {prompts[-1]}, median {median(prompts):.0f}")
    if seconds := sum(each.seconds for each in drawn):
        slowest = max(drawn, key=lambda each: each.seconds / each.draws)
        each_ms = 1000 * slowest.seconds / slowest.draws
        print(
            f"CPU per draw: {1000 * seconds / draws:.2f} ms, slowest family {slowest.name} {each_ms:.1f} ms"
        )
    if gsm8k:
        in_range(drawn, gsm8k)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
