"""Lets `python -m verigen` stand for the installed command."""

from verigen.cli import main

main()
