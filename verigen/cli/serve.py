"""verigen serve: verdicts, rewards and a sandbox over HTTP."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from verigen.cli.environment import executor_options

EPILOG = """\b
Examples:
  verigen serve
  verigen serve --host 0.0.0.0 --port 8400 --workers 8 --token-file tokens
  curl -d '{"domain": "math", "reference": "1/2", "text": "It is 0.5."}' http://127.0.0.1:8400/verify

Routes: POST /verify, /get_reward (OpenRLHF), /run, /run_code (SandboxFusion); GET /health, /metrics (Prometheus).
SIGTERM answers the requests under way, then ends. docs/rewards.md has the forms and units for systemd and Kubernetes.
"""


@click.command("serve", epilog=EPILOG)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8400, show_default=True)
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Number of processes.")
@executor_options
@click.option(
    "--jobs", type=click.IntRange(1), help="Programs that a worker runs at a time; default: cores per worker."
)
@click.option(
    "--token-file",
    type=click.Path(path_type=Path),
    help="File of tokens, one a line; a request then needs one of them.",
)
@click.option(
    "--queue",
    type=click.IntRange(1),
    default=2048,
    show_default=True,
    help="Items that may wait in a worker; more get 429 with Retry-After.",
)
@click.option("--max-body-mb", type=click.IntRange(1), default=16, show_default=True)
@click.option(
    "--max-memory-mb",
    "memory_mb",
    type=click.IntRange(1),
    default=4096,
    show_default=True,
    help="Memory in MiB that a client may ask for, for one program.",
)
@click.option(
    "--deadline",
    "deadline_s",
    type=click.FloatRange(0, min_open=True),
    default=30.0,
    show_default=True,
    help="Seconds after which items not yet graded are answered as unverified.",
)
def command(token_file: Path | None, max_body_mb: int, **options: Any) -> None:
    """Serve verdicts, rewards and a sandbox over HTTP, the same as in process."""
    from verigen.serve import run
    from verigen.serve.settings import ServeSettings, tokens

    wanted = ServeSettings(tokens=tokens(token_file), body_bytes=max_body_mb << 20, **options)
    if not wanted.tokens and wanted.host not in {"127.0.0.1", "localhost", "::1"}:
        click.echo(
            "verigen: no --token-file: everybody who reaches this address can run programs here", err=True
        )
    click.echo(f"serving on http://{wanted.host}:{wanted.port}", err=True)
    run.serve(wanted)
