"""Writes the held-out suite math-bench from its families: python -m benchmarks.suites.build_math_bench."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.suites.math_bench import FAMILIES
from benchmarks.suites.math_bench.family import tex
from problem_banks.building import publish, serialise, tell
from verigen.core import seeds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.suites.math_bench.family import Draw
    from verigen.problems.banks.live.family import Family

SUITE = "math-bench"
HERE = Path(__file__).parent
FILE = HERE / f"{SUITE}.jsonl"
CATALOGUE = HERE / "catalogue.toml"
VARIANTS = 3
TRIES = 200


def main() -> None:
    rows = list(build())
    publish(FILE, serialise(rows), CATALOGUE)
    tell(row["tags"] for row in rows)


def build() -> Iterator[dict[str, Any]]:
    """The first variant of every family, then the second: a limit still spans topics and levels."""
    families = sorted(FAMILIES.values(), key=lambda f: seeds.derive(0, SUITE, f.name))
    drawn = {family.name: variants(family) for family in families}
    for variant in range(VARIANTS):
        for family in families:
            yield _row(family, variant, *drawn[family.name][variant])


def variants(family: Family[Draw]) -> list[tuple[str, str]]:
    """Prompts that all differ, with answers that differ too where the tries allow."""
    drawn: list[tuple[str, str]] = []
    for variant in range(VARIANTS):
        found = _fresh(family, variant, drawn)
        if found is None:
            raise LookupError(f"family {family.name}: no new prompt in {TRIES} draws for variant {variant}")
        drawn.append(found)
    return drawn


def _fresh(family: Family[Draw], variant: int, drawn: list[tuple[str, str]]) -> tuple[str, str] | None:
    """The first draw with a new prompt and a new answer, else the first with a new prompt; None without any."""
    rng = seeds.rng(0, SUITE, family.name, variant)
    prompts, answers = {prompt for prompt, _ in drawn}, {answer for _, answer in drawn}
    spare = None
    for prompt, answer in (family.draw(rng) for _ in range(TRIES)):
        if prompt not in prompts:
            made = prompt, tex(answer)
            if made[1] not in answers:
                return made
            spare = spare or made
    return spare


def _row(family: Family[Draw], variant: int, prompt: str, answer: str) -> dict[str, Any]:
    return {
        "id": f"{SUITE}/{family.name}/{variant}",
        "domain": "math",
        "prompt": prompt,
        "reference": {"answer": answer},
        "family": family.name,
        "source": {"bank": SUITE, "licence": "CC0-1.0", "policy": "heldout_only"},
        "tags": {"topic": family.topic, "level": str(family.level)},
    }


if __name__ == "__main__":
    main()
