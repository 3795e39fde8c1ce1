"""What runs programs in a sandbox: one file an executor, the wire and the pool that they share."""
