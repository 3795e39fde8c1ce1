"""Writes the held-out suite instruct-bench from its makers: python -m benchmarks.suites.build_instruct_bench."""

from __future__ import annotations

from pathlib import Path

from problem_banks.building import encoded, publish, tell
from problem_banks.drawing import build

SUITE = "instruct-bench"
HERE = Path(__file__).parent
VARIANTS = 12


def main() -> None:
    problems = build("benchmarks/suites", SUITE, VARIANTS)
    publish(HERE / f"{SUITE}.jsonl", encoded(problems), HERE / "catalogue.toml")
    tell(each.tags for each in problems)


if __name__ == "__main__":
    main()
