from samples import make_graded
from verigen.dataset.formats.preference import Preference
from verigen.dataset.formats.sft import Sft
from verigen.dataset.lengths import Lengths


def test_the_shortest_correct_candidate_becomes_the_sft_record() -> None:
    graded = [
        make_graded(0, "correct", tokens=9),
        make_graded(1, "correct", tokens=4),
        make_graded(2, "incorrect"),
    ]

    (row,) = Sft().rows(graded)

    assert row["candidate_id"] == "p#1"
    assert row["messages"][1] == {"role": "assistant", "content": "<think>\nt\n</think>\n\n\\boxed{5}"}


def test_the_first_or_all_can_be_picked_and_of_identical_texts_one() -> None:
    other = "<think>\nanother\n</think>\n\n\\boxed{5}"
    graded = [
        make_graded(0, "correct", tokens=9),
        make_graded(1, "correct", tokens=4, text=other),
        make_graded(2, "correct", tokens=4, text=other + "\n"),
    ]

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
        make_graded(0, "correct", tokens=100, text=f"<think>\n{0}\n</think>\n\n\\boxed{{5}}"),
        make_graded(1, "correct", tokens=10, text=f"<think>\n{1}\n</think>\n\n\\boxed{{5}}"),
        make_graded(2, "incorrect", tokens=11, text=f"<think>\n{2}\n</think>\n\n\\boxed{{5}}"),
        make_graded(3, "incorrect", tokens=50, text=f"<think>\n{3}\n</think>\n\n\\boxed{{5}}"),
    ]

    rows = list(Preference(pairs=3).rows(graded))

    assert [(r["chosen_id"], r["rejected_id"]) for r in rows] == [("p#1", "p#2"), ("p#0", "p#3")]


def test_a_record_says_where_it_comes_from() -> None:
    (row,) = Sft().rows([make_graded(0, "correct")])

    assert {row[k] for k in ("problem_id", "family", "teacher", "licence", "verifier")} == {
        *("p", "scripted", "CC0-1.0", "symbolic/1")
    }
    assert (row["generation_depth"], row["seed"]) == (1, 0)


def test_several_pairs_hold_no_text_twice() -> None:
    texts = [f"<think>\n{name}\n</think>\n\n\\boxed{{5}}" for name in "aab"]
    graded = [make_graded(i, "correct", text=text) for i, text in enumerate(texts)]
    graded += [make_graded(i + 3, "incorrect", text=text) for i, text in enumerate(texts)]

    rows = list(Preference(pairs=9).rows(graded))

    assert sorted((row["chosen_id"], row["rejected_id"]) for row in rows) == [("p#0", "p#3"), ("p#2", "p#5")]


def test_lengths_are_of_what_records_take_and_leave() -> None:
    graded = [make_graded(i, "correct", tokens=n) for i, n in enumerate((100, 40, 70))]
    graded += [make_graded(3, "incorrect", tokens=80), make_graded(4, "incorrect", tokens=500)]
    found = Lengths()

    found.add(graded, [*Sft().rows(graded), *Preference().rows(graded)])

    assert str(found) == "chosen 55, rejected 80, correct but left out 100"
    assert str(Lengths()) == ""
