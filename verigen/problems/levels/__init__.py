"""How hard problems are for a teacher, measured: pass rates from ledgers, levels, and banks balanced by them."""
