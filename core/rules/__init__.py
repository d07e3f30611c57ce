"""Pure decisions: no I/O, no clock, no SQL. Time, actor and every number come in as arguments."""
