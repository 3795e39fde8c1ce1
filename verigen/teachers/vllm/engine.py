"""One vLLM engine: its process, its running requests, and the tokens wasted on cancelled ones."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from typing import TYPE_CHECKING, Any

from verigen.core.errors import EngineDied, TeacherError
from verigen.teachers.vllm import api as vllm_api

if TYPE_CHECKING:
    from verigen.teachers.hush import Log

ABORT_S = 0.25  # an abort is answered inside this process, within a few event loop turns


class VllmEngine:
    """Samples from one AsyncLLM; `running` counts its requests, `wasted` the tokens drawn for cancelled requests."""

    def __init__(self, engine: Any, name: str, log: Log, lora: Any) -> None:
        self._engine, self._name, self._log, self._lora = engine, name, log, lora
        self._ids = itertools.count()
        self.running = 0
        self.wasted = 0

    @property
    def context(self) -> int:
        return int(self._engine.model_config.max_model_len)

    @property
    def under_way(self) -> int | None:
        """Tokens drawn for running requests; None if this version of vLLM keeps them elsewhere."""
        return vllm_api.under_way(self._engine)

    async def draw(self, tokens: list[int], params: Any) -> Any:
        """vLLM's RequestOutput for one request. Raises EngineDied, or TeacherError for a request it refuses."""
        name = str(next(self._ids))
        work = asyncio.create_task(self._final(tokens, params, name))
        self.running += 1
        try:
            return await asyncio.shield(work)
        except asyncio.CancelledError:
            await self._abort(name, work)
            raise
        finally:
            self.running -= 1

    async def _final(self, tokens: list[int], params: Any, name: str) -> Any:
        final = None
        prompt = {"prompt_token_ids": tokens}
        try:
            async for output in self._engine.generate(prompt, params, name, lora_request=self._lora):
                final = output
        except Exception as error:
            raise self._named(error) from error
        if final is None:
            raise TeacherError(f"vLLM returned nothing for a request to {self._name}")
        return final

    def _named(self, error: Exception) -> TeacherError:
        if not vllm_api.is_dead(self._engine, error):
            return TeacherError(f"vLLM refused a request to {self._name}: {error}")
        why = vllm_api.last_words(self._engine, self._log)
        return EngineDied(f"vLLM's engine of {self._name} died: {why}; its log is {self._log.path}")

    async def _abort(self, name: str, work: asyncio.Task[Any]) -> None:
        """Abort a request and count its wasted tokens, which vLLM returns to a task that still waits.

        A request that has not reached the engine yet is unknown to it and is cancelled instead. The tokens of a
        request to a dead engine are not counted.
        """
        try:
            with contextlib.suppress(Exception):
                await self._engine.abort(name)
                await asyncio.wait({work}, timeout=ABORT_S)
        finally:
            work.cancel()
        with contextlib.suppress(asyncio.CancelledError, TeacherError):
            self.wasted += len((await work).outputs[0].token_ids)

    async def close(self) -> None:
        await vllm_api.shutdown(self._engine)
