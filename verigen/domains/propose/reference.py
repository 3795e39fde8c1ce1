"""The reference of a proposal: an example that has its form."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeReference:
    """`example`: a reply in the form that is asked for."""

    example: str
