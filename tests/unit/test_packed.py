"""Texts as a ledger stores them, and the settings of earlier versions."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples import make_graded
from verigen.core.errors import UserError
from verigen.core.types import Sampling
from verigen.ledger import runs
from verigen.ledger.ledger import Ledger
from verigen.ledger.packed import SHORT, pack, unpack
from verigen.ledger.runs import GoalSettings, TeacherSettings
from verigen.sampling import goals

WORDS = st.text(alphabet=st.characters(codec="utf-8"), max_size=60)


@given(st.lists(WORDS, max_size=9), st.integers(1, 300))
def test_a_text_comes_back_as_it_was_and_takes_no_more_bytes(words: list[str], times: int) -> None:
    text = " ".join(words) * times

    stored = pack(text)

    assert unpack(stored) == text
    assert len(stored if isinstance(stored, bytes) else stored.encode()) <= len(text.encode())


def test_prose_is_stored_in_half_its_bytes_and_short_texts_as_they_are() -> None:
    prose = Path(__file__).read_text(encoding="utf-8")

    assert len(pack(prose)) < len(prose.encode()) / 2
    assert pack(prose[: SHORT - 1]) == prose[: SHORT - 1]


@given(st.integers(0, 10**6), st.integers(1, 255))
def test_a_damaged_text_is_told_not_shown(place: int, change: int) -> None:
    stored = pack("So the sum of both is what the question asks for. " * 40 + "".join(map(chr, range(300))))
    assert isinstance(stored, bytes)
    damaged = bytearray(stored)
    damaged[place % len(damaged)] ^= change

    try:
        assert unpack(bytes(damaged)) == unpack(stored)  # a bit that zlib does not use
    except UserError as error:
        assert "verigen salvage" in str(error)  # noqa: PT017 - either is right


def test_a_long_text_in_a_ledger_is_packed_and_read_back(tmp_path: Path) -> None:
    item = make_graded(0, "correct")
    long = replace(item.candidate, text="<think>\n" + "we add both numbers " * 200 + "</think>\n1")

    with contextlib.closing(Ledger(tmp_path / "ledger.db", create=True)) as ledger:
        ledger.add_problems([(item.problem, None)])
        ledger.commit([long], [(long.id, item.verdict)])
        found = [candidate for candidate, _ in ledger.candidates("p", item.verdict.verifier)]
    with contextlib.closing(sqlite3.connect(tmp_path / "ledger.db")) as db:
        ((kind, size),) = db.execute("SELECT typeof(text), length(text) FROM candidates").fetchall()

    assert found == [long]
    assert (kind, size < 500) == ("blob", True)


COMMON = '"domain":"math","bank":"b.jsonl","verifier":"symbolic/1","sampling":{"temperature":0.5},"seed":3,"limit":null'
ONE = '"teacher":"t","revision":"tt","engine":"ttt"'
T, U = (TeacherSettings(name=x, revision=x * 2, engine=x * 3) for x in "tu")
TWO = '"teacher":"t{0}u","revision":"tt{0}uu","engine":"ttt{0}uuu"'
LISTED = '"teachers":[{"name":"t","revision":"tt","engine":"ttt"}],"weights":[1.0]'
FORMER = [
    (f'{ONE},"n":8', "n:8", (T,)),
    (f'{ONE},"goal":"n:8","weights":[1.0]', "n:8", (T,)),
    (f'{ONE},"goal":"correct:2,max=8,hopeless=0.05","weights":[1.0]', "correct:2", (T,)),
    (f'{TWO.format(" + ")},"goal":"pair:1+3,max=16","weights":[1.0,2.0]', "pair:1+3", (T, U)),
    (f'{TWO.format(" > ")},"goal":"pass-rate:0.2,max=32","weights":[]', "pass-rate:0.2", (T, U)),
    (f'{LISTED},"goal":"pair:1+1,max=8,hopeless=0.05"', "pair:1+1", (T,)),
]


@pytest.mark.parametrize(("stored", "goal", "teachers"), FORMER)
def test_settings_of_earlier_versions_are_read(
    tmp_path: Path, stored: str, goal: str, teachers: tuple[TeacherSettings, ...]
) -> None:
    with contextlib.closing(Ledger(tmp_path / "ledger.db", create=True)) as ledger:
        ledger.set_meta("settings", f"{{{COMMON},{stored}}}")
        found = runs.settings(ledger)

    assert found is not None
    assert found.sampling == Sampling(temperature=0.5)
    assert str(goals.made(found.goal)).startswith(goal)
    assert found.goal.name.startswith(goal)
    assert found.teachers == teachers
    assert found.cascade == (" > " in stored)


def test_a_goal_of_an_earlier_version_is_the_goal_that_its_text_says(tmp_path: Path) -> None:
    texts = (
        "n:4",
        "correct:3,max=9,hopeless=0.1",
        "pair:2+1,max=7,hopeless=0.05,keep=0.5",
        "pass-rate:0.15,max=64",
    )
    for text in texts:
        with contextlib.closing(Ledger(tmp_path / "ledger.db", create=True)) as ledger:
            ledger.set_meta("settings", f'{{{COMMON},{ONE},"goal":"{text}"}}')
            found = runs.settings(ledger)

        assert found is not None
        assert isinstance(found.goal, GoalSettings)
        assert str(goals.made(found.goal)) == text == str(goals.parse(text, 1))
