"""Completions with a planted defect, and look-alikes without one, drawn apart from the filters' code."""
