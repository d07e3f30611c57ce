"""The central orchestration core, and the pieces of it that a workstation runs as well."""
