"""Problems that ask a teacher to invent a program for self-play."""
