"""What a support desk needs: the log, crash reports, the stall watch, and `coulisse doctor`.

Nothing that is kept here holds personal data: see `desktop.support.redaction`.
"""
