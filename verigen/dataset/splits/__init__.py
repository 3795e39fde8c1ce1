"""Divides a bank into training and held-out problems, so that no problem on one side reveals one on the other."""
