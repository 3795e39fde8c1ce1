"""A torchvision of another build than torch, which pip may leave behind and which breaks vLLM and peft."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

CPU = "cpu"


def clash() -> str | None:
    """One line that says what to remove; None where the two are of one build, or one is missing.

    With torch of the CPU build and torchvision of the CUDA build, importing either user of torchvision fails with
    "operator torchvision::nms does not exist".
    """
    torch, vision = _build("torch"), _build("torchvision")
    if torch is None or vision is None or (torch == CPU) == (vision == CPU):
        return None
    return (
        f"torchvision ({vision or 'CUDA'} build) does not fit torch ({torch or 'CUDA'} build), and breaks vLLM and peft: "
        "pip uninstall torchvision torchaudio torchcodec"
    )


def _build(package: str) -> str | None:
    """The build that a version names, as cpu in 2.13.0+cpu; None if the package is not installed."""
    try:
        return version(package).partition("+")[2]
    except PackageNotFoundError:
        return None
