"""The bank math-core: its size and form, and its answers derived a second time in another way."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections import Counter

from benchmarks.checks.families import well_formed
from problem_banks import build_math_core as builder
from problem_banks.building import serialise
from problem_banks.math_core import FAMILIES
from verigen.core import seeds

ROWS = [json.loads(line) for line in builder.FILE.read_text().splitlines()]


def test_the_bank_is_large_and_wide() -> None:
    topics = Counter(row["tags"]["topic"] for row in ROWS)
    levels = Counter(row["tags"]["level"] for row in ROWS)

    assert len(ROWS) >= 300
    assert len(topics) >= 30
    assert sorted(levels) == ["1", "2", "3", "4", "5"]
    assert min(levels.values()) >= 50


def test_a_fresh_build_gives_the_same_bytes() -> None:
    fresh = serialise(list(builder.build()))

    assert fresh == builder.FILE.read_bytes()


def test_the_catalogue_names_the_hash_of_the_file() -> None:
    entry = tomllib.loads(builder.FILE.with_name("catalogue.toml").read_text())["math-core"]

    assert entry["sha256"] == hashlib.sha256(builder.FILE.read_bytes()).hexdigest()


def test_ids_and_prompts_are_unique() -> None:
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    assert len({row["prompt"] for row in ROWS}) == len(ROWS)


def test_a_variant_stays_when_more_are_asked_for() -> None:
    family = FAMILIES["two_equations"]

    few, many = builder.variants_of(family, 2, 0), builder.variants_of(family, 5, 0)

    assert many[:2] == few


def test_the_first_rows_span_topics_at_easier_levels() -> None:
    head = ROWS[:24]

    assert len({row["tags"]["topic"] for row in head}) == 24
    assert {row["tags"]["level"] for row in head} == {"1", "2", "3"}


def test_prompts_have_no_traces_of_their_templates() -> None:
    rungs = [f.at(level) for f in FAMILIES.values() for level in f.levels]
    draws = (rung.draw(seeds.rng(2, "template", rung.name, k))[0] for rung in rungs for k in range(5))

    bad = [prompt for prompt in [*(row["prompt"] for row in ROWS), *draws] if not well_formed(prompt)]

    assert bad == []
