"""The student `template`: a model known by its chat template, and by its tokenizer if its folder has one."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from verigen.core.errors import UserError
from verigen.dataset.students import rendering
from verigen.dataset.students.source import source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from verigen.core.types import Rendered


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A model's chat template.

    `path`: a .jinja file, a model's folder, or the name of a template that verigen or an installed TRL ships.
    `context`: the number of tokens that fit; 0 takes the limit that the folder names.
    """

    path: str = "chatml"
    context: int = 0

    @property
    def name(self) -> str:
        return self.path

    @property
    def length(self) -> int | None:
        return self.context or source(self.path).length

    @property
    def sibling(self) -> str:
        """The training template beside this one; empty if there is none."""
        return source(self.path).sibling

    def render(
        self,
        messages: Sequence[Mapping[str, Any]],
        tools: Sequence[Mapping[str, Any]] = (),
        *,
        opened: bool = False,
    ) -> Rendered:
        """Render a conversation. Raises UserError for a missing template, TemplateFault for one that fails.

        A template that fails at calls whose arguments are objects, as DeepSeek V3's does, gets the JSON text.
        """
        found = source(self.path)
        try:
            return rendering.render(found.text, messages, tools, opened=opened, special=found.special)
        except rendering.TemplateFault as fault:
            if not rendering.has_text(messages):
                raise
            with suppress(rendering.TemplateFault):
                return rendering.render(
                    found.text, messages, tools, opened=opened, special=found.special, objects=False
                )
            raise fault from None

    def reads_text(
        self, messages: Sequence[Mapping[str, Any]], tools: Sequence[Mapping[str, Any]] = ()
    ) -> bool:
        """Whether calls whose arguments are JSON text, as in the format sft, come out as calls."""
        found = source(self.path)
        return rendering.reads_text(found.text, messages, tools, special=found.special)

    def tokens(self, text: str) -> list[tuple[int, int]] | None:
        """The character span of each token; None without a tokenizer."""
        file = source(self.path).tokenizer
        if file is None or find_spec("tokenizers") is None:
            return None
        spans: list[tuple[int, int]] = _tokenizer(file).encode(text, add_special_tokens=False).offsets
        return spans


@lru_cache(maxsize=8)
def _tokenizer(file: Path) -> Any:
    from tokenizers import Tokenizer

    try:
        return Tokenizer.from_file(str(file))
    except Exception as error:
        raise UserError(f"can't read the tokenizer {file}: {error}") from error
