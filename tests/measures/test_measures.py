"""Figures of a set of texts, and the band in which real texts fall."""

from __future__ import annotations

import random
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("numpy", reason="the curate extra is not installed")

import numpy as np

from verigen.core.types import FamilyText, Figure
from verigen.dataset.measures import classifier, likeness, variety
from verigen.dataset.measures.band import validate

PEOPLE = "Ann Bob Cleo Dan Eve Finn Gus Hal".split()
THINGS = "apples pens stamps coins books shells cards marbles tickets eggs".split()
DEEDS = "buys sells finds loses gives counts packs".split()
PLACES = "shop school park station farm kitchen".split()


def stories(count: int, seed: int) -> list[FamilyText]:
    draw = random.Random(seed)
    return [
        FamilyText(
            text=f"{draw.choice(PEOPLE)} {draw.choice(DEEDS)} {draw.randint(2, 60)} {draw.choice(THINGS)} at the "
            f"{draw.choice(PLACES)} and then {draw.choice(DEEDS)} {draw.randint(2, 60)} {draw.choice(THINGS)}. How many "
            f"{draw.choice(THINGS)} are there in the {draw.choice(PLACES)}?",
            family=f"{seed}/{n}",
        )
        for n in range(count)
    ]


REAL = stories(160, 1)


def outside(made: list[FamilyText], *names: str) -> set[str]:
    found = validate(made, REAL, names=names or None)
    assert all(each.fault == "" for each in found)
    return {each.measure for each in found if not each.inside}


def test_real_texts_lie_in_the_band_of_real_texts() -> None:
    assert outside(stories(80, 2)) == set()


def test_a_change_of_style_is_seen_and_its_words_are_told() -> None:
    made = [FamilyText(text=f"Certainly! {each.text.lower()}", family=each.family) for each in stories(80, 3)]

    assert {"classifier", "mmd"} <= outside(made, "classifier", "mmd")
    (found,) = validate(made, REAL, names=["classifier"])
    assert any("Certainly" in word for word in found.tells)


def test_a_set_that_repeats_itself_is_seen_by_several_measures() -> None:
    few = stories(6, 4)
    seen = outside([few[n % 6] for n in range(80)])

    assert {"distinct", "unique", "vendi"} <= seen


def test_longer_texts_and_larger_numbers_are_seen() -> None:
    made = [
        FamilyText(text=f"{each.text} " * 2 + "70000 80000", family=each.family) for each in stories(80, 5)
    ]

    assert outside(made, "lengths", "numbers") == {"lengths", "numbers"}


def test_a_set_nearer_than_two_real_ones_is_no_finding() -> None:
    assert outside(REAL[:80], "mmd", "classifier") == set()


def test_without_real_texts_there_are_figures_but_no_band() -> None:
    found = validate(stories(40, 6))

    assert {each.measure for each in found} == {"distinct", "unique", "rare", "vendi", "spread"}
    assert {each.inside for each in found} == {None}


def test_too_few_texts_have_no_figures() -> None:
    assert validate(stories(19, 7), REAL) == []


def test_the_same_texts_give_the_same_figures() -> None:
    assert validate(stories(40, 8), REAL, names=["vendi", "topics"]) == validate(
        stories(40, 8), REAL, names=["vendi", "topics"]
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    compares: bool = False
    says: str = "nothing"

    def figure(self, made, real) -> Figure:
        raise ZeroDivisionError


def test_a_measure_that_fails_is_named_and_the_others_stay(monkeypatch) -> None:
    from verigen.core import registry

    make = registry.make
    monkeypatch.setattr(registry, "make", lambda kind, name: Broken() if name == "rare" else make(kind, name))
    rare, unique = validate(stories(40, 9), names=["rare", "unique"])

    assert "ZeroDivisionError" in rare.fault
    assert unique.value == 1.0


@given(st.lists(st.integers(0, 5), min_size=1), st.lists(st.integers(0, 5), min_size=1))
def test_auc_is_the_share_of_pairs_in_order(ones, zeros) -> None:
    scores, labels = np.array([*ones, *zeros]), np.array([1] * len(ones) + [0] * len(zeros))
    pairs = [(one > zero) + (one == zero) / 2 for one in ones for zero in zeros]

    assert classifier.auc(scores, labels) == pytest.approx(sum(pairs) / len(pairs))


@given(st.lists(st.floats(-5, 5), min_size=1), st.lists(st.floats(-5, 5), min_size=1))
def test_the_k_s_distance_is_symmetric_and_zero_for_the_same_set(one, two) -> None:
    assert likeness.kolmogorov(one, two) == pytest.approx(likeness.kolmogorov(two, one))
    assert likeness.kolmogorov(one, one) == 0
    assert 0 <= likeness.kolmogorov(one, two) <= 1


def test_the_vendi_score_counts_different_texts() -> None:
    same = [FamilyText(text="apples and pears", family="a")] * 30
    words = [FamilyText(text=f"{chr(97 + n % 3) * 7} xx", family="a") for n in range(30)]

    assert variety.Vendi().figure(same, []).value == pytest.approx(1, abs=1e-3)
    assert 2 < variety.Vendi().figure(words, []).value < 3.1
