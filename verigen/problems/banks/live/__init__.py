"""Draws fresh problems from the parametric families behind the banks and suites that come with verigen."""
