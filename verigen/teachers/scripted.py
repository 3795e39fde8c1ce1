"""A teacher that recites a script, for tests of everything around a model; its name says so everywhere."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from verigen.core import seeds
from verigen.core.errors import UserError
from verigen.core.types import Completion

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from verigen.core.types import Message, Sampling


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """Answers of a scripted teacher.

    `answers` maps a part of a prompt to its possible answers; `default` serves all other prompts. A completion takes
    up to `delay_s` seconds, decided by its seed.
    """

    answers: dict[str, list[str]] = field(default_factory=dict)
    default: list[str] = field(default_factory=lambda: ["I don't know."])
    delay_s: float = 0.0


def read_script(path: Path) -> Script:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Script)
    except OSError as error:
        raise UserError(f"can't read the script {path}: {error.strerror}") from error
    except msgspec.DecodeError as error:
        raise UserError(f"{path}: {error}") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Scripted:
    script: Script
    name: str = "scripted"
    revision: str = "script"
    reasoner: bool = True
    concurrency: int = 8

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator[ScriptedSession]:
        yield ScriptedSession(self)


class ScriptedSession:
    lost = wasted = 0
    engine = "scripted (no model)"

    def __init__(self, teacher: Scripted) -> None:
        self._script = teacher.script
        self.concurrency = teacher.concurrency

    async def generate(self, messages: tuple[Message, ...], sampling: Sampling, seed: int) -> Completion:
        """Answer by the seed alone, independent of the order of requests."""
        prompt = messages[-1].content
        answers = next((a for p, a in self._script.answers.items() if p in prompt), self._script.default)
        draw = seeds.rng(seed, "scripted")
        await asyncio.sleep(self._script.delay_s * draw.random())
        said, stop = _until(draw.choice(answers), sampling.stop)
        words = said.split(" ")
        cut = len(words) > sampling.max_tokens
        return Completion(
            text=" ".join(words[: sampling.max_tokens]),
            finish="length" if cut else "stop",
            prompt_tokens=len(prompt.split()),
            tokens=min(len(words), sampling.max_tokens),
            stop=None if cut else stop,
        )


def _until(text: str, stops: tuple[str, ...]) -> tuple[str, str | None]:
    """The text before the first stop string, and that stop string; the whole text and None without one."""
    found = [(text.index(stop), stop) for stop in stops if stop in text]
    return (text[: min(found)[0]], min(found)[1]) if found else (text, None)
