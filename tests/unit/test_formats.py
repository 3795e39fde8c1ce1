from samples import make_graded
from verigen.dataset.formats.preference import Preference
from verigen.dataset.formats.sft import Sft


def test_the_shortest_correct_candidate_becomes_the_sft_record() -> None:
    graded = [
        make_graded(0, "correct", tokens=9),
        make_graded(1, "correct", tokens=4),
        make_graded(2, "incorrect"),
    ]

    (row,) = Sft().rows(graded)

    assert row["candidate_id"] == "p#1"
    assert row["messages"][1] == {"role": "assistant", "content": "<think>\nt\n</think>\n\n\\boxed{5}"}


def test_the_first_or_all_can_be_picked() -> None:
    graded = [make_graded(0, "correct", tokens=9), make_graded(1, "correct", tokens=4)]

    assert [r["candidate_id"] for r in Sft(pick="first").rows(graded)] == ["p#0"]
    assert [r["candidate_id"] for r in Sft(pick="all").rows(graded)] == ["p#0", "p#1"]


def test_what_is_unverified_or_truncated_is_in_no_record() -> None:
    graded = [
        make_graded(0, "unverified"),
        make_graded(1, "correct", finish="length"),
        make_graded(2, "incorrect", finish="length"),
        make_graded(3, "correct", text="<think>\nnever ends \\boxed{5}"),
    ]

    assert list(Sft(pick="all").rows(graded)) == []
    assert list(Preference(pairs=9).rows(graded)) == []


def test_a_pair_needs_a_correct_and_an_incorrect_candidate() -> None:
    assert list(Preference().rows([make_graded(0, "correct"), make_graded(1, "unverified")])) == []
    assert list(Preference().rows([make_graded(0, "incorrect"), make_graded(1, "incorrect")])) == []


def test_pairs_of_like_length_come_first_and_share_no_candidate() -> None:
    graded = [
        make_graded(0, "correct", tokens=100),
        make_graded(1, "correct", tokens=10),
        make_graded(2, "incorrect", tokens=11),
        make_graded(3, "incorrect", tokens=50),
    ]

    rows = list(Preference(pairs=3).rows(graded))

    assert [(r["chosen_id"], r["rejected_id"]) for r in rows] == [("p#1", "p#2"), ("p#0", "p#3")]


def test_a_record_says_where_it_comes_from() -> None:
    (row,) = Sft().rows([make_graded(0, "correct")])

    assert {row[k] for k in ("problem_id", "family", "teacher", "licence", "verifier")} == {
        *("p", "scripted", "CC0-1.0", "symbolic/1")
    }
    assert (row["generation_depth"], row["seed"]) == (1, 0)
