"""HTTP rewards and a sandbox: the same verdicts as in process, for trainers on other machines."""
