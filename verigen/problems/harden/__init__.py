"""Makes a problem's tests worth trusting: more inputs, outputs by the reference, chosen by the mutants they kill."""
