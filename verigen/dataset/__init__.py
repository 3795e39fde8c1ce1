"""What leaves a run: records, splits, cards."""
