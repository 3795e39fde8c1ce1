"""What `verigen serve` was asked for; its worker processes read it from the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import msgspec

from verigen.core.errors import UserError

VARIABLE = "VERIGEN_SERVE"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeSettings:
    """Limits are per worker.

    `queue`: items accepted and not yet answered; more are refused with 429. `body_bytes`: size of a request.
    `deadline_s`: after it, items not yet graded are answered as unverified. `memory_mb`: memory
    that a program may ask for at most. `tokens`: a request needs one of them, if there are any.
    """

    host: str = "127.0.0.1"
    port: int = 8400
    workers: int = 1
    jobs: int | None = None
    executor: str = "local"
    queue: int = 2048
    body_bytes: int = 16 << 20
    deadline_s: float = 30.0
    memory_mb: int = 4096
    drain_s: float = 30.0
    tokens: tuple[str, ...] = ()


def keep(settings: ServeSettings) -> None:
    """Pass the settings to the worker processes."""
    os.environ[VARIABLE] = msgspec.json.encode(settings).decode()


def kept() -> ServeSettings:
    return msgspec.json.decode(os.environ[VARIABLE], type=ServeSettings)


def tokens(file: Path | None) -> tuple[str, ...]:
    """The tokens in a file, one a line. Raises UserError for a file without any, or that can't be read."""
    if file is None:
        return ()
    try:
        found = tuple(line.strip() for line in file.read_text(encoding="utf-8").splitlines() if line.strip())
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"can't read the token file {file}: {error}") from error
    if not found or not all(each.isascii() for each in found):
        raise UserError(f"{file} needs one token per line, in ASCII")
    return found
