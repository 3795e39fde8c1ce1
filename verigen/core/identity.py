"""What makes a problem the same problem: a hash of its question and its reference."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from verigen.core.types import Problem


def content_hash(problem: Problem) -> str:
    """128 bits in hex of domain, prompt and reference: ids, sources and tags may change without changing it.

    Line ends and trailing blanks are not content.
    """
    prompt = "\n".join(line.rstrip() for line in problem.prompt.strip().splitlines())
    content = msgspec.json.encode([problem.domain, prompt, problem.reference], order="deterministic")
    return blake2b(content, digest_size=16).hexdigest()
