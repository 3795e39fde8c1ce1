"""Divides a bank into training and held-out problems so that nothing of one side is known from the other."""
