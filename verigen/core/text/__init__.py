"""Words, numbers and shapes of texts, for what compares texts."""
