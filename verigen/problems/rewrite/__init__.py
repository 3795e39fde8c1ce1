"""The rewriting run: a teacher writes problems, others solve them, and problems with agreeing solves are
kept.
"""
