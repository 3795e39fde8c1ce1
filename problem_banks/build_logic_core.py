"""Writes the bank logic-core from its makers: python -m problem_banks.build_logic_core."""

from __future__ import annotations

from pathlib import Path

from problem_banks.building import asked, encoded, tell
from problem_banks.drawing import build

BANK = "logic-core"
FILE = Path(__file__).with_name(f"{BANK}.jsonl")
VARIANTS = 2


def main() -> None:
    order = asked(__doc__, FILE, VARIANTS)
    problems = build("problem_banks", BANK, order.variants, order.seed)
    order.deliver(encoded(problems))
    tell(each.tags for each in problems)


if __name__ == "__main__":
    main()
