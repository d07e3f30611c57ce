"""The workspace Approvals: money that waits for somebody's word, and what came back unpaid."""
