"""Budgets and prices."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verigen.core.errors import UserError
from verigen.core.types import Message
from verigen.sampling.budget import Budget, Limit, parse, prompt_bound
from verigen.teachers import prices
from verigen.teachers.prices import Price

if TYPE_CHECKING:
    from pathlib import Path

PRICE = Price(input=Decimal("0.15"), output=Decimal("0.60"))


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("200000", "200000", "tokens"),
        ("200_000 tokens", "200000", "tokens"),
        ("200000tokens", "200000", "tokens"),
        ("5usd", "5", "usd"),
        ("0.50 USD", "0.50", "usd"),
        ("$5", "5", "usd"),
        ("$.5", "0.5", "usd"),
    ],
)
def test_a_budget_is_read_in_all_its_forms(text: str, amount: str, unit: str) -> None:
    assert parse(text) == Limit(amount=Decimal(amount), unit=unit)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "0usd",
        "$0",
        "-5",
        "$-5",
        "-5usd",
        "1.5",
        "1.5tokens",
        "$5tokens",
        "5eur",
        "many",
        "1e9",
        "nan",
    ],
)
def test_what_is_no_budget_is_refused_with_the_forms(text: str) -> None:
    with pytest.raises(UserError, match=r'budget.*"200000" or "200000tokens"'):
        parse(text)


def test_a_request_that_does_not_fit_is_not_reserved() -> None:
    budget = Budget(parse("100"))

    first = budget.reserve(10, 50)

    assert first is not None
    assert budget.reserve(10, 50) is None
    assert budget.fits(10, 30)
    assert (budget.spent, budget.reserved, budget.left) == (0, 60, 40)


def test_what_was_not_taken_is_given_back() -> None:
    budget = Budget(parse("100"))
    first = budget.reserve(10, 50)
    assert first is not None

    budget.settle(first, 8, 12)

    assert (budget.spent, budget.reserved, budget.left) == (20, 0, 80)


def test_an_unknown_use_is_booked_whole_and_an_unmade_request_not_at_all() -> None:
    budget = Budget(parse("100"))
    lost, unmade = budget.reserve(10, 30), budget.reserve(10, 30)
    assert lost is not None
    assert unmade is not None

    budget.forfeit(lost)
    budget.release(unmade)

    assert (budget.spent, budget.reserved) == (40, 0)


def test_money_is_counted_by_price() -> None:
    budget = Budget(parse("$1"))

    budget.already(1_000_000, 1_000_000, PRICE)

    assert budget.spent == Decimal("0.75")
    assert budget.fits(0, 416_666, PRICE)
    assert not budget.fits(0, 416_667, PRICE)


def test_money_without_a_price_is_refused() -> None:
    with pytest.raises(UserError, match="--prices"):
        Budget(parse("$1")).fits(1, 1)


def test_an_answer_lost_on_its_way_is_booked_whole_and_nothing_fits_after_it() -> None:
    budget = Budget(parse("100"))
    made = budget.reserve(10, 50)
    assert made is not None

    budget.lose(made, 1)
    budget.settle(made, 10, 50)

    assert budget.spent == 120
    assert not budget.fits(0, 1)


@given(
    st.integers(1, 500),
    st.lists(st.tuples(st.integers(0, 50), st.integers(1, 100), st.floats(0, 1), st.booleans()), max_size=40),
)
def test_spent_and_reserved_never_exceed_the_limit(
    limit: int, requests: list[tuple[int, int, float, bool]]
) -> None:
    budget = Budget(Limit(amount=Decimal(limit), unit="tokens"))
    under_way = []
    for prompt, most, share, ends in requests:
        made = budget.reserve(prompt, most)
        if made is not None:
            under_way.append((made, prompt, int(share * most)))
        assert budget.spent + budget.reserved <= limit
        if ends and under_way:
            budget.settle(*under_way.pop(0))
        assert budget.spent + budget.reserved <= limit


def test_a_prompt_has_fewer_tokens_than_its_bound() -> None:
    messages = (Message(role="system", content="\u00e9" * 10), Message(role="user", content="abc"))

    assert prompt_bound(messages) >= 20 + 3


def test_a_price_is_found_by_name_then_by_pattern(tmp_path: Path) -> None:
    path = tmp_path / "prices.toml"
    path.write_text('["gpt-*"]\ninput = 3\noutput = 15\n["gpt-4o-mini"]\ninput = 0.15\noutput = 0.60\n')

    table = prices.read(path)

    assert table.of("gpt-4o-mini") == PRICE
    assert table.of("gpt-4o") == Price(input=Decimal(3), output=Decimal(15))
    assert table.of("tiny") is None


def test_a_missing_price_says_what_to_write_where(tmp_path: Path) -> None:
    path = tmp_path / "prices.toml"
    path.write_text("")

    with pytest.raises(UserError, match=r'write into .*prices\.toml .*\["tiny"\] with input = and output ='):
        prices.read(path).need("tiny")


def test_without_a_file_there_are_no_prices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))

    table = prices.read()

    assert (table.path, table.table) == (tmp_path / "verigen" / "prices.toml", {})


@pytest.mark.parametrize(
    "text",
    [
        "x = ",
        "tiny = 3",
        "[tiny]\ninput = 1",
        "[tiny]\ninput = 1\noutput = 2\ncached = 3",
        '[tiny]\ninput = "1"\noutput = true',
        "[tiny]\ninput = -1\noutput = 2",
        "[tiny]\ninput = nan\noutput = 2",
        "[tiny]\ninput = inf\noutput = 2",
    ],
)
def test_a_bad_price_table_is_refused_with_its_place(tmp_path: Path, text: str) -> None:
    path = tmp_path / "prices.toml"
    path.write_text(text)

    with pytest.raises(UserError, match=r"prices\.toml"):
        prices.read(path)


def test_a_price_table_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="can't read the price table"):
        prices.read(tmp_path / "none.toml")
