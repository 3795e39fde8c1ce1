"""Runs over many machines: problems in shards, a replica of the teacher on each accelerator."""
