"""The verifiers that a guarded child can run, each as reference and completion to an opinion.

Imported inside the child alone: what they import never reaches the process that asks.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from verigen.core.types import Verdict


def verigen(reference: str, text: str) -> str:
    """Grade with this project's symbolic verifier."""
    return _symbolic()(reference, text).outcome


def math_verify(reference: str, text: str) -> str:
    """Grade with Math-Verify, its own timeouts on; raises what it raises.

    A bare reference goes into a box: without one its LaTeX extraction finds nothing and numbers are picked
    out of the middle of it. A timeout or an answer it can't read is unverified here, where its own default
    is a plain False.
    """
    parse, verify = _math_verify()
    wanted = parse(f"\\boxed{{{reference}}}", raise_on_error=True)
    given = parse(text, raise_on_error=True)
    if not wanted or not given:
        return "unverified"
    return "correct" if verify(wanted, given, raise_on_error=True) else "incorrect"


def math_verify_as_is(reference: str, text: str) -> str:
    """Grade with Math-Verify as its defaults have it: whatever goes wrong inside is a plain False."""
    parse, verify = _math_verify()
    return "correct" if verify(parse(f"\\boxed{{{reference}}}"), parse(text)) else "incorrect"


@cache
def _symbolic() -> Callable[[str, str], Verdict]:
    from verigen.verifiers.symbolic import verify

    return verify


@cache
def _math_verify() -> tuple[Callable[..., Any], Callable[..., bool]]:
    from math_verify import parse, verify

    return parse, verify
