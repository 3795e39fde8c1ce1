# %% [markdown]
# verigen from Python
#
# A page that runs: as a script (`python docs/python.py`) or cell by cell in a notebook. Its teacher recites a script,
# so that no model is needed; leave `teacher` out for the smallest real one. `verigen.__doc__` and the reference
# (`pdoc verigen.api`) say what every function takes.

# %%
from __future__ import annotations

import asyncio
import json
from itertools import islice
from pathlib import Path

import verigen

# %% [markdown]
# Problems. A bank streams its problems. One that is live draws as many as it is asked for, the same for the same seed.

# %%
problems = list(islice(verigen.load_bank("math-core:variants=2,seed=7"), 6))
for problem in problems[:2]:
    print(problem.id, problem.prompt, problem.reference, sep="\n  ")

# %% [markdown]
# Verdicts. `verify` grades one text, `verify_all` many as they stream by. A verdict is "correct", "incorrect" or
# "unverified": undecided, and never used for training.

# %%
print(verigen.verify("1/2", r"So it is \boxed{0.5}.").outcome)
print([verdict.outcome for verdict in verigen.verify_all([("2", r"\boxed{3}"), ("x+1", r"\boxed{1+x}")])])

# %% [markdown]
# A run. `sample` asks a teacher for up to n candidates per problem, grades each as it comes and writes records. The
# same call continues a run that was stopped. `watch=verigen.RichWatch()` shows how it goes.


# %%
def answer(text: str) -> str:
    return f"<think>\nI see it.\n</think>\n\nThe answer is \\boxed{{{text}}}."


def script(path: Path) -> str:
    """A teacher that is right on every second try, about."""
    answers = {
        each.prompt: [answer(each.reference.answer), answer("no idea")]
        for each in problems
        if isinstance(each.reference, verigen.MathReference)
    }
    path.write_text(json.dumps({"answers": answers}))
    return f"scripted:{path}"


teacher = script(Path("script.json"))
bank = "math-core:variants=2,seed=7"
result = verigen.sample("math", bank=bank, teacher=teacher, n=4, limit=6, out="runs/page")
print(result.ending, result.summary.outcomes, result.records)

# %% [markdown]
# What a run holds: its graded candidates, and the records that were written.

# %%
with verigen.open_run(result.folder) as run:
    right = [graded.candidate for graded in run if graded.verdict.outcome == "correct"]
    record = next(run.records("sft"))
print(len(right), "candidates are correct;", record["id"], record["messages"][-1]["content"])


# %% [markdown]
# In an async program, `asample` leaves the loop free. Cancelling it keeps all that is finished. (In a notebook:
# `await two()`.)


# %%
async def two() -> list[str]:
    runs = (verigen.asample("math", bank=bank, teacher=teacher, n=2, limit=6, seed=k) for k in range(2))
    return [result.ending for result in await asyncio.gather(*runs)]


if __name__ == "__main__":
    print(asyncio.run(two()))

# %% [markdown]
# Problems from problems: answers are computed again, and what is refused says why.

# %%
parents = islice(verigen.load_bank("code-core"), 2)
for each in verigen.mutate(parents, "code_rename", variants=1):
    print(each.problem.id if isinstance(each, verigen.Mutant) else f"{each.parent.id}: {each.reason}")

# %% [markdown]
# Measuring a teacher on a held-out suite: rates from 0 to 1 with 95 % intervals.

# %%
report = verigen.bench("math-bench", teacher=teacher, n=2, limit=4, out="runs/page-bench")
print(report.overall.pass_at[1])
