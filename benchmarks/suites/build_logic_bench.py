"""Writes the held-out suite logic-bench from its makers: python -m benchmarks.suites.build_logic_bench."""

from __future__ import annotations

from pathlib import Path

from problem_banks.building import encoded, publish, tell
from problem_banks.drawing import build

SUITE = "logic-bench"
HERE = Path(__file__).parent
VARIANTS = 3


def main() -> None:
    problems = build("benchmarks/suites", SUITE, VARIANTS)
    publish(HERE / f"{SUITE}.jsonl", encoded(problems), HERE / "catalogue.toml")
    tell(each.tags for each in problems)


if __name__ == "__main__":
    main()
