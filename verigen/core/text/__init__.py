"""Words, numbers and shapes of texts, for comparing texts."""
