"""Trains students on competing training sets and says, with controls, which set made them better."""
