"""What a user is told of a run while it goes."""

from __future__ import annotations

import contextlib
import io
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples import make_graded
from verigen.cli import alive
from verigen.core import cores
from verigen.sampling.display import RichWatch, line
from verigen.sampling.meter import Meter

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass
class Told:
    """An engine as the meter sees it."""

    trouble: str | None = None
    under_way: int | None = None


def running(graded: int, *, elapsed_s: float = 100.0, **more: object) -> Meter:
    """A meter of ten problems with four candidates each, of ten tokens."""
    meter = Meter(**{"problems": 10, "kept": 0, "places": 4, "most": 4, **more})  # type: ignore[arg-type]
    item = make_graded(0, "correct")
    for _ in range(graded):
        meter.add(10)
        meter.grade(item.candidate, item.verdict)
    meter.started = time.monotonic() - elapsed_s
    return meter


def test_the_time_to_go_is_that_of_the_candidates_left_before_any_problem_is_settled() -> None:
    assert running(20).eta_s == pytest.approx(100, rel=0.01)
    assert running(5).eta_s == pytest.approx(700, rel=0.01)


def test_tokens_under_way_count_towards_it() -> None:
    meter = running(10, engines=[Told(under_way=100)])
    for _ in range(16):
        meter.begin()

    assert meter.eta_s == pytest.approx(100, rel=0.01)
    assert "16 under way with 100 tokens" in line(meter)


def test_a_resumed_run_counts_what_was_there() -> None:
    assert running(10, before=20).eta_s == pytest.approx(100, rel=0.01)
    assert "this start: 10 candidates" in line(running(10, earlier=20))


@given(st.integers(1, 39), st.integers(0, 8), st.none() | st.integers(0, 10_000), st.booleans())
def test_the_time_to_go_is_never_negative(graded: int, busy: int, tokens: int | None, stops: bool) -> None:  # noqa: FBT001 - hypothesis passes it
    meter = running(graded, engines=[Told(under_way=tokens)], stops=stops)
    for _ in range(busy):
        meter.begin()

    assert (meter.eta_s or 0) >= 0


def watched(meter: Meter, ticks: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    out = io.StringIO()
    monkeypatch.setattr(sys, "stderr", out)
    watch = RichWatch()
    watch._meter, watch._every = meter, 3600.0
    for _ in range(ticks):
        watch._tick()
    yield from out.getvalue().splitlines()


def test_trouble_is_told_once_when_it_begins_and_its_end_when_it_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    engine = Told(trouble="the server is down")
    out = io.StringIO()
    monkeypatch.setattr(sys, "stderr", out)
    watch = RichWatch()
    watch._meter, watch._every = running(1, earlier=1, engines=[engine]), 3600.0

    watch._tick()
    watch._tick()
    engine.trouble = None
    watch._tick()
    watch._tick()

    first, second = out.getvalue().splitlines()
    assert first == "the server is down"
    assert second.startswith("answers come again, after ")


def test_the_first_right_and_the_first_wrong_candidate_are_shown_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    meter = running(3)
    wrong = make_graded(1, "incorrect")
    meter.grade(wrong.candidate, wrong.verdict)

    told = list(watched(meter, 2, monkeypatch))

    assert [text.split(":")[0] for text in told] == ["first correct", "first incorrect"]


def test_a_silent_command_says_that_it_is_at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alive, "FIRST_S", 0.0)
    err = io.StringIO()
    with contextlib.redirect_stderr(err), alive.shown("harden"):
        while not err.getvalue():
            time.sleep(0.05)

    assert err.getvalue().startswith("verigen harden: at work for ")


def test_at_least_one_core_and_at_most_all_are_idle() -> None:
    assert 1 <= cores.idle() <= cores.count()
