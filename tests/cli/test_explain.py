"""From a record back to its problem, by the ledger's index."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ended


@pytest.fixture
def ran(run: Callable[..., Ended], bank: Path, script: Path) -> Callable[..., Ended]:
    run(
        "sample",
        "--domain",
        "math",
        "--bank",
        bank,
        "--teacher",
        f"scripted:{script}",
        "--n",
        6,
        "--out",
        "runs/r",
    )
    return run


def outcome(ended: Ended) -> str:
    return next(line.split()[1] for line in ended.out.splitlines() if line.startswith("verdict"))


def test_a_candidate_is_explained_by_its_id_whatever_its_verdict(ran: Callable[..., Ended]) -> None:
    ended = ran("explain", "sum-5#2")

    assert ended.code == 0
    assert outcome(ended) == "incorrect"


def test_an_incorrect_candidate_is_no_record(ran: Callable[..., Ended]) -> None:
    ended = ran("explain", "sft/sum-5#2")

    assert ended.code == 2
    assert ended.err.splitlines() == [
        "verigen: there is no record 'sft/sum-5#2': its candidate is incorrect; `verigen explain sum-5#2` shows it"
    ]


def test_an_unknown_id_comes_with_a_few_near_ones_alone(ran: Callable[..., Ended]) -> None:
    ended = ran("explain", "sft/sum-5#99")

    assert ended.code == 2
    assert "did you mean" in ended.err
    assert ended.err.count("sum-") <= 5


def test_the_first_record_is_explained(ran: Callable[..., Ended]) -> None:
    ended = ran("explain", "first")

    assert ended.code == 0
    assert outcome(ended) == "correct"
