"""The outputs of a run: records, splits, dataset cards."""
