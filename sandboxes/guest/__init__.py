"""What runs inside a sandbox: a reporter that speaks with the host, and a zygote that forks the programs."""
