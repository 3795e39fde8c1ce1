"""Small word problems of our own, with worked solutions."""

from __future__ import annotations

from typing import Any

from verigen.core.types import Problem, Source
from verigen.domains.math.reference import MathReference

PENS = (
    "Clara has 24 pens and gives 6 of them to her brother. She buys 4 boxes with 12 pens each. How many pens does Clara have now?",
    "She keeps 24-6=<<24-6=18>>18 pens.\nThe boxes hold 4*12=<<4*12=48>>48 pens.\nShe has 18+48=<<18+48=66>>66 pens.\n#### 66",
)
SALE = (
    "A coat costs $80. In a sale its price falls by 25%. How much do 3 coats cost in the sale?",
    "Each is 80*25/100=$<<80*25/100=20>>20 cheaper.\nSo one costs 80-20=$<<80-20=60>>60.\nThree cost 60*3=$<<60*3=180>>180.\n#### 180",
)
WALK = (
    "Martin walks 4 kilometers each morning and 3 kilometers each evening. How many kilometers does Martin walk in 9 days?",
    "Each day he walks 4+3=<<4+3=7>>7 kilometers.\nIn all he walks 7*9=<<7*9=63>>63 kilometers.\n#### 63",
)
CAKE = (
    "Omar bakes 36 muffins and sells 2/3 of them at $1.50 each. How many dollars does Omar earn?",
    "He sells 36*2/3=<<36*2/3=24>>24 muffins.\nHe earns 24*1.5=$<<24*1.5=36>>36.\n#### 36",
)
TEXTS = {"pens": PENS, "sale": SALE, "walk": WALK, "cake": CAKE}


def problem(name: str = "pens", **changes: Any) -> Problem:
    prompt, solution = TEXTS[name]
    return made(prompt, solution, id_=name, **changes)


def made(
    prompt: str, solution: str | None, answer: str | None = None, *, id_: str = "p", **source: object
) -> Problem:
    final = answer if answer is not None else str(solution).rpartition("####")[2].strip()
    return Problem(
        id=id_,
        domain="math",
        prompt=prompt,
        reference=MathReference(answer=final, solution=solution),
        family=f"family-{id_}",
        source=Source(**{"bank": "ours", "licence": "MIT", **source}),  # type: ignore[arg-type]
    )


STORIES = [problem(name) for name in TEXTS]
