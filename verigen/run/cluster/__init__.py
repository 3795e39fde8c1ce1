"""Runs on many machines: problems are split into shards, and each accelerator has a teacher replica."""
