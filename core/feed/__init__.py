"""The commit-ordered change log, and what travels from it: tails, deltas and snapshots."""
