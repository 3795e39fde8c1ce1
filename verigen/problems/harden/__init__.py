"""Makes a problem's tests trustworthy: more inputs, outputs from the reference, chosen by the mutants they
kill.
"""
