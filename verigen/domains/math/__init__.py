"""Maths problems with one final answer: the domain, its references, and its known data sets."""
