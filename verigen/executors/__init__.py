"""Runs programs in sandboxes: one file per executor, with the wire format and the pool that they share."""
