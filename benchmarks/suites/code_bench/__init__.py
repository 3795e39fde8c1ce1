"""The problems of the suite code-bench, a module a topic; none of them is in problem_banks."""
