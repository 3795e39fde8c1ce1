"""What programs find in a sandbox, as a user chooses it once for all sandboxes of a run.

The choice is kept in environment variables: sandboxes are opened by verifiers, mutators and readers, in other
processes too, and the same programs must work in all of them.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

PYTHON, IMAGE, PACKAGES, RUNTIME = "VERIGEN_PYTHON", "VERIGEN_IMAGE", "VERIGEN_PACKAGES", "VERIGEN_RUNTIME"
DEFAULT_IMAGE = "verigen-sandbox"


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """`python`: a name or path; `packages`: a file of requirements; `image` and `runtime` are of containers."""

    python: str | None = None
    packages: Path | None = None
    image: str = DEFAULT_IMAGE
    runtime: str | None = None


def chosen() -> Environment:
    """What the environment variables say; an empty one says nothing."""
    packages = os.environ.get(PACKAGES)
    return Environment(
        python=os.environ.get(PYTHON) or None,
        packages=Path(packages) if packages else None,
        image=os.environ.get(IMAGE) or DEFAULT_IMAGE,
        runtime=os.environ.get(RUNTIME) or None,
    )
