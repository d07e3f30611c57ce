"""Runs revisions on the connection that `core.orchestration.migrate` hands over."""

from __future__ import annotations

from alembic import context

from core.model import Base

connection = context.config.attributes["connection"]
# SQLite cannot alter most things in place: batches make the table anew.
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
)
with context.begin_transaction():
    context.run_migrations()
