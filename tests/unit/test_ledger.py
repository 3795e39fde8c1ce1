import contextlib
import sqlite3
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samples import make_graded
from verigen.core import problems
from verigen.core.errors import StorageError, UserError
from verigen.core.types import Verdict
from verigen.ledger import runs
from verigen.ledger.ledger import Ledger, only_writer
from verigen.ledger.tables import SCHEMAS, Rejection, SessionRow, Settled


@pytest.fixture
def ledger(tmp_path: Path):
    made = Ledger(tmp_path / "ledger.db", create=True)
    made.set_meta("verifier", "symbolic/1")
    yield made
    made.close()


def stored(ledger: Ledger) -> dict[str, Verdict | None]:
    """The verdict on each stored candidate, None for one that waits for it."""
    entries = ledger.queue("n:1", "symbolic/1", None, 0)
    return {candidate.id: verdict for entry in entries for candidate, verdict in entry.candidates}


def test_what_goes_in_comes_out(ledger: Ledger) -> None:
    item = make_graded(0, "correct")
    ledger.add_problems([(item.problem, None)])
    ledger.commit([item.candidate], [(item.candidate.id, item.verdict)])
    session = SessionRow("now", 1.0, 0.0, 1.0, 5, "scripted")
    ledger.add_session(session)

    assert list(ledger.graded()) == [[item]]
    assert list(ledger.problems()) == [(item.problem, None)]
    assert stored(ledger) == {"p#0": item.verdict}
    assert ledger.sessions() == [session]


def test_a_candidate_without_verdict_is_found_again(ledger: Ledger) -> None:
    item = make_graded(0, "correct")
    ledger.add_problems([(item.problem, None)])
    ledger.commit([item.candidate], [])

    assert stored(ledger) == {"p#0": None}
    assert list(ledger.graded()) == []


def test_a_batch_is_written_whole_or_not_at_all(ledger: Ledger) -> None:
    first, second = make_graded(0, "correct"), make_graded(1, "correct")
    ledger.add_problems([(first.problem, None)])
    ledger.commit([first.candidate], [])

    with pytest.raises(UserError):
        ledger.commit([second.candidate, first.candidate], [])

    assert stored(ledger) == {"p#0": None}


def test_a_full_disk_is_a_storage_error_and_keeps_what_is_there(ledger: Ledger) -> None:
    item = make_graded(0, "correct")
    ledger.add_problems([(item.problem, None)])
    ledger.commit([item.candidate], [])
    ledger._db.execute("PRAGMA max_page_count = 1")
    large = replace(item.candidate, id="p#1", index=1, text="x" * 10**6)

    with pytest.raises(StorageError, match="full"):
        ledger.commit([large], [])

    assert stored(ledger) == {"p#0": None}


def test_a_missing_ledger_is_a_user_error(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no ledger at"):
        Ledger(tmp_path / "ledger.db")


def test_a_foreign_file_is_no_ledger(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_text("not a database, and longer than its header would be, too")

    with pytest.raises(UserError, match="not a ledger"):
        Ledger(tmp_path / "ledger.db")


def test_an_empty_database_is_no_ledger(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "ledger.db").close()
    (tmp_path / "ledger.db").touch()

    with pytest.raises(UserError, match="not a ledger"):
        Ledger(tmp_path / "ledger.db")


def test_a_ledger_of_a_newer_version_is_refused(ledger: Ledger) -> None:
    ledger._db.execute("PRAGMA user_version = 99")

    with pytest.raises(UserError, match="newer"):
        Ledger(ledger.path)


def test_a_second_writer_is_refused(tmp_path: Path) -> None:
    with (
        only_writer(tmp_path / "ledger.db"),
        pytest.raises(UserError, match="another run"),
        only_writer(tmp_path / "ledger.db"),
    ):
        pass


def test_a_ledger_of_the_version_before_is_brought_up_to_this_one(tmp_path: Path) -> None:
    item = make_graded(0, "correct")
    with contextlib.closing(sqlite3.connect(tmp_path / "old.db")) as db:
        db.executescript(f"{SCHEMAS[0]} PRAGMA user_version=1;")
        db.execute("INSERT INTO problems VALUES (1, 'p', ?, NULL)", (problems.encode(item.problem).decode(),))
        db.execute(
            "INSERT INTO candidates VALUES ('p#0', 'p', 0, 'x', 'stop', 1, 2, 't', 'r', '{}', 7, 0.5)",
        )
        db.execute("INSERT INTO verdicts VALUES ('p#0', 'v', 'correct', 'm', 'r', NULL, '', 0.1)")
        db.execute("INSERT INTO meta VALUES ('verifier', 'v')")
        db.execute("INSERT INTO meta VALUES ('settings', '{\"teacher\": \"t\"}')")
        db.commit()

    with contextlib.closing(Ledger(tmp_path / "old.db")) as ledger:
        ((graded,),) = ledger.graded()
        assert (graded.candidate.text, graded.candidate.logprob, graded.verdict.outcome) == (
            "x",
            None,
            "correct",
        )
        with pytest.raises(UserError, match="another version of verigen"):
            runs.settings(ledger)


def test_a_queue_gives_the_first_problems_in_an_order_of_its_seed(ledger: Ledger) -> None:
    base = make_graded(0, "correct").problem
    ledger.add_problems(
        [(replace(base, id=f"p{i}"), Rejection("bad") if i == 3 else None) for i in range(50)]
    )

    def queued(seed: int, limit: int | None) -> list[str]:
        return [e.problem.id for e in ledger.queue("n:1", "symbolic/1", limit, seed) if e.problem]

    assert sorted(queued(0, None)) == sorted(f"p{i}" for i in range(50) if i != 3)
    assert queued(0, None) == queued(0, None) != queued(1, None)
    assert sorted(queued(0, 10)) == sorted(f"p{i}" for i in range(11) if i != 3)
    assert queued(0, None) != sorted(queued(0, None))


SIZES = st.lists(st.sampled_from([0, 0, 1, 2, 5, 127, 128, 129, 300]), max_size=7)


@given(SIZES, st.randoms(use_true_random=False), st.integers(1, 4), st.integers(1, 8))
@settings(max_examples=25, deadline=None)
def test_candidates_of_many_problems_are_those_of_each(
    sizes: list[int], random: Random, first: int, last: int
) -> None:
    """Whatever the pages are: with refused problems, missing verdicts, other verifiers', and late candidates."""
    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.closing(_drawn(Path(folder), sizes, random)) as made,
    ):
        each = [found for number in range(len(sizes)) if (found := made.graded_of(f"p{number}"))]
        refused = {problem.id for problem, why in made.problems() if why}
        taken = [group for group in each if group[0].problem.id not in refused]
        ranged = [group for group in taken if first <= int(group[0].problem.id[1:]) + 1 <= last]

        assert list(made.graded()) == taken
        assert list(made.graded(first=first, last=last)) == ranged
        assert [count for _, count in made.graded_counts()] == list(map(len, taken))


def _drawn(folder: Path, sizes: list[int], random: Random) -> Ledger:
    """A ledger whose problems have so many candidates, some without this verifier's verdict."""
    made = Ledger(folder / "ledger.db", create=True)
    made.set_meta("verifier", "v")
    made.set_meta("goal", "g")
    base = make_graded(0, "correct")
    for number, size in enumerate(sizes):
        name = f"p{number}"
        made.add_problems(
            [(replace(base.problem, id=name), Rejection("bad") if random.random() < 0.2 else None)]
        )
        drawn = [
            replace(base.candidate, id=f"{name}#{i}", problem=name, index=i, text=f"{number} {i}")
            for i in sorted(random.sample(range(2 * size), size))
        ]
        random.shuffle(drawn)
        verdicts = [
            (one.id, replace(base.verdict, verifier=random.choice(["v", "v", "v", "other"])))
            for one in drawn
            if random.random() < 0.9
        ]
        stop, past = sorted(random.sample(range(2 * size + 2), 2))
        late = Settled(name, "g", 0, "wanted", "", 1, 0, 0, 0, 0, stop, past, "", (1.0,) * 4, None, True)
        made.commit(drawn, verdicts, settled=[late] if random.random() < 0.5 else [])
    return made


def test_a_new_ledger_may_be_opened_by_many_at_once(tmp_path) -> None:
    def opened(path: Path, together: threading.Barrier) -> None:
        together.wait()
        Ledger(path, create=True).close()

    with ThreadPoolExecutor(4) as pool:
        for number in range(20):
            together = threading.Barrier(4)
            futures = [pool.submit(opened, tmp_path / f"{number}.db", together) for _ in range(4)]
            assert [future.result() for future in futures] == [None] * 4
