"""Makes a problem's tests trustworthy: more inputs, outputs of the reference, chosen by killed mutants."""
