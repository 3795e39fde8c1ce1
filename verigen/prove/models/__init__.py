"""Students that are models of the hub or of a folder, trained by TRL or by the user's own command."""
