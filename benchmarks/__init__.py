"""Measurements: each module prints one JSON line last, with its peers or limits from the same run."""
