"""From graded candidates to a training set: what is kept, and why the rest is not."""
