"""The user's choice of Python, packages, image and runtime for all sandboxes of a run.

The choice is stored in environment variables, because verifiers, mutators and readers open sandboxes in several
processes, and a program must behave the same in all of them.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

PYTHON, IMAGE, PACKAGES, RUNTIME = "VERIGEN_PYTHON", "VERIGEN_IMAGE", "VERIGEN_PACKAGES", "VERIGEN_RUNTIME"
DEFAULT_IMAGE = "verigen-sandbox"


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """`python`: a name or path; `packages`: a file of requirements; `image` and `runtime` apply to containers."""

    python: str | None = None
    packages: Path | None = None
    image: str = DEFAULT_IMAGE
    runtime: str | None = None


def chosen() -> Environment:
    """The choice in the environment variables; an empty variable counts as unset."""
    packages = os.environ.get(PACKAGES)
    return Environment(
        python=os.environ.get(PYTHON) or None,
        packages=Path(packages) if packages else None,
        image=os.environ.get(IMAGE) or DEFAULT_IMAGE,
        runtime=os.environ.get(RUNTIME) or None,
    )
