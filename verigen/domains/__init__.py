"""The domains of problems: how a teacher is asked, and who grades."""
