"""Self-play: a teacher invents programs, they are checked, it solves what they ask, and the contrast trains."""
