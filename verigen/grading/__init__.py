"""Grades candidates outside of sampling: verify, regrade, judge, audit."""
