"""A domain with the user's own prompt: a system text, worked examples and a template around the question."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from verigen.core.errors import UserError
from verigen.core.types import Message
from verigen.domains.forcing import forced

if TYPE_CHECKING:
    from verigen.core.parts import Domain
    from verigen.core.turns import Turns
    from verigen.core.types import Problem

PLACE = "{prompt}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptExample:
    """A worked example: a question and an answer shown to the teacher before the problem."""

    user: str
    assistant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptFile:
    """The content of a prompt file.

    `template` contains {prompt} where the question goes. `opening` begins the answer. `closing` ends the
    thinking if the teacher stopped inside it, and begins the answer that is still missing.
    """

    system: str = ""
    template: str = PLACE
    opening: str = ""
    closing: str = ""
    examples: list[PromptExample] = field(default_factory=list)
    digest: str = ""

    def messages(self, problem: Problem) -> tuple[Message, ...]:
        examples = (
            (Message(role="user", content=each.user), Message(role="assistant", content=each.assistant))
            for each in self.examples
        )
        return (
            *([Message(role="system", content=self.system)] if self.system else ()),
            *(message for pair in examples for message in pair),
            Message(role="user", content=self.template.replace(PLACE, problem.prompt)),
            *([Message(role="assistant", content=self.opening)] if self.opening else ()),
        )


def read(path: Path) -> PromptFile:
    """Read a prompt file. Raises UserError if it is malformed or has no place for the question."""
    try:
        content = path.read_bytes()
        found = tomllib.loads(content.decode("utf-8-sig").replace("\r\n", "\n"))
        made = msgspec.convert({**found, "digest": hashlib.sha256(content).hexdigest()[:12]}, PromptFile)
    except OSError as error:
        raise UserError(f"can't read {path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise UserError(f"{path}: {error}") from error
    known = {"system", "template", "opening", "closing", "examples"}
    if unknown := sorted(set(found) - known):
        raise UserError(
            f"{path}: a prompt file has no {', '.join(unknown)}; there are: {', '.join(sorted(known))}"
        )
    if PLACE not in made.template:
        raise UserError(f"{path}: the template holds no {PLACE}: the question has no place in it")
    return made


@dataclass(frozen=True, kw_only=True)
class Prompted:
    """A domain whose teacher is asked as a prompt file says; everything else is the inner domain's."""

    inner: Domain
    prompt: PromptFile

    def turns(self, problem: Problem, *, reasoner: bool) -> Turns:
        closing = self.prompt.closing
        return forced(self.prompt.messages(problem), closing=closing, reasoner=reasoner or not closing)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name == "inner":
            raise AttributeError(name)
        return getattr(self.inner, name)
