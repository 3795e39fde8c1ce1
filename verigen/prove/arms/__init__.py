"""The training sets that a proof compares: one file per idea, each from the same candidates."""
