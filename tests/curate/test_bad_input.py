"""What `verigen curate` and `verigen report` say of bad input: one line, and nothing is lost."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from samples import write_lines
from tests.curate.test_curate import asked, lines, sampled, sound, verigen
from verigen.core.errors import VerigenError
from verigen.dataset.curate.store import CurateStore
from verigen.grading.review.store import ReviewStore
from verigen.ledger.ledger import Ledger
from verigen.ledger.scores import Scores
from verigen.ledger.steps import Rollouts

SOLVED = {"question": "How much is 40 and 2?", "answer": "It is 40 + 2 = 42.\n#### 42"}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of twelve sound completions."""
    return sampled(tmp_path_factory.mktemp("plain"), [(asked(n), [sound(n)]) for n in range(12)])


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a command, check its exit code, and return the one line that it says to the user."""

    def one_line(*words: object, code: int = 2) -> str:
        assert verigen(*words) == code
        told = capsys.readouterr().err
        assert "Traceback" not in told
        (line,) = (each for each in told.splitlines() if each.startswith("verigen: "))
        return line

    return one_line


def changed(run: Path, copy: Path, *statements: str) -> Path:
    """A copy of a run whose ledger is changed by these statements."""
    shutil.copytree(run, copy)
    with contextlib.closing(sqlite3.connect(copy / "ledger.db")) as db, db:
        for statement in statements:
            db.execute(statement)
    return copy


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ('{"foo": 1}\n', "no question: neither a user's turn in messages"),
        ('{"question": "How much is 1 and 1?"}\n', "no text to train on: neither an assistant's turn"),
        ("half a row\n", "JSON is malformed"),
        ('{"question": "a \\ud800?", "answer": "It is 42."}\n', "surrogate"),
    ],
)
def test_a_real_row_of_another_schema_is_named_with_its_line_and_what_is_wanted(
    plain: Path, tmp_path: Path, said: Any, row: str, told: str
) -> None:
    file = write_lines(tmp_path / "real.jsonl", SOLVED, row)

    line = said("curate", plain, "--out", tmp_path / "set", "--real", file, "--real-licence", "MIT")

    assert "real.jsonl:2: " in line
    assert told in line


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("sft", {"foo": 1}),
        ("sft", {"messages": "text"}),
        ("preference", {"id": "x"}),
        ("kto", {"prompt": "text"}),
    ],
)
def test_a_record_of_another_schema_is_named_with_its_line_and_the_columns_wanted(
    tmp_path: Path, said: Any, name: str, row: dict[str, Any]
) -> None:
    (tmp_path / name).mkdir()
    fine = {
        "prompt": [{"role": "user", "content": "?"}],
        "completion": [{"role": "assistant", "content": "!"}],
    }
    write_lines(tmp_path / name / "train.jsonl", fine, row)

    line = said("report", tmp_path)

    assert f"{name}/train.jsonl:2: this is no record of the format {name}" in line
    assert "`messages`, `prompt` with `completion`, or `prompt` with `chosen` and `rejected`" in line


def test_a_file_is_no_run(tmp_path: Path, said: Any) -> None:
    assert "is a file" in said("curate", write_lines(tmp_path / "x.jsonl", {}), "--out", tmp_path / "set")


def test_of_an_unfinished_run_what_is_settled_is_taken(
    plain: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The ledger of a run that was killed before its last four problems."""
    late = "('p8', 'p9', 'p10', 'p11')"
    run = changed(
        plain,
        tmp_path / "killed",
        f"DELETE FROM verdicts WHERE candidate IN (SELECT id FROM candidates WHERE problem IN {late})",
        f"DELETE FROM candidates WHERE problem IN {late}",
        f"DELETE FROM decisions WHERE problem IN {late}",
    )

    assert verigen("curate", run, "--out", tmp_path / "set") == 0

    assert "8 of 12 problems settled; what is settled is taken" in capsys.readouterr().err
    assert {row["problem_id"] for row in lines(tmp_path / "set/sft/train.jsonl")} == {
        f"p{n}" for n in range(8)
    }


def test_a_newer_ledger_is_refused(plain: Path, tmp_path: Path, said: Any) -> None:
    newer = changed(plain, tmp_path / "newer", "PRAGMA user_version = 99")

    assert "ledger.db is of version 99, newer than" in said("curate", newer, "--out", tmp_path / "set")


def test_a_newer_folder_is_refused_and_stays_as_it_was(plain: Path, tmp_path: Path, said: Any) -> None:
    out = tmp_path / "set"
    assert verigen("curate", plain, "--out", out) == 0
    with contextlib.closing(sqlite3.connect(out / "curate.db")) as db:
        db.execute("PRAGMA user_version = 99")
    records = (out / "sft/train.jsonl").read_bytes()

    assert "curate.db is of version 99" in said("curate", plain, "--out", out)
    assert "curate.db is of version 99" in said("explain", "--run", out, "p1#0")
    assert (out / "sft/train.jsonl").read_bytes() == records


def test_a_broken_file_of_findings_is_one_line(plain: Path, tmp_path: Path, said: Any) -> None:
    (tmp_path / "curate.db").write_bytes(b"not a database, " * 500)

    assert "curate.db is not a ledger" in said("curate", plain, "--out", tmp_path)


@pytest.mark.parametrize("opened", [CurateStore, ReviewStore, Scores, Rollouts, Ledger])
def test_a_refused_file_is_left_closed(tmp_path: Path, opened: Any) -> None:
    """An open connection would keep its locks for as long as somebody holds the error."""
    path = tmp_path / "broken.db"
    path.write_bytes(b"not a database, " * 500)

    with pytest.raises(VerigenError) as refused:
        opened(path)

    assert refused.value
    assert not [link for link in Path("/proc/self/fd").iterdir() if link.exists() and link.samefile(path)]


def test_an_empty_result_names_the_stage_that_took_most_and_where_the_reasons_are(
    plain: Path, tmp_path: Path, said: Any
) -> None:
    line = said("curate", plain, "--out", tmp_path / "set", "--licence", "CC0-1.0")

    assert "most were taken by licence (licence): 12" in line
    assert f"{tmp_path}/set/dropped.jsonl" in line
    assert len(lines(tmp_path / "set/dropped.jsonl")) == 12


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ('{{ raise_exception("no system") }}', "no system"),
        ("{% for", "the template fails"),
        ("{% for n in range(10 ** 9) %}x{% endfor %}", "the template fails"),
    ],
)
def test_a_template_that_raises_is_one_line_and_the_records_stay(
    plain: Path, tmp_path: Path, said: Any, template: str, told: str
) -> None:
    (tmp_path / "own.jinja").write_text(template)

    line = said("curate", plain, "--out", tmp_path / "set", "--student", tmp_path / "own.jinja")

    assert told in line
    assert len(lines(tmp_path / "set/sft/train.jsonl")) == 12


def test_nuls_and_a_line_of_a_megabyte_go_through_and_come_out_as_they_were(tmp_path: Path) -> None:
    long = " ".join(f"In case {n} of them we write {n} down." for n in range(30000))
    texts = [
        f"<think>\n{thought}\n</think>\n\nIt is \\boxed{{42}}." for thought in ("A nul \x00 here.", long)
    ]
    bank = [
        {"id": f"p{n}", "domain": "math", "prompt": asked(n), "reference": {"answer": "42"}, "source": {"bank": "x", "licence": "MIT"}}
        for n in range(2)
    ]  # fmt: skip
    script = tmp_path / "script.json"
    script.write_text(json.dumps({"answers": {asked(n): [texts[n]] for n in range(2)}}))
    problems = write_lines(tmp_path / "bank.jsonl", *bank)
    words = ("--teacher", f"scripted:{script}", "--n", 1, "--max-tokens", 10**7, "--out", tmp_path / "run")
    assert verigen("sample", "--domain", "math", "--bank", problems, *words) == 0

    odd = ("gibberish", "loop")
    assert verigen("curate", tmp_path / "run", "--out", tmp_path / "all", "--without", ",".join(odd)) == 0
    records = {row["problem_id"]: row for row in lines(tmp_path / "all/sft/train.jsonl")}
    assert [records[f"p{n}"]["messages"][-1]["content"] for n in range(2)] == texts
    assert verigen("report", tmp_path / "all") == 0
    assert (tmp_path / "all/report.html").stat().st_size < 300_000


def test_a_full_disk_is_one_line_and_the_same_command_ends_the_work(plain: Path, tmp_path: Path) -> None:
    bwrap = shutil.which("bwrap")
    assert bwrap, "needs bubblewrap: apt-get install bubblewrap"
    disk = tmp_path / "disk"
    disk.mkdir()
    made = f"{sys.executable} -m verigen curate {plain} --out {disk}/set"
    command = f"head -c 1900000 /dev/zero > {disk}/fill; {made}; echo code $?; rm {disk}/fill; {made} && cp -r {disk}/set {tmp_path}/set"

    done = subprocess.run(
        [bwrap, "--dev-bind", "/", "/", "--size", str(2 << 20), "--tmpfs", str(disk), "sh", "-c", command],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "code 1" in done.stdout
    (told,) = (line for line in done.stderr.splitlines() if line.startswith("verigen: "))
    assert f"{disk}/set" in told
    assert "free space" in told
    assert len(lines(tmp_path / "set/sft/train.jsonl")) == 12
