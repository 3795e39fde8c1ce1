"""Pass rates from ledgers: unbiased under goals, of settled problems, of one teacher."""

from __future__ import annotations

import contextlib
from pathlib import Path
from statistics import mean

import pytest
from taught import RIGHT, WRONG, a_bank, a_teacher, sampled

from samples import write_lines
from verigen.core.errors import UserError
from verigen.ledger.ledger import Ledger
from verigen.problems.levels import levels
from verigen.problems.levels.measure import Measurement, measure


def rates(found: Measurement) -> dict[str, float]:
    return {each.problem.id: each.rate for each in found.measured}


@pytest.fixture
def even(tmp_path: Path) -> str:
    """A teacher that is right half of the time."""
    return a_teacher(tmp_path / "even.json", RIGHT, WRONG)


def test_with_a_fixed_number_a_rate_is_the_share_of_correct_candidates(run, tmp_path, even) -> None:
    folder = sampled(run, a_bank(tmp_path / "b.jsonl"), even, "r", "--n", 8)

    found = measure([folder])

    with contextlib.closing(Ledger(folder / "ledger.db")) as ledger:
        shares = {
            g[0].problem.id: mean(each.verdict.outcome == "correct" for each in g) for g in ledger.graded()
        }
    assert rates(found) == pytest.approx(shares)
    assert {each.drawn for each in found.measured} == {8}
    assert 0 < mean(shares.values()) < 1


def test_a_goal_that_stops_at_success_does_not_bend_the_mean(run, tmp_path, even) -> None:
    """Of first-correct with a teacher that is right half of the time the plain shares average ln 2 = 0.69."""
    folder = sampled(run, a_bank(tmp_path / "b.jsonl", 400), even, "r", "--goal", "first-correct", "--n", 16)

    found = measure([folder])

    plain = mean(sample.correct / sample.drawn for each in found.measured for sample in each.samples)
    assert plain > 0.64
    assert mean(rates(found).values()) == pytest.approx(0.5, abs=0.08)


def test_rates_are_those_that_the_run_itself_reports(run, tmp_path, even) -> None:
    folder = sampled(run, a_bank(tmp_path / "b.jsonl", 40), even, "r", "--goal", "pair:2+2", "--n", 12)

    found = measure([folder])

    with contextlib.closing(Ledger(folder / "ledger.db")) as ledger:
        booked = [rate for _, rate, _ in ledger.rates(ledger.meta("goal") or "")]
    assert sorted(rates(found).values()) == pytest.approx(sorted(booked), abs=1e-6)


def test_an_interval_holds_the_share_and_touches_the_ends(run, tmp_path, even) -> None:
    always = a_teacher(tmp_path / "always.json", RIGHT)
    bank = a_bank(tmp_path / "b.jsonl", 3)

    sure = measure([sampled(run, bank, always, "sure", "--n", 8)]).measured[0]
    half = measure([sampled(run, bank, even, "half", "--n", 8)]).measured[0]

    assert (sure.rate, sure.interval[1]) == (1.0, 1.0)
    assert 0.6 < sure.interval[0] < 1
    assert half.interval[0] < half.rate < half.interval[1]


def test_a_problem_that_no_run_settled_has_no_rate(run, tmp_path, even) -> None:
    folder = sampled(run, a_bank(tmp_path / "b.jsonl", 4), even, "r", "--n", 4)
    with contextlib.closing(Ledger(folder / "ledger.db")) as ledger:
        ledger._db.execute("DELETE FROM decisions WHERE problem IN ('p1', 'p2')")

    found = measure([folder])

    assert sorted(rates(found)) == ["p0", "p3"]
    assert (found.unsettled, found.undecided) == (2, 0)


def test_a_problem_of_which_nothing_was_decided_is_counted_apart(run, tmp_path) -> None:
    bank = write_lines(
        tmp_path / "b.jsonl",
        {"id": "plain", "question": "What is 1?", "answer": "1"},
        {"id": "hard", "question": "Integrate it.", "answer": "x^2"},
    )
    teacher = a_teacher(tmp_path / "t.json", "<think>\n</think>\n\n\\boxed{\\operatorname{Foo}_3(x) + C}")

    found = measure([sampled(run, bank, teacher, "r", "--n", 2)])

    assert found.undecided + len(found.measured) == 2
    assert all(each.drawn for each in found.measured)


def test_runs_are_pooled_by_what_they_would_have_drawn(run, tmp_path, even) -> None:
    bank = a_bank(tmp_path / "b.jsonl", 5)
    one = sampled(run, bank, even, "one", "--n", 4)
    two = sampled(run, bank, even, "two", "--n", 12, "--seed", 1)

    both = rates(measure([one, two]))

    first, second = rates(measure([one])), rates(measure([two]))
    assert both == pytest.approx({id_: (4 * first[id_] + 12 * second[id_]) / 16 for id_ in first}, abs=1e-6)


def test_runs_of_different_problems_add_up(run, tmp_path, even) -> None:
    one = sampled(run, a_bank(tmp_path / "a.jsonl", 2), even, "one", "--n", 2)
    other = write_lines(tmp_path / "b.jsonl", {"id": "other", "question": "1?", "answer": "1"})

    assert sorted(rates(measure([one, sampled(run, other, even, "two", "--n", 2)]))) == ["other", "p0", "p1"]


def refusal(*folders: Path, teacher: str | None = None) -> str:
    with pytest.raises(UserError) as raised:
        measure(folders, teacher)
    return str(raised.value)


def test_the_same_draws_do_not_count_twice(run, tmp_path, even) -> None:
    bank = a_bank(tmp_path / "b.jsonl", 2)
    one, two = (sampled(run, bank, even, name, "--n", 2) for name in ("one", "two"))

    assert "with seed 0: the same draws count once" in refusal(one, two)


def test_runs_that_ask_otherwise_are_not_pooled(run, tmp_path, even) -> None:
    bank = a_bank(tmp_path / "b.jsonl", 2)
    one = sampled(run, bank, even, "one", "--n", 2)
    two = sampled(run, bank, even, "two", "--n", 2, "--seed", 1, "--temperature", 1.0)

    assert "don't measure the same: the sampling is" in refusal(one, two)


def test_one_id_for_two_problems_is_refused(run, tmp_path, even) -> None:
    one = sampled(run, a_bank(tmp_path / "a.jsonl", 2), even, "one", "--n", 2)
    other = write_lines(tmp_path / "b.jsonl", {"id": "p1", "question": "Another?", "answer": "1"})

    assert "problem 'p1' of two is another one" in refusal(
        one, sampled(run, other, even, "two", "--n", 2, "--seed", 1)
    )


def test_a_folder_without_a_run_is_refused(tmp_path) -> None:
    assert "no ledger at" in refusal(tmp_path)


@pytest.fixture
def two(tmp_path: Path) -> tuple[str, str]:
    """The teachers `scripted weak`, always wrong, and `scripted strong`, always right."""
    return a_teacher(tmp_path / "weak.json", WRONG), a_teacher(tmp_path / "strong.json", RIGHT)


def test_of_several_teachers_one_must_be_named(run, tmp_path, two) -> None:
    bank = a_bank(tmp_path / "b.jsonl", 3)
    folder = sampled(
        run, bank, two[0], "r", "--teacher", two[1], "--cascade", "--goal", "first-correct", "--n", 4
    )

    assert "say --teacher with one of scripted weak, scripted strong" in refusal(folder)
    assert "no teacher 'none' in these runs" in refusal(folder, teacher="none")
    assert set(rates(measure([folder], "scripted weak")).values()) == {0.0}
    assert set(rates(measure([folder], "scripted strong")).values()) == {1.0}


def test_a_fixed_number_shared_by_teachers_is_measured_for_each(run, tmp_path, two) -> None:
    folder = sampled(run, a_bank(tmp_path / "b.jsonl", 3), two[0], "r", "--teacher", two[1], "--n", 8)

    weak, strong = (measure([folder], f"scripted {name}") for name in ("weak", "strong"))

    assert set(rates(weak).values()) == {0.0}
    assert set(rates(strong).values()) == {1.0}
    assert sum(each.drawn for found in (weak, strong) for each in found.measured) == 24


def test_teachers_that_shared_the_candidates_of_a_goal_have_no_unbiased_rate(run, tmp_path, two) -> None:
    bank = a_bank(tmp_path / "b.jsonl", 3)
    folder = sampled(run, bank, two[0], "r", "--teacher", two[1], "--goal", "first-correct", "--n", 8)

    assert "no unbiased rate of one of them is known" in refusal(folder, teacher="scripted weak")


def test_what_was_regraded_after_a_goal_had_stopped_it_is_refused(run, tmp_path, even) -> None:
    folder = sampled(run, a_bank(tmp_path / "b.jsonl", 3), even, "r", "--goal", "first-correct", "--n", 8)
    with contextlib.closing(Ledger(folder / "ledger.db")) as ledger:
        ledger._db.execute("UPDATE verdicts SET outcome = 'incorrect'")

    assert "was regraded after its goal" in refusal(folder)


@pytest.mark.parametrize("width", [0.3, 0.5])
def test_a_rate_that_met_its_width_is_never_shown_wider(run, tmp_path, even, width) -> None:
    folder = sampled(
        run, a_bank(tmp_path / "b.jsonl", 12), even, "r", "--goal", f"pass-rate:{width}", "--n", 200
    )

    found = measure([folder])

    assert len(found.measured) == 12
    for each in found.measured:
        low, high = map(float, levels.tagged(each, found).tags["pass_rate_95"].split(".."))
        assert high - low <= width + 1e-9
        assert low <= each.rate <= high
