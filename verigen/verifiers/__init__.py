"""The verifiers: one file or package each."""
