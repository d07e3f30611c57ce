"""The version of the program, as the service tells it."""

VERSION = "0.1.0"
"""As in pyproject.toml; a test holds it."""
