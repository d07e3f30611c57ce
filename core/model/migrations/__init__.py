"""The core's schema, revision by revision. A revision spells its tables out: it never moves."""
