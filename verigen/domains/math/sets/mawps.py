"""Reads rows of MAWPS and of sets in its columns: ALG514, AddSub, MultiArith, SingleEq.

Source: Koncel-Kedziorski et al. 2016. Its own files have sQuestion, lEquations and lSolutions; hub
MU-NLPC/Calc-mawps has question, equation and result. The sets' own files name no licence.
"""

from __future__ import annotations

from typing import Any

from verigen.domains.math.reference import MathReference
from verigen.domains.math.sets.reading import RowReading, text

COLUMNS: tuple[str, ...] = ()
OWN = {"squestion", "lsolutions"}
CALC = {"question", "equation", "result"}


def holds(row: dict[str, Any], bank: str) -> bool:  # noqa: ARG001 - the columns are enough
    return row.keys() >= OWN or row.keys() >= CALC


def read(row: dict[str, Any]) -> RowReading:
    """Read a row. Several solutions are one answer: a list whose order does not matter."""
    told = row["lsolutions"] if "lsolutions" in row else [row["result"]]
    values = [text({"answer": each}, ("answer",), "answer") for each in told]
    if not values:
        raise ValueError("no answer: lSolutions is empty")
    equations = row.get("lequations", row.get("equation")) or ""
    worked = equations if isinstance(equations, str) else "; ".join(map(str, equations))
    return RowReading(
        prompt=text(row, ("squestion", "question"), "question"),
        reference=MathReference(answer=", ".join(values), solution=worked.strip() or None),
        id=f"mawps/{row['iindex']}" if "iindex" in row else None,
    )
