"""The report page of a run or a curated set: one self-contained HTML file."""
