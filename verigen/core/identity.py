"""Identifies a problem by a hash of its question and its reference."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from verigen.core.types import Problem


def content_hash(problem: Problem) -> str:
    """A 128-bit hash of domain, prompt and reference, in hex. It does not depend on ids, sources or tags.

    Line ends and trailing blanks are not part of the content.
    """
    prompt = "\n".join(line.rstrip() for line in problem.prompt.strip().splitlines())
    content = msgspec.json.encode([problem.domain, prompt, problem.reference], order="deterministic")
    return blake2b(content, digest_size=16).hexdigest()
