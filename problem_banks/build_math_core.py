"""Writes the bank math-core from its families: python problem_banks/build_math_core.py."""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from math_core import FAMILIES, Family, tex

from verigen import seeds

if TYPE_CHECKING:
    from collections.abc import Iterator

BANK = "math-core"
FILE = Path(__file__).with_name(f"{BANK}.jsonl")
CATALOGUE = FILE.with_name("catalogue.toml")
VARIANTS = 3
SEED = 0
TRIES = 200
LAST_EASY_LEVEL = 3


def main() -> None:
    options = _options()
    rows = list(build(variants=options.variants, seed=options.seed))
    data = serialise(rows)
    options.output.write_bytes(data)
    if options.output == FILE:
        CATALOGUE.write_text(with_hash(CATALOGUE.read_text(), data))
    for tag in ("level", "topic"):
        _print_counts(tag, Counter(str(row["tags"][tag]) for row in rows))
    print(f"{len(rows)} problems of {len(FAMILIES)} families in {options.output}")
    print(f"sha256 {hashlib.sha256(data).hexdigest()}")


def build(*, variants: int = VARIANTS, seed: int = SEED) -> Iterator[dict[str, object]]:
    """The rows in their order, the same for the same families, variants and seed."""
    drawn = {family.name: variants_of(family, variants, seed) for family in FAMILIES.values()}
    for variant in range(variants):
        for family in ordered():
            yield _row(family, variant, *drawn[family.name][variant])


def serialise(rows: list[dict[str, object]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def with_hash(catalogue: str, data: bytes) -> str:
    """The catalogue with the hash of these bytes in the table of this bank."""
    entry = rf'(\[{BANK}\][^\[]*?sha256 = )"\w*"'
    text, changed = re.subn(entry, rf'\1"{hashlib.sha256(data).hexdigest()}"', catalogue)
    if changed != 1:
        raise LookupError(f"{CATALOGUE}: no table [{BANK}] with a line sha256; add it")
    return text


def ordered() -> list[Family]:
    """Families so that the first rows already span the topics at the easier levels.

    A small model is tried on the head of the bank, where harder problems would all fail: levels 1 to 3
    stand before 4 and 5. Each round takes the easiest family left of every topic, in the order of a hash,
    so that neither topics nor levels cluster.
    """
    met: Counter[tuple[bool, str]] = Counter()
    rounds = {}
    for family in sorted(FAMILIES.values(), key=lambda f: (f.level, _hash(f))):
        place = family.level > LAST_EASY_LEVEL, family.topic
        rounds[family.name] = place[0], met[place]
        met[place] += 1
    return sorted(FAMILIES.values(), key=lambda f: (*rounds[f.name], _hash(f)))


def variants_of(family: Family, count: int, seed: int) -> list[tuple[str, str]]:
    """The first variants; the k-th depends on the family and those before it, on no other family."""
    drawn: list[tuple[str, str]] = []
    for variant in range(count):
        drawn.append(_fresh(family, variant, seed, drawn))
    return drawn


def _fresh(family: Family, variant: int, seed: int, taken: list[tuple[str, str]]) -> tuple[str, str]:
    """A new prompt, with a new answer too where the tries allow (a yes or no can't stay new)."""
    rng = seeds.rng(seed, BANK, family.name, variant)
    prompts, answers = {p for p, _ in taken}, {a for _, a in taken}
    spare = None
    for _ in range(TRIES):
        prompt, answer = family.draw(rng)
        if prompt in prompts:
            continue
        spare = spare or (prompt, tex(answer))
        if tex(answer) not in answers:
            return prompt, tex(answer)
    if spare is None:
        raise LookupError(f"family {family.name}: no new prompt in {TRIES} draws for variant {variant}")
    return spare


def _hash(family: Family) -> int:
    return seeds.derive(0, BANK, family.name)


def _row(family: Family, variant: int, prompt: str, answer: str) -> dict[str, object]:
    return {
        "id": f"{BANK}/{family.name}/{variant}",
        "domain": "math",
        "prompt": prompt,
        "reference": {"answer": answer},
        "family": family.name,
        "source": {"bank": BANK, "licence": "CC0-1.0", "parent": None, "mutator": None},
        "tags": {"topic": family.topic, "level": str(family.level)},
    }


def _print_counts(tag: str, counts: Counter[str]) -> None:
    print(f"by {tag}: " + ", ".join(f"{name} {count}" for name, count in sorted(counts.items())))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--variants", type=int, default=VARIANTS, help="problems a family")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--output", type=Path, default=FILE)
    return parser.parse_args()


if __name__ == "__main__":
    main()
