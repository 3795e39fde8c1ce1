"""`verigen curate` on runs of a scripted teacher."""

from __future__ import annotations

import contextlib
import hashlib
import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from samples import make_graded, write_lines
from tests.curate.cases import PLANTED, THOUGHT
from verigen.cli import main
from verigen.grading.review import people
from verigen.ledger.ledger import Ledger

KINDS = ("pii", "secret", "toxic", "language", "loop", "gibberish", "identity", "structure")


def verigen(*words: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(word) for word in words])
    return int(ended.value.code or 0)


def sampled(folder: Path, rows: list[tuple[str, list[str]]], name: str = "run", **source: Any) -> Path:
    """A run whose problems get these completions; every answer is 42."""
    bank = [
        {
            "id": f"p{n}", "domain": "math", "prompt": prompt, "reference": {"answer": "42"},
            "source": {"bank": "ours", "licence": "MIT", **source},
        }
        for n, (prompt, _) in enumerate(rows)
    ]  # fmt: skip
    script = folder / f"{name}.json"
    script.write_text(json.dumps({"answers": dict(rows)}))
    problems = write_lines(folder / f"{name}.jsonl", *bank)
    n = max(len(texts) for _, texts in rows)
    assert (
        verigen(
            "sample",
            "--domain",
            "math",
            "--bank",
            problems,
            "--teacher",
            f"scripted:{script}",
            "--n",
            n,
            "--out",
            folder / name,
        )
        == 0
    )
    return folder / name


def sound(number: int) -> str:
    return (
        f"<think>\nStep {number}: {number} + 42 - {number} = 42. {THOUGHT}\n</think>\n\nIt is \\boxed{{42}}."
    )


def asked(number: int) -> str:
    return f"Which number is {42 + number} minus {number}, for case {chr(97 + number % 26)}?"


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def digests(folder: Path) -> dict[str, str]:
    """Of all files but curate.db, whose pages depend on the order of writes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in {"curate.db", "curate.lock"}
    }


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of sound completions and of one planted defect of each kind."""
    defects = [(asked(n), [PLANTED[kind][0]]) for n, kind in enumerate(KINDS)]
    fine = [(asked(n), [sound(n)]) for n in range(len(KINDS), 24)]
    return sampled(tmp_path_factory.mktemp("planted"), defects + fine)


def test_no_planted_defect_is_exported_and_each_is_dropped_with_its_reason(
    planted: Path, tmp_path: Path
) -> None:
    assert verigen("curate", planted, "--out", tmp_path / "set") == 0

    dropped = {row["problem"]: row for row in reversed(lines(tmp_path / "set" / "dropped.jsonl"))}
    assert [dropped[f"p{n}"]["reason"] for n in range(len(KINDS))] == list(KINDS)
    assert set(dropped["p0"]) == {"candidate", "problem", "stage", "reason", "shown"}
    records = lines(tmp_path / "set" / "sft" / "train.jsonl")
    assert {row["problem_id"] for row in records} == {f"p{n}" for n in range(len(KINDS), 24)}
    made = {path.name for path in (tmp_path / "set").iterdir()}
    assert made >= {
        "README.md",
        "validation.json",
        "report.html",
        "croissant.json",
        "flagged.jsonl",
        "curate.db",
        "sft",
    }


def test_another_action_is_decided_from_what_is_stored(
    planted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from verigen.dataset.curate import scan

    out = tmp_path / "set"
    assert verigen("curate", planted, "--out", out) == 0
    monkeypatch.setattr(scan, "_run", lambda *_: pytest.fail("the filters ran again"))

    assert verigen("curate", planted, "--out", out, "--on", "pii=redact,toxic=flag") == 0

    records = {row["problem_id"]: row for row in lines(out / "sft" / "train.jsonl")}
    assert "[EMAIL]" in records["p0"]["messages"][-1]["content"]
    assert {row["reason"] for row in lines(out / "flagged.jsonl")} == {"pii", "toxic"}


def test_what_is_redacted_is_graded_again_and_dropped_if_the_verdict_changes(tmp_path: Path) -> None:
    from verigen.core.findings import Finding
    from verigen.dataset.curate.inputs import Placed
    from verigen.dataset.curate.redact import Redactor
    from verigen.dataset.curate.store import CurateStore

    item = make_graded(0, "correct", text="Ask Ann at 555. It is \\boxed{5}.")
    harmless = Finding(reason="pii", field="reply", start=11, end=14, label="phone")
    answer = Finding(reason="pii", field="reply", start=22, end=30, label="phone")

    with Redactor(CurateStore(tmp_path / "curate.db"), "local") as redact:
        kept, changed = redact(Placed(1, 0, item), [harmless]), redact(Placed(1, 0, item), [answer])

    assert not isinstance(kept, str)
    assert kept.candidate.text == "Ask Ann at [PHONE]. It is \\boxed{5}."
    assert isinstance(changed, str)
    assert "not correct" in changed


def test_the_same_bytes_come_out_however_often_the_work_is_killed(planted: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "verigen", "curate", str(planted), "--held-out", "0.2", "--out"]
    subprocess.run([*command, str(tmp_path / "whole")], check=True, capture_output=True)
    for wait in (0.5, 0.9, 1.3):
        work = subprocess.Popen(
            [*command, str(tmp_path / "killed")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(wait)
        work.send_signal(signal.SIGKILL)
        work.wait()

    subprocess.run([*command, str(tmp_path / "killed")], check=True, capture_output=True)

    assert digests(tmp_path / "killed") == digests(tmp_path / "whole")


def test_responses_that_repeat_another_and_problems_that_repeat_another_are_left_out(tmp_path: Path) -> None:
    long = "First I write both numbers down, then I add the tens, then the ones, and at last I put both parts together."
    twin = f"<think>\n{THOUGHT} {long}\n</think>\n\nIt is \\boxed{{42}}."
    question = "A baker has 17 rolls on the first tray and 25 rolls on the second tray. How many rolls are there on both trays together"
    run = sampled(
        tmp_path,
        [
            (f"{question}?", [twin, twin.replace("at last", "finally")]),
            (f"{question} now?", [sound(3), sound(3)]),
        ],
    )

    assert verigen("curate", run, "--out", tmp_path / "set", "--pick", "all") == 0

    why = {row["candidate"]: row for row in lines(tmp_path / "set" / "dropped.jsonl")}
    assert why["p0#1"]["reason"] == "near_duplicate"
    assert "repeats p0#0" in why["p0#1"]["shown"]
    assert "the problem repeats p0" in why["p1#0"]["shown"]


def test_a_floor_of_real_rows_holds_in_records_and_in_tokens(planted: Path, tmp_path: Path) -> None:
    real = [
        {"question": f"How much is {n} and {n}?", "answer": f"It is {n} + {n} = {2 * n}.\n#### {2 * n}"}
        for n in range(2, 40)
    ]
    file = write_lines(
        tmp_path / "real.jsonl",
        *real,
        {**real[0], "source": {"bank": "x", "licence": "MIT", "mutator": "renumber"}},
    )

    assert (
        verigen(
            "curate",
            planted,
            "--out",
            tmp_path / "set",
            "--real",
            file,
            "--real-licence",
            "MIT",
            "--min-real",
            0.3,
        )
        == 0
    )

    rows = lines(tmp_path / "set" / "sft" / "train.jsonl")
    ours = [row for row in rows if row["evidence"] == "real"]
    assert len(ours) >= 0.3 * len(rows)
    assert sum(row["tokens"] for row in ours) >= 0.3 * sum(row["tokens"] for row in rows)
    assert verigen("curate", planted, "--out", tmp_path / "set", "--real", file) == 2  # no licence


def test_what_people_call_wrong_is_left_out(tmp_path: Path) -> None:
    run = sampled(tmp_path, [(asked(n), [sound(n)]) for n in range(3)])
    with contextlib.closing(Ledger(run / "ledger.db")) as ledger:
        people.record(ledger, "p1#0", "ann", "incorrect")

    assert verigen("curate", run, "--out", tmp_path / "set") == 0

    dropped = [
        (row["candidate"], row["stage"], row["shown"]) for row in lines(tmp_path / "set/dropped.jsonl")
    ]
    assert dropped == [("p1#0", "outcome", "people_differ")]
    assert {row["problem_id"] for row in lines(tmp_path / "set/sft/train.jsonl")} == {"p0", "p2"}


def test_deep_generations_and_other_licences_are_left_out(tmp_path: Path) -> None:
    run = sampled(
        tmp_path, [(asked(n), [sound(n)]) for n in range(3)], depth=4, parent="p", mutator="renumber"
    )

    assert verigen("curate", run, "--out", tmp_path / "set") == 2
    assert verigen("curate", run, "--out", tmp_path / "set", "--max-depth", 5) == 0
    assert verigen("curate", run, "--out", tmp_path / "set", "--max-depth", 5, "--licence", "CC0-1.0") == 2


def test_explain_says_why_a_candidate_is_out(
    planted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verigen("curate", planted, "--out", tmp_path / "set") == 0
    capsys.readouterr()

    assert verigen("explain", "--run", tmp_path / "set", "p1#0") == 0
    out = capsys.readouterr().out
    assert "p1#0   is out" in out
    assert "secret: secret" in out
    assert verigen("explain", "--run", tmp_path / "set", "nothing#9") == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--with", "langage"], "did you mean language"),
        (["--on", "loop=redact"], "can be redacted"),
        (["--on", "pii=burn"], "drop, redact, flag"),
        (["--filter-option", "loop.tims=3"], "did you mean times"),
        (["--suite", "missing.jsonl"], "missing.jsonl"),
        (["--limit", "5"], "give both"),
        (["--student", "qwen33"], "unknown student"),
    ],
)
def test_a_users_mistake_is_one_line(
    planted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], told: str
) -> None:
    assert verigen("curate", planted, "--out", tmp_path / "set", *words) == 2

    said = [line for line in capsys.readouterr().err.splitlines() if line.startswith("verigen: ")]
    assert len(said) == 1
    assert told in said[0]


def test_a_run_is_not_written_over_and_an_empty_result_names_what_took_most(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = sampled(tmp_path, [(asked(n), [PLANTED["loop"][0]]) for n in range(3)])

    assert verigen("curate", run, "--out", run) == 2
    assert verigen("curate", tmp_path / "nowhere", "--out", tmp_path / "set") == 2
    assert verigen("curate", run, "--out", tmp_path / "set") == 2
    assert "most were taken by loop" in capsys.readouterr().err


def test_a_filter_that_fails_leaves_its_candidate_undecided(
    planted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from verigen.dataset.filters.loop import LoopFilter

    whole = LoopFilter.find

    def fails(self: LoopFilter, graded: Any) -> Any:
        if graded.problem.id == "p20":
            raise RuntimeError("no")
        return whole(self, graded)

    monkeypatch.setattr(LoopFilter, "find", fails)

    assert verigen("curate", planted, "--out", tmp_path / "set") == 0

    assert [
        row["stage"] for row in lines(tmp_path / "set" / "dropped.jsonl") if row["reason"] == "undecided"
    ] == ["loop"]


def test_decontaminating_a_run_keeps_the_formats_apart_and_ends_with_its_summary(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = "<think>\n17 + 25 is more than that.\n</think>\n\nIt is \\boxed{41}."
    run = sampled(tmp_path, [(asked(n), [sound(n), wrong, sound(n), wrong]) for n in range(4)])
    suite = write_lines(tmp_path / "suite.jsonl", *({"question": asked(n), "answer": "42"} for n in range(4)))

    assert verigen("decontaminate", run, "--near", 0.8, "--out", tmp_path / "clean") == 0
    for name in ("preference", "sft"):
        had = lines(run / name / "train.jsonl")
        assert had
        assert lines(tmp_path / "clean" / name / "train.jsonl") == had
    assert (tmp_path / "clean" / "sft" / "train.parquet").is_file()

    capsys.readouterr()
    assert verigen("decontaminate", run, "--suite", suite, "--diversity", "--out", tmp_path / "none") == 0
    assert "clean        0" in capsys.readouterr().out
