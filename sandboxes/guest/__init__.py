"""The code inside a sandbox: a reporter that communicates with the host, and a zygote that forks the programs."""
