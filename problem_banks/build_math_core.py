"""Writes the bank math-core from its families: python -m problem_banks.build_math_core."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from problem_banks.building import SEED, VARIANTS, asked, serialise, tell
from problem_banks.math_core import FAMILIES, tex
from verigen.core import seeds
from verigen.problems.banks.live.draws import ordered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from problem_banks.math_core.family import Draw
    from verigen.problems.banks.live.family import Family

BANK = "math-core"
FILE = Path(__file__).with_name(f"{BANK}.jsonl")
TRIES = 200


def main() -> None:
    order = asked(__doc__, FILE)
    rows = list(build(variants=order.variants, seed=order.seed))
    order.deliver(serialise(rows))
    tell(row["tags"] for row in rows)


def build(*, variants: int = VARIANTS, seed: int = SEED) -> Iterator[dict[str, Any]]:
    """The rows in their order, the same for the same families, variants and seed."""
    families = ordered(FAMILIES.values(), BANK)
    drawn = {family.name: variants_of(family, variants, seed) for family in FAMILIES.values()}
    for variant in range(variants):
        for family in families:
            yield _row(family, variant, *drawn[family.name][variant])


def variants_of(family: Family[Draw], count: int, seed: int) -> list[tuple[str, str]]:
    """The first variants at the lowest level; the k-th depends on the family and those before it, on no other family."""
    drawn: list[tuple[str, str]] = []
    for variant in range(count):
        drawn.append(_fresh(family, variant, seed, drawn))
    return drawn


def _fresh(family: Family[Draw], variant: int, seed: int, taken: list[tuple[str, str]]) -> tuple[str, str]:
    """A new prompt, with a new answer too where the tries allow (a yes or no can't stay new)."""
    rng, lowest = seeds.rng(seed, BANK, family.name, variant), family.at(family.level)
    prompts, answers = {p for p, _ in taken}, {a for _, a in taken}
    spare = None
    for _ in range(TRIES):
        prompt, answer = lowest.draw(rng)
        if prompt in prompts:
            continue
        spare = spare or (prompt, tex(answer))
        if tex(answer) not in answers:
            return prompt, tex(answer)
    if spare is None:
        raise LookupError(f"family {family.name}: no new prompt in {TRIES} draws for variant {variant}")
    return spare


def _row(family: Family[Draw], variant: int, prompt: str, answer: str) -> dict[str, Any]:
    return {
        "id": f"{BANK}/{family.name}/{variant}",
        "domain": "math",
        "prompt": prompt,
        "reference": {"answer": answer},
        "family": family.name,
        "source": {"bank": BANK, "licence": "CC0-1.0", "parent": None, "mutator": None},
        "tags": {"topic": family.topic, "level": str(family.level)},
    }


if __name__ == "__main__":
    main()
