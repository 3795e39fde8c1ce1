"""The engine for any OpenAI-compatible endpoint."""
