"""From what the user calls a teacher to an engine that runs it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from verigen import registry
from verigen.errors import TeacherError, UserError
from verigen.teachers import catalogue, weights

if TYPE_CHECKING:
    from verigen.parts import Teacher
    from verigen.teachers.weights import Watcher

PACKAGES = {"vllm": "vllm", "llamacpp": "xllamacpp"}
INSTALL = "`pip install 'verigen-engine[local]'` (llama.cpp) or `[vllm]` (GPU) or `[cpu]` (vLLM on CPU)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A teacher, the engine chosen for it, why, and the terms its output comes under."""

    teacher: Teacher
    engine: str
    why: str
    licence: str


def choose(spec: str | None, engine: str | None, watcher: Watcher, *, context: int) -> Choice:
    """`spec`: a catalogue name, a GGUF file, a Hugging Face folder, a hub id, or scripted:FILE; None: the default.

    Fetches the weights where they are not there. Raises UnknownPart, UserError or TeacherError.
    """
    if engine is not None:
        registry.load("engine", engine)
    if spec is not None and spec.partition(":")[0] == "scripted":
        return _scripted(spec)
    model, name, revision, licence, reasoner = _model(spec, watcher, engine)
    kind, why = _engine(engine, model)
    if kind == "llamacpp":
        made = registry.load("engine", kind)(
            name=name, weights=Path(model), revision=revision, reasoner=reasoner, context=context
        )
    else:
        made = registry.load("engine", kind)(
            name=name, model=model, revision=revision, reasoner=reasoner, context=context
        )
    return Choice(teacher=made, engine=kind, why=why, licence=licence)


def _scripted(spec: str) -> Choice:
    from verigen.teachers.scripted import Script, Scripted, read_script

    file = spec.partition(":")[2]
    script = read_script(Path(file)) if file else Script()
    revision = hashlib.sha256(repr(script).encode()).hexdigest()[:12]
    teacher = Scripted(script=script, revision=revision)
    return Choice(
        teacher=teacher, engine="scripted", why="recites a script: for tests only", licence="CC0-1.0"
    )


def _model(spec: str | None, watcher: Watcher, engine: str | None) -> tuple[str, str, str, str, bool]:
    """Model, name, revision, licence, reasoner."""
    if spec is not None and Path(spec).exists():
        return str(Path(spec)), Path(spec).stem, _fingerprint(Path(spec)), "NOASSERTION", False
    if spec is not None and (spec.endswith(".gguf") or spec.startswith((".", "/", "~"))):
        raise UserError(
            f"no model at {spec}; give a GGUF file, a Hugging Face folder or a name of `verigen teachers`"
        )
    if spec is not None and spec.count("/") == 1:
        return spec, spec.partition("/")[2], "hub", "NOASSERTION", False
    entry = catalogue.find(spec) if spec else catalogue.default()
    _engine(engine, entry.file)  # before half a gigabyte is fetched for nothing
    found = weights.fetch(entry, watcher)
    return str(found), entry.name, entry.sha256, entry.licence, entry.reasoner


def _engine(wanted: str | None, model: str) -> tuple[str, str]:
    """The engine's name and why it was taken."""
    gguf = model.endswith(".gguf")
    if wanted is not None:
        if wanted == "llamacpp" and not gguf:
            raise UserError(f"llama.cpp reads GGUF files only, not {model}; use --engine vllm")
        if find_spec(PACKAGES[wanted]) is None:
            raise TeacherError(f"--engine {wanted} needs the package {PACKAGES[wanted]}: {INSTALL}")
        return wanted, "asked for"
    if find_spec("vllm") is not None:
        return "vllm", "vLLM is installed"
    if find_spec("xllamacpp") is not None and gguf:
        return "llamacpp", "vLLM is not installed"
    raise TeacherError(f"no engine can run {model}: install one with {INSTALL}")


def _fingerprint(path: Path) -> str:
    """Names a local model by its bytes: of a folder, the sizes and names of its files and its config's bytes."""
    if path.is_file():
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    config = path / "config.json"
    if not config.is_file():
        raise UserError(f"{path} is no model folder: it has no config.json")
    listing = sorted((f.name, f.stat().st_size) for f in path.iterdir() if f.is_file())
    return hashlib.sha256(repr(listing).encode() + config.read_bytes()).hexdigest()
