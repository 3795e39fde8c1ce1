"""A student that trains in seconds on one core: a small decoder from scratch, over characters."""
