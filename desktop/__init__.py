"""The workstation's application: a Qt window over the replica."""
