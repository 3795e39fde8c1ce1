"""Runs one verifier in a separate process: each input line is a pair of texts, each output line an opinion.

    python -m verigen.grading.audit.child NAME MEMORY_MB

The main thread grades, so that SIGALRM timeouts work; the parent process enforces the hard deadline.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

WARM_UP = ("\\frac{1}{2}", "\\boxed{0.5}")


def main(name: str, memory_mb: str) -> None:
    """Answer each line of stdin until it ends."""
    replies = os.fdopen(os.dup(1), "w", 1)
    os.dup2(2, 1)  # a verifier's prints must not mix with the replies
    limit = int(memory_mb) << 20
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    from verigen.grading.audit import opinions

    grade = getattr(opinions, name)
    replies.write(_opinion(grade, *WARM_UP))
    for line in sys.stdin:
        replies.write(_opinion(grade, *json.loads(line)))


def _opinion(grade: Callable[[str, str], str], reference: str, text: str) -> str:
    began = time.perf_counter()
    outcome, fault = "unverified", ""
    try:
        outcome = grade(reference, text)
    except BaseException as error:  # noqa: BLE001 - a verifier's every failure is a finding about it
        fault = type(error).__name__
    return json.dumps({"outcome": outcome, "fault": fault, "seconds": time.perf_counter() - began}) + "\n"


if __name__ == "__main__":
    main(*sys.argv[1:])
