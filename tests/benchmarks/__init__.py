"""Speed, measured as ratios to bare Flask views in the same run. Never part of the tests."""
