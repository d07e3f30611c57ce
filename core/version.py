"""The version of the program, as every part of it tells it."""

VERSION = "0.1.0"
"""As in pyproject.toml; a test holds it."""
