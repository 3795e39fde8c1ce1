"""Measures a teacher on a held-out suite: the same as `verigen bench`."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from verigen.api import threads
from verigen.benchmarks import run, suites
from verigen.benchmarks.measure import chosen, measure
from verigen.benchmarks.run import GREEDY, BenchOrder
from verigen.core.types import Sampling
from verigen.run.pipeline import SILENT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Unpack

    from verigen.benchmarks.measure import BenchReport
    from verigen.core.types import Style
    from verigen.sampling.watch import RunWatch


class BenchOptions(TypedDict, total=False):
    """Further options of a benchmark, as keywords; without them, the defaults of `verigen bench` apply.

    `sampling`: temperature, top-p and tokens per sample; default: greedy for n = 1, else temperature 0.7.
    `seed`: a whole number. `split`: of a hub dataset. `engine`: vllm, llamacpp, endpoint; `options` are the
    engine's options, as text. `executor`: the sandbox for code, local or docker. `style`: "direct" asks the
    bare question, "thinking" asks as `verigen.sample` does.
    """

    sampling: Sampling
    seed: int
    split: str
    engine: str | None
    options: Mapping[str, str] | None
    executor: str
    style: Style


def bench(
    suite: str | None = None,
    *,
    domain: str | None = None,
    teacher: str | None = None,
    n: int = 1,
    k: Sequence[int] = (),
    limit: int | None = None,
    out: str | Path | None = None,
    watch: RunWatch = SILENT,
    **options: Unpack[BenchOptions],
) -> BenchReport:
    """Measure a teacher on a held-out suite: pass@k, maj@k and coverage with 95 % intervals.

    - `suite`: one of `verigen bench --suites`, a file, a dataset folder or a hub id; default: the domain's own.
    - `domain`: the domain of a file's problems, "math" or "code".
    - `teacher`: as in `verigen.sample`, one of them.
    - `n`: samples per problem.
    - `k`: the values of k for pass@k and maj@k; default: powers of two up to `n`, and `n`.
    - `limit`: maximum number of problems.
    - `out`: the run's folder; default: one below runs/bench, named by suite, teacher and `n`, so that the same call
      continues a stopped run.
    - `watch`: receives the progress: `verigen.SilentWatch()` or `verigen.RichWatch()`.
    - `options`: see `BenchOptions`.

    Returns rates from 0 to 1, over all problems (`overall`) and by level and topic (`by`), with the score of each
    problem (`scores`).

    Raises `UserError` for an unknown suite or `k` above `n`, `PartError` for an engine or sandbox that
    failed.

    pass@k is the unbiased estimate of Chen et al. 2021 (arXiv:2107.03374).
    """
    options.setdefault("sampling", GREEDY if n == 1 else Sampling())
    order = BenchOrder(
        suite=suites.find(suite, domain),
        teacher=teacher,
        n=n,
        limit=limit,
        out=None if out is None else Path(out),
        **options,
    )
    chosen(k, n)
    threads.blocking(partial(run.sample, order, watch))
    return measure(run.folder(order), k)
