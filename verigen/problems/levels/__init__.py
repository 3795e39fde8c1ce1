"""Measured difficulty of problems for a teacher: pass rates from ledgers, levels, and banks balanced by them."""
