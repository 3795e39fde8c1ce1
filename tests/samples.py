"""Small inputs that several tests share."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from verigen.core.graded import Graded
from verigen.core.types import Candidate, Problem, Sampling, Source, Verdict
from verigen.domains.math.reference import MathReference


def write_lines(path: Path, *rows: Any) -> Path:
    path.write_text("".join(row if isinstance(row, str) else json.dumps(row) + "\n" for row in rows))
    return path


def make_graded(
    index: int,
    outcome: str,
    *,
    text: str = "<think>\nt\n</think>\n\n\\boxed{5}",
    finish: str = "stop",
    tokens: int = 5,
) -> Graded:
    problem = Problem(
        id="p",
        domain="math",
        prompt="What is 2+3?",
        reference=MathReference(answer="5"),
        family="p",
        source=Source(bank="demo", licence="CC0-1.0"),
    )
    candidate = Candidate(
        id=f"p#{index}",
        problem="p",
        index=index,
        text=text,
        finish=finish,  # type: ignore[arg-type]
        prompt_tokens=7,
        tokens=tokens,
        teacher="scripted",
        revision="r",
        sampling=Sampling(),
        seed=index,
        seconds=0.1,
    )
    verdict = Verdict(outcome=outcome, verifier="symbolic/1", method="exact", reason="equal")  # type: ignore[arg-type]
    return Graded(problem=problem, candidate=candidate, verdict=verdict)
