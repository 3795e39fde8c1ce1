"""How the two retrievers read a text: as stems, and as a static embedding."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from verigen.core.errors import UserError
from verigen.core.text import words

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH = 256
MODEL = "wordllama l2_supercat_256"  # static token embeddings inside the package's wheel
_stem = lru_cache(maxsize=1 << 16)(words.stem)


def require() -> None:
    """Raise UserError if a retriever is not installed; none is replaced by another."""
    missing = [name for name in ("bm25s", "wordllama", "numpy") if find_spec(name) is None]
    if missing:
        raise UserError(
            f"the domain retrieve needs `pip install 'verigen-engine[retrieve]'` ({', '.join(missing)})"
        )


def terms(text: str) -> list[str]:
    """The stems of a text, numbers as they stand."""
    return [_stem(token) for token in words.tokens(text) if token[0].isalnum()]


@lru_cache(maxsize=1)
def model() -> Any:
    """The embedding model, without a download."""
    import wordllama

    # the loader looks for its tokenizer in a folder that the wheel lacks; it finds it in the cache folder
    return wordllama.WordLlama.load(cache_dir=Path(wordllama.__file__).parent, disable_download=True)


def embedded(texts: Sequence[str]) -> Any:
    """Unit row vectors, shape (texts, WIDTH), float32."""
    return model().embed([text or " " for text in texts], norm=True)
