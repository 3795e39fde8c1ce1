"""Checks every task of reasoning-gym against the symbolic verifier, and writes the list of those that may be used.

    python benchmarks/checks/gym.py --instances 200 --out verigen/problems/banks/gym_tasks.toml

Of every instance the task's own answer must be readable and graded correct, also where it is written otherwise (5 as
5.0, 1/2 as 2/4); the same answer with another leading digit, or another instance's answer, must be graded incorrect;
and the task's own scorer must say the same of both. A second process with another hash seed must draw the same. The
answers must be those that code of our own finds from the questions (gym_answers.py). Tasks that pass were read as
well: LEFT_OUT holds what does not fit, and why.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

from gym_answers import AGREES

from verigen.core.errors import ReferenceFault
from verigen.problems.banks import gym
from verigen.verifiers.symbolic import verify
from verigen.verifiers.symbolic.references import read_reference

CATEGORIES = (
    "algebra",
    "algorithmic",
    "arithmetic",
    "cognition",
    "geometry",
    "graphs",
    "logic",
    "probability",
)
FULL = 0.99  # of the scorer: right
LEFT_OUT = {
    "advanced_geometry": "asks for three decimals of angles whose references have two",
    "aiw": "asks for the brothers of people whom the text does not introduce",
    "base_conversion": "digits that are letters are read as products, which permuted ones equal",
    "basic_arithmetic": "some references are of another division than the one written: 3 / -15 is -1",
    "calendar_arithmetic": "some answers are words, and a guess is right half of the time",
    "circuit_logic": "a guess is right half of the time",
    "coin_flip": "references are rounded, and the text does not say so",
    "cryptarithm": "other assignments may solve it as well",
    "fraction_simplification": "the fraction that was to be reduced equals its reference",
    "leg_counting": "counts legs that animals such as starfish do not have",
    "letter_counting": "counts capitals as well, and the text does not say so",
    "number_format": "references are rounded, the numbers to choose from are not",
    "number_sequence": "several rules fit a sequence",
    "polynomial_equations": "references are rounded, and exact roots are asked for too",
    "power_function": "asks for three significant figures, the references have all",
    "prime_factorization": "the number that was to be factored equals its reference",
    "rectangle_count": "counts drawings of 80 columns",
    "simple_geometry": "some polygons that it calls convex have an angle above 180 degrees",
    "simple_integration": "many integrals are over another letter than the one after d",
}


class Failed(Exception):  # noqa: N818 - reads as the finding it is
    """Why a task may not be used."""


def wrong(answer: str, others: list[str]) -> str:
    """Another leading digit, or where there is none another instance's answer."""
    found = re.search(r"[1-9]", answer)
    if found:
        return answer[: found.start()] + str(int(found[0]) % 9 + 1) + answer[found.end() :]
    if "0" in answer:
        return answer.replace("0", "1", 1)
    return next((other for other in others if other != answer), "")


def otherwise(answer: str) -> str:
    """The same answer in another form, where there is a plain one."""
    if re.fullmatch(r"-?\d+", answer):
        return f"{answer}.0"
    if found := re.fullmatch(r"(-?\d+)/(\d+)", answer):
        return rf"\frac{{{2 * int(found[1])}}}{{{2 * int(found[2])}}}"
    return f"{answer}0" if re.fullmatch(r"-?\d+\.\d+", answer) else answer


def graded(reference: str, answer: str) -> str:
    return verify(reference, f"<think>\nso\n</think>\n\nThe final answer is \\boxed{{{answer}}}.").outcome


def instance(name: str, index: int, others: list[str]) -> None:
    """Raises Failed."""
    source = gym.made(name, 1, index)
    entry = source[0]
    answer = entry["answer"]
    if not isinstance(answer, str) or not answer.strip():
        raise Failed("it has no reference answer")
    if not re.search(r"\d", answer):
        raise Failed("its answers are words")
    try:
        read_reference(answer)
    except ReferenceFault:
        raise Failed("its references can't be read as answers") from None
    others.append(answer)
    for form in (answer, otherwise(answer)):
        if (outcome := graded(answer, form)) != "correct":
            raise Failed(f"its reference {answer[:40]!r}, written as {form[:40]!r}, is graded {outcome}")
    bad = wrong(answer, others)
    if bad and (outcome := graded(answer, bad)) != "incorrect":
        raise Failed(f"{bad[:40]!r} for {answer[:40]!r} is graded {outcome}")
    if source.score_answer(answer, entry) < FULL:
        raise Failed(f"its own scorer refuses its answer {answer[:40]!r}")
    if bad and source.score_answer(bad, entry) >= FULL:
        raise Failed(f"its own scorer takes {bad[:40]!r} for {answer[:40]!r}")
    if name in AGREES and not AGREES[name](entry["question"], answer):
        raise Failed(f"its answer {answer[:40]!r} is not what its question comes to")


def check(name: str, category: str, instances: int) -> gym.GymTask:
    others: list[str] = []
    if category not in CATEGORIES:
        return gym.GymTask(category=category, refused=f"{category} is not maths")
    for index in range(instances):
        try:
            instance(name, index, others)
        except Failed as failed:
            return gym.GymTask(
                category=category, checked=index + 1, accepted=index, rejected=index, refused=str(failed)
            )
    if len(set(others)) < 2:
        return gym.GymTask(category=category, checked=instances, refused="it has one answer for everything")
    told = digest(name, 20)
    if told != elsewhere(name):
        return gym.GymTask(
            category=category, checked=instances, refused="a second process draws other instances"
        )
    return gym.GymTask(
        category=category,
        checked=instances,
        accepted=instances,
        rejected=instances,
        refused=LEFT_OUT.get(name, "" if name in AGREES else "its answers are not worked out a second time"),
    )


def digest(name: str, count: int) -> str:
    entries = (gym.draw(name, 1, index) for index in range(count))
    return hashlib.sha256(repr([(e["question"], e["answer"]) for e in entries]).encode()).hexdigest()


def elsewhere(name: str) -> str:
    environment: dict[str, Any] = {**os.environ, "PYTHONHASHSEED": "7"}
    ended = subprocess.run(
        [sys.executable, __file__, "--digest", name], env=environment, capture_output=True, check=True
    )
    return ended.stdout.decode().strip()


def table(name: str, task: gym.GymTask) -> str:
    lines = [f"[task.{name}]", f'category = "{task.category}"']
    if task.checked:
        lines += [f"checked = {task.checked}", f"accepted = {task.accepted}", f"rejected = {task.rejected}"]
    if task.refused:
        told = task.refused.replace("\\", "\\\\").replace('"', "'").replace("\n", " ")
        lines.append(f'refused = "{told}"')
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--instances", type=int, default=200)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--digest", help=argparse.SUPPRESS)
    parser.add_argument("tasks", nargs="*")
    options = parser.parse_args()
    if options.digest:
        print(digest(options.digest, 20))
        return
    from reasoning_gym.factory import DATASETS

    head = f"""# Checked by benchmarks/checks/gym.py with {options.instances} instances a task.
version = "{version("reasoning-gym")}"
"""
    found = {}
    for name in options.tasks or sorted(set(DATASETS) - {"composite"}):
        started = time.perf_counter()
        category = DATASETS[name][0].__module__.split(".")[1]
        found[name] = check(name, category, options.instances)
        print(
            f"{name:26}{time.perf_counter() - started:6.1f} s  {found[name].refused or 'allowed'}", flush=True
        )
    print(f"{sum(not task.refused for task in found.values())} of {len(found)} tasks are allowed")
    if options.out:
        options.out.write_text("\n".join([head, *(f"{table(name, task)}\n" for name, task in found.items())]))


if __name__ == "__main__":
    main()
