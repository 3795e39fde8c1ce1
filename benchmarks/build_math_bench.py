"""Writes the held-out suite math-bench from its families: python -m benchmarks.build_math_bench."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.math_bench import FAMILIES
from benchmarks.math_bench.family import tex
from verigen import seeds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from problem_banks.math_core.family import Family

SUITE = "math-bench"
HERE = Path(__file__).parent
FILE = HERE / "suites" / f"{SUITE}.jsonl"
CATALOGUE = HERE / "catalogue.toml"
VARIANTS = 3
TRIES = 200


def main() -> None:
    rows = list(build())
    data = serialise(rows)
    FILE.write_bytes(data)
    CATALOGUE.write_text(with_hash(CATALOGUE.read_text(), SUITE, data))
    for tag in ("level", "topic"):
        counts = Counter(str(row["tags"][tag]) for row in rows)  # type: ignore[index]
        print(f"by {tag}: " + ", ".join(f"{name} {count}" for name, count in sorted(counts.items())))
    print(f"{len(rows)} problems of {len(FAMILIES)} families, sha256 {hashlib.sha256(data).hexdigest()}")


def build() -> Iterator[dict[str, object]]:
    """The first variant of every family, then the second: a limit still spans topics and levels."""
    families = sorted(FAMILIES.values(), key=lambda f: seeds.derive(0, SUITE, f.name))
    drawn = {family.name: variants(family) for family in families}
    for variant in range(VARIANTS):
        for family in families:
            yield _row(family, variant, *drawn[family.name][variant])


def variants(family: Family) -> list[tuple[str, str]]:
    """Prompts that all differ, with answers that differ too where the tries allow."""
    drawn: list[tuple[str, str]] = []
    for variant in range(VARIANTS):
        rng = seeds.rng(0, SUITE, family.name, variant)
        fresh = [(prompt, tex(answer)) for prompt, answer in (family.draw(rng) for _ in range(TRIES))]
        fresh = [each for each in fresh if each[0] not in {prompt for prompt, _ in drawn}]
        if not fresh:
            raise LookupError(f"family {family.name}: no new prompt in {TRIES} draws for variant {variant}")
        taken = {answer for _, answer in drawn}
        drawn.append(next((each for each in fresh if each[1] not in taken), fresh[0]))
    return drawn


def serialise(rows: list[dict[str, object]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def with_hash(catalogue: str, suite: str, data: bytes) -> str:
    """The catalogue with the hash of these bytes in the table of this suite."""
    entry = rf'(\[{suite}\][^\[]*?sha256 = )"\w*"'
    text, changed = re.subn(entry, rf'\1"{hashlib.sha256(data).hexdigest()}"', catalogue)
    if changed != 1:
        raise LookupError(f"{CATALOGUE}: no table [{suite}] with a line sha256; add it")
    return text


def _row(family: Family, variant: int, prompt: str, answer: str) -> dict[str, object]:
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
