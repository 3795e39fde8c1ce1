import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from samples import write_lines
from verigen.ledger.ledger import only_writer

SCRIPTED = ("--teacher", "scripted")
CASES = [
    ((*SCRIPTED, "--bank", "math-cor"), 2, "did you mean math-core"),
    ((*SCRIPTED, "--bank", "nowhere.jsonl"), 2, "no file nowhere.jsonl"),
    ((*SCRIPTED, "--verifier", "symbolc"), 2, "did you mean symbolic?"),
    (("--teacher", "Qwen2.5-Coder-0.5B"), 2, "did you mean Qwen2.5-Coder-0.5B-Instruct"),
    (("--teacher", "./nowhere.gguf"), 2, "no model at ./nowhere.gguf"),
    (("--teacher", "scripted:nowhere.json"), 2, "can't read the script"),
    ((*SCRIPTED, "--engine", "vlm"), 2, "did you mean vllm"),
    ((*SCRIPTED, "--goal", "sideways"), 2, "is no goal"),
    ((*SCRIPTED, "--n", "0"), 2, "--n"),
    ((*SCRIPTED, "--limit", "1", "--resume"), 2, "no unfinished run"),
    ((*SCRIPTED, "--limit", "1", "--resume", "--out", "r"), 2, "nothing to resume"),
]


@pytest.mark.parametrize(("arguments", "code", "message"), CASES)
def test_a_mistake_is_told_in_one_line(run, arguments, code, message) -> None:
    ended = run("sample", "--domain", "math", *arguments)

    assert ended.code == code
    assert message in ended.err
    assert "Traceback" not in ended.err


BROKEN = [
    ([{"id": "a", "question": "q", "answer": "1", "licence": "MIT"}, '{"id": \n'], "bank.jsonl:2: "),
    ([{"id": "a", "question": "q", "answer": "1", "licence": "MIT"}] * 2, "'a' comes twice"),
    ([], "holds no problems"),
]


@pytest.mark.parametrize(("rows", "message"), BROKEN)
def test_a_broken_bank_is_told_in_one_line(run, tmp_path, rows, message) -> None:
    path = write_lines(tmp_path / "bank.jsonl", *rows)

    ended = run("sample", "--domain", "math", "--bank", path, *SCRIPTED, "--out", "r")

    assert ended.code == 2
    assert message in ended.err
    assert len(ended.err.strip().splitlines()) == 2  # the teacher, the error


def test_a_folder_that_is_no_run_is_left_alone(run, bank, tmp_path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/thesis.txt").write_text("mine")

    ended = run("sample", "--domain", "math", "--bank", bank, *SCRIPTED, "--out", "full")

    assert ended.code == 2
    assert "is no run of verigen" in ended.err
    assert [p.name for p in (tmp_path / "full").iterdir()] == ["thesis.txt"]


def test_a_run_with_other_settings_is_not_continued(run, bank) -> None:
    run("sample", "--domain", "math", "--bank", bank, *SCRIPTED, "--out", "r", "--n", 1)

    ended = run("sample", "--domain", "math", "--bank", bank, *SCRIPTED, "--out", "r", "--n", 1, "--seed", 7)

    assert ended.code == 2
    assert ended.err.splitlines()[-1] == "  seed: 0 there, 7 here"


def test_a_bank_that_changed_is_not_continued(run, bank) -> None:
    run("sample", "--domain", "math", "--bank", bank, *SCRIPTED, "--out", "r", "--n", 1)
    write_lines(bank, {"id": "sum-0", "question": "other", "answer": "1", "licence": "MIT"})

    ended = run("sample", "--domain", "math", "--bank", bank, *SCRIPTED, "--out", "r", "--n", 1)

    assert ended.code == 2
    assert "the bank has changed" in ended.err


def test_a_second_run_on_one_ledger_is_refused(run, bank, tmp_path) -> None:
    run("sample", "--domain", "math", "--bank", bank, *SCRIPTED, "--out", "r", "--n", 1)

    with only_writer(tmp_path / "r/ledger.db"):
        ended = run("sample", "--domain", "math", "--bank", bank, *SCRIPTED, "--out", "r", "--n", 1)

    assert ended.code == 2
    assert "another run is writing" in ended.err


def test_a_place_that_is_not_writable_is_told(run, bank) -> None:
    ended = run("sample", "--domain", "math", "--bank", bank, *SCRIPTED, "--out", "/proc/nowhere/r")

    assert ended.code == 1
    assert "can't write /proc/nowhere/r" in ended.err
    assert "choose another folder" in ended.err


def test_a_file_that_is_no_model_fails_to_load_with_one_line(run, bank, tmp_path) -> None:
    (tmp_path / "broken.gguf").write_bytes(b"GGUF" + b"\0" * 100)

    ended = run(
        *("sample", "--domain", "math", "--bank", bank, "--teacher", "./broken.gguf", "--engine", "llamacpp"),
        *("--out", "r"),
    )

    assert ended.code == 1
    assert "llama.cpp can't load the model" in ended.err
    assert "Traceback" not in ended.err


def test_too_little_memory_is_told_before_loading(bank, tmp_path) -> None:
    with (tmp_path / "large.gguf").open("wb") as file:
        file.truncate(1400 << 20)

    done = subprocess.run(
        [
            *(sys.executable, "-m", "verigen", "sample", "--domain", "math", "--bank", str(bank)),
            *("--teacher", "./large.gguf", "--engine", "llamacpp", "--out", "r"),
        ],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (1300 << 20, 1300 << 20)),
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )

    assert done.returncode == 1
    assert "of memory" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_full_disk_keeps_what_was_finished(bank, tmp_path) -> None:
    bwrap = shutil.which("bwrap")
    assert bwrap, "needs bubblewrap: apt-get install bubblewrap"
    texts = '["' + "word " * 2000 + '\\\\boxed{1}"]'
    (tmp_path / "long.json").write_text('{"default": ' + texts + "}")
    disk = tmp_path / "disk"
    disk.mkdir()
    command = (
        f"{sys.executable} -m verigen sample --domain math --bank {bank} --teacher scripted:{tmp_path}/long.json "
        f"--n 40 --out {disk}/r; code=$?; "
        f"{sys.executable} -c \"import sqlite3; print(sqlite3.connect('{disk}/r/ledger.db')"
        ".execute('select count(*) from candidates').fetchone()[0])\"; exit $code"
    )

    done = subprocess.run(
        [bwrap, "--dev-bind", "/", "/", "--size", str(2 << 20), "--tmpfs", str(disk), "sh", "-c", command],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )

    assert done.returncode == 1, done.stderr
    assert "full" in done.stderr
    assert "what is finished is kept" in done.stderr
    assert "Traceback" not in done.stderr
    assert int(done.stdout.split()[-1]) > 0


def test_pack_of_nothing_is_told(run) -> None:
    ended = run("pack", "nowhere")

    assert ended.code == 2
    assert f"no ledger at {Path('nowhere/ledger.db')}" in ended.err


def test_an_unknown_command_is_told(run) -> None:
    ended = run("sampel")

    assert ended.code == 2
    assert "did you mean sample" in ended.err
