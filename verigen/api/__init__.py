"""The public Python API of `import verigen`.

    import verigen

    result = verigen.sample("math", limit=24, n=4)
    with verigen.open_run(result.folder) as run:
        for graded in run:
            print(graded.problem.id, graded.verdict.outcome)

Shares and rates are between 0 and 1, times are in seconds, memory is in MiB, lengths are in tokens of the
engine's tokenizer. Every error is a `VerigenError` whose message is one line: what, where, what to try.
"""

from verigen.api.benches import BenchOptions, bench
from verigen.api.grading import verify, verify_all
from verigen.api.problems import load_bank, mutate
from verigen.api.runs import Run, open_run
from verigen.api.sampling import SampleOptions, asample, sample
from verigen.benchmarks.measure import BenchReport, Measures
from verigen.core.errors import (
    EngineDied,
    ExecutorError,
    PartError,
    PromptTooLong,
    ReferenceFault,
    StorageError,
    TeacherError,
    UnknownPart,
    UserError,
    VerigenError,
)
from verigen.core.graded import Graded
from verigen.core.stats import Rate
from verigen.core.types import Candidate, Completion, NoReference, Problem, Sampling, Source, Verdict
from verigen.dataset.formats.preference import Preference
from verigen.dataset.formats.sft import Sft
from verigen.domains.code.reference import CodeReference, Compare, Contract, Test
from verigen.domains.math.reference import MathReference
from verigen.ledger.summary import Summary
from verigen.problems.levels.difficulty import Range
from verigen.problems.mutate.mutate import Discarded, Mutant
from verigen.run.order import RunResult
from verigen.sampling.crew import Crew
from verigen.sampling.display import RichWatch
from verigen.sampling.watch import SilentWatch

__all__ = [  # noqa: RUF022 - in the order of the reference
    # work
    "sample",
    "asample",
    "bench",
    "verify",
    "verify_all",
    "load_bank",
    "mutate",
    "open_run",
    # what the work takes and gives
    "SampleOptions",
    "BenchOptions",
    "Sampling",
    "Crew",
    "Range",
    "RunResult",
    "Summary",
    "Rate",
    "Run",
    "BenchReport",
    "Measures",
    "Mutant",
    "Discarded",
    # words
    "Problem",
    "Source",
    "MathReference",
    "CodeReference",
    "NoReference",
    "Test",
    "Compare",
    "Contract",
    "Completion",
    "Candidate",
    "Verdict",
    "Graded",
    # formats and watchers
    "Sft",
    "Preference",
    "RichWatch",
    "SilentWatch",
    # errors
    "VerigenError",
    "UserError",
    "UnknownPart",
    "PartError",
    "TeacherError",
    "EngineDied",
    "PromptTooLong",
    "ExecutorError",
    "StorageError",
    "ReferenceFault",
]
