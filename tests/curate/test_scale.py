"""What makes curation quick and steady changes nothing that it finds."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.checks.near_duplicates import LEAST, Drawn
from samples import make_graded
from verigen.core import stats
from verigen.core.shares import FamilyShares, family_key
from verigen.dataset.curate import twins
from verigen.dataset.curate.asking import Asker
from verigen.dataset.curate.inputs import Input, Lot, Numbered, Placed
from verigen.dataset.curate.order import chain
from verigen.dataset.curate.scan import FilterWorker, Task
from verigen.dataset.curate.twins import Problems
from verigen.dataset.filters import equations, loop, reading
from verigen.dataset.filters.screen import NOTHING
from verigen.dataset.filters.sieve import Sieve
from verigen.ledger.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import FrameType

    from verigen.core.types import Outcome

WORDS = st.sampled_from(["and", "then", "so", "x", "=", "7", "12", "end.", "the", "carry", "no!", "it"])
UNITS = st.lists(
    st.tuples(st.lists(WORDS, min_size=1, max_size=6), st.integers(1, 8)), min_size=1, max_size=6
)


@given(UNITS, st.integers(2, 6))
@settings(max_examples=300, deadline=None)
def test_a_loop_is_found_in_runs_of_frequent_words_as_in_the_whole_text(
    units: list[tuple[list[str], int]], times: int
) -> None:
    words = [word for unit, count in units for word in unit * count]
    read = reading.Reading(" ".join(words), "")

    whole = loop._unit(words, 0, times)
    found = next(loop._units(read, times), None)

    assert (found is None) == (whole is None)
    if found and whole:
        place, size, count = whole
        start = len(" ".join(words[: place - size])) + (place > size)
        assert (found[0], found[2]) == (start, float(count))


PARTS = st.sampled_from(
    [
        "12 + 30 = 42",
        "12+30=42",
        "7 * 6 = 42",
        "84/2 = 42",
        "84 / 0 = 3",
        "50 - 8 = 43",
        "= 42",
        "+ 1",
        "3. ",
        ", ",
        ". ",
        " ",
        "\n",
        "so ",
        "x",
        "%",
        "(",
        ")",
        "== 5",
        "\u2212 3",
        "-2 + 5 = 3",
        "1,000",
        "0.5 * 2 = 1",
        "\t",
        "4 + 4 = 8 = 2 * 4",
    ]
)


@given(st.lists(PARTS, max_size=9).map("".join))
@settings(max_examples=400, deadline=None)
def test_a_text_is_sound_if_no_equation_that_is_read_in_it_is_false(text: str) -> None:
    assert equations.sound(text, NOTHING) == (not any(one.false for one in equations.found(text)))


def _run(folder: Path, sizes: list[int]) -> Ledger:
    """A ledger whose problems have so many graded candidates, in order."""
    ledger = Ledger(folder / "ledger.db", create=True)
    ledger.set_meta("verifier", "v")
    ledger.set_meta("goal", "n")
    for number, size in enumerate(sizes):
        name = f"p{number}"
        items = [make_graded(index, "correct") for index in range(size)]
        drawn = [replace(item.candidate, id=f"{name}#{item.candidate.index}", problem=name) for item in items]
        verdicts = [replace(item.verdict, verifier="v") for item in items]
        ledger.add_problems([(replace(make_graded(0, "correct").problem, id=name), None)])
        ledger.commit(drawn, zip((one.id for one in drawn), verdicts, strict=True))
    return ledger


def test_lots_hold_every_candidate_once_whatever_their_size(tmp_path: Path) -> None:
    ledger = _run(tmp_path, [3, 0, 1, 4, 2, 0, 5, 1, 1, 3])
    one = Input(tmp_path, ledger, settings=None, sha256="")  # type: ignore[arg-type]
    whole = list(one.groups())

    for least in (1, 2, 4, 7, 100):
        lots = list(one.lots(least))
        assert [group for lot in lots for group in Numbered(ledger).groups(lot)] == whole
        assert [lot.place for lot in lots] == [sum(lot.size for lot in lots[:i]) for i in range(len(lots))]
        assert all(lot.size >= least for lot in lots[:-1])
    assert sum(len(group) for group in whole) == 20
    ledger.close()


@given(st.lists(st.tuples(st.sampled_from("abcdefg"), st.floats(0, 1, width=32)), min_size=1, max_size=40))
def test_packed_shares_have_the_rate_of_the_plain_ones(rows: list[tuple[str, float]]) -> None:
    packed = FamilyShares()
    for family, share in rows:
        packed.add(family_key(family), share)
    plain = stats.clustered([share for _, share in rows], [family for family, _ in rows])

    found = packed.rate()

    assert found is not None
    assert plain is not None
    assert str(found) == str(plain)


def test_near_duplicates_drawn_apart_are_found_and_no_others(tmp_path: Path) -> None:
    drawn, search = Drawn(1), Problems(LEAST, tmp_path)
    rows = [drawn.text(number) for number in range(6000)]
    for row in rows:
        search.add(row)

    found = {twin.later for twin in search.twins(lambda numbers: {one: rows[one] for one in numbers})}
    search.close()

    assert found == {number for number, like in drawn.copies.items() if like >= LEAST}
    assert len(found) > 30


@given(st.lists(st.frozensets(st.text("abc12", max_size=4), max_size=9), max_size=12), st.integers(0, 20))
def test_a_sieve_catches_what_its_test_says_whatever_came_before(
    texts: list[frozenset[str]], most: int
) -> None:
    sieve = Sieve(str.isdigit, most)

    for words in texts:
        assert sieve.caught(words) == sorted(filter(str.isdigit, words))


SAID = st.lists(
    st.sampled_from(["so", "12", "21", "1", "2", "1,2", "3.", "\u0661", "and"]), min_size=1, max_size=5
)


@given(st.lists(st.tuples(SAID, st.sampled_from(["correct", "incorrect"])), max_size=7))
def test_responses_that_repeat_are_those_of_the_same_numbers_and_outcome(
    rows: list[tuple[list[str], Outcome]],
) -> None:
    items = [make_graded(index, outcome) for index, (_, outcome) in enumerate(rows)]
    placed = [
        Placed(1, index, replace(item, candidate=replace(item.candidate, text=" ".join(said))))
        for index, (item, (said, _)) in enumerate(zip(items, rows, strict=True))
    ]

    found = [(later.place, earlier.place) for later, earlier, _ in twins.among(placed, 1.0)]

    assert sorted(found) == sorted(_first_alike(placed))


def _first_alike(placed: list[Placed]) -> Iterator[tuple[int, int]]:
    """Each response with the first one of its words and outcome; the words hold the numbers."""
    for later in placed:
        said = later.item.candidate.text, later.item.verdict.outcome
        for earlier in placed[: later.place]:
            other = earlier.item.candidate.text
            same = twins.shingles(other) == twins.shingles(said[0]) and twins.numbers(other) == twins.numbers(
                said[0]
            )
            if same and earlier.item.verdict.outcome == said[1]:
                yield later.place, earlier.place
                break


def _protocols_looked_up(work: Callable[[], object]) -> int:
    """The number of times that an object is held against a Protocol, which takes longer than a quick filter."""
    count = 0

    def called(frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        code = frame.f_code
        count += event == "call" and code.co_name == "__instancecheck__" and "typing" in code.co_filename

    sys.setprofile(called)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def test_candidates_are_looked_at_and_decided_on_without_looking_up_protocols(tmp_path: Path) -> None:
    ledger, filters = _run(tmp_path, [4, 4]), chain((), (), {}, {})
    worker = FilterWorker(Task(tuple(range(len(filters))), tuple(filters), 0), ledger)
    asker = Asker(chain=filters, store=None, graded=None, told=print)  # type: ignore[arg-type]
    items = [Placed(1, place, item) for group in Numbered(ledger).groups() for place, item in group]

    assert _protocols_looked_up(lambda: worker(Lot(1, 2, 0, 8))) == 0
    assert _protocols_looked_up(lambda: [asker(item) for item in items]) == 0
    assert len(items) == 8
    ledger.close()
