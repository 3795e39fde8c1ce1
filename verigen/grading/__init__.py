"""Second looks at candidates: verify, regrade, judge, audit."""
