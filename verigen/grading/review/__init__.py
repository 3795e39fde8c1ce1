"""Review by people: a sample of graded candidates, judged by hand without sight of the verdict."""
