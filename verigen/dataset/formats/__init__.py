"""Training records: one file a format."""
