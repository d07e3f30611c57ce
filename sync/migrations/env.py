"""Alembic's entry for `store.db`: `sync.replica` passes the open connection."""

from __future__ import annotations

from alembic import context

from sync.schema import store_metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=store_metadata(),
    render_as_batch=True,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
