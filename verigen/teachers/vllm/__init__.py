"""The engine vLLM."""
