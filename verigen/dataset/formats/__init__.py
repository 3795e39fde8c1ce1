"""Training records: one file per format."""
