"""Real data in a curated set: its share, what is refused, and its licences."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from samples import write_lines
from tests.curate.test_curate import asked, lines, sampled, sound, verigen
from verigen.dataset.mix import Weight, _choose

SOLVED = {"question": "How much is 40 and 2?", "answer": "It is 40 + 2 = 42.\n#### 42", "licence": "MIT"}
AIME = {
    "ID": "2024-I-1",
    "Problem": "Add 200 and 4.",
    "Answer": "204",
    "solution": "200 + 4 = 204, as asked.",
}
weights = st.lists(
    st.builds(Weight, st.just(1), st.integers(1, 50), st.integers(1, 300)), min_size=1, max_size=12
)


@given(weights, weights, st.integers(0, 99))
@example([Weight(1, 1, 1)] * 8, [Weight(1, 1, 1)] * 93, 7)
@example([Weight(1, 1, 1)] * 40, [Weight(1, 1, 1)] * 14, 30)
def test_the_floor_holds_exactly_with_as_few_real_rows_as_suffice(
    real: list[Weight], made: list[Weight], hundredths: int
) -> None:
    least = hundredths / 100

    found = _choose(real, [(str(n), weight) for n, weight in enumerate(made)], least, 0)

    def holds(ours: list[int], cut: list[int]) -> bool:
        kept = [made[n] for n in range(len(made)) if n not in cut]
        sums = [(sum(real[n][i] for n in ours), sum(weight[i] for weight in kept)) for i in range(3)]
        return all(100 * h >= hundredths * (h + t) for h, t in sums)

    assert holds(found.real, found.cut)
    assert found.cut or not found.real or not holds(found.real[:-1], [])
    assert not found.cut or not holds(found.real, found.cut[:-1])
    assert bool(found.missing) >= bool(found.cut)


def test_as_many_rows_as_are_missing_would_have_sufficed() -> None:
    alike = Weight(1, 10, 40)
    made = [(str(n), alike) for n in range(70)]

    short = _choose([alike] * 20, made, 0.3, 0)
    whole = _choose([alike] * (20 + short.missing), made, 0.3, 0)

    assert (short.missing, len(short.cut)) == (10, 24)
    assert (whole.missing, whole.cut, len(whole.real)) == (0, [], 30)
    assert Fraction(20, 20 + 70 - 24) >= Fraction(3, 10)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sampled(tmp_path_factory.mktemp("plain"), [(asked(n), [sound(n)]) for n in range(6)])


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"source": {"bank": "x", "licence": "MIT", "mutator": "renumber"}}, "mutants or generated text"),
    ({"source": {"bank": "x", "licence": "MIT", "parent": "p1"}}, "mutants or generated text"),
    ({"teacher": "a model"}, "mutants or generated text"),
    ({"generation_depth": 1}, "mutants or generated text"),
    ({"policy": "heldout_only"}, "of a held-out set"),
    (AIME, "of a held-out set"),
    ({"licence": None}, "without a licence (--real-licence names that of the file)"),
    ({"licence": "GPL-3.0"}, "of a licence that --licence does not allow: GPL-3.0"),
    ({"question": asked(2)}, "repeats a suite"),
    ({"answer": "Write to ann.lee@" + "mailbox.org: 40 + 2 = 42."}, "found by the filter pii: pii"),
]


def test_what_is_no_real_training_data_is_refused_with_its_reason(
    plain: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [{**({} if more is AIME else SOLVED), "licence": "MIT", **more} for more, _ in REFUSED]
    real = write_lines(tmp_path / "real.jsonl", SOLVED, *rows)
    suite = write_lines(tmp_path / "suite.jsonl", {"question": asked(2), "answer": "42"})
    words = ("--licence", "MIT", "--suite", suite, "--min-real", 0.01)

    assert verigen("curate", plain, "--out", tmp_path / "set", "--real", real, *words) == 0

    told = capsys.readouterr().out
    for why, count in Counter(why for _, why in REFUSED).items():
        assert f"{count} real row{'s' * (count > 1)} refused: {why}" in told
    assert sum(row["evidence"] == "real" for row in lines(tmp_path / "set/sft/train.jsonl")) == 1


def test_the_licence_of_real_rows_is_in_the_card_and_the_description(plain: Path, tmp_path: Path) -> None:
    real = write_lines(tmp_path / "real.jsonl", *({**SOLVED, "licence": "CC-BY-SA-4.0"} for _ in range(3)))

    assert verigen("curate", plain, "--out", tmp_path / "set", "--real", real, "--min-real", 0.01) == 0

    assert "The strictest is CC-BY-SA-4.0" in (tmp_path / "set/README.md").read_text()
    assert '"license": "CC-BY-SA-4.0"' in (tmp_path / "set/croissant.json").read_text()


def test_what_the_share_of_real_data_takes_out_has_its_reason(
    plain: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "set"
    real = write_lines(tmp_path / "real.jsonl", SOLVED)

    assert verigen("curate", plain, "--out", out, "--real", real, "--min-real", 0.3) == 0

    kept = {row["candidate_id"] for row in lines(out / "sft/train.jsonl") if row["evidence"] != "real"}
    gone = {row["candidate"]: row["stage"] for row in lines(out / "dropped.jsonl")}
    assert gone == {f"p{n}#0": "mix" for n in range(6) if f"p{n}#0" not in kept}
    assert gone
    for candidate in [*gone, *kept]:
        capsys.readouterr()
        assert verigen("explain", "--run", out, candidate) == 0
        assert f"{candidate}   is {'out' if candidate in gone else 'kept'}" in capsys.readouterr().out


def test_a_candidate_that_is_held_out_is_explained(
    plain: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "set"
    assert verigen("curate", plain, "--out", out, "--held-out", 0.4) == 0
    (held, *_) = lines(out / "heldout/sft/train.jsonl")
    capsys.readouterr()

    assert verigen("explain", "--run", out, held["candidate_id"]) == 0

    assert f"{held['id']}   in heldout/sft/train.jsonl" in capsys.readouterr().out
