"""The judges: one file or package each."""
