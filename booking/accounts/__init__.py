"""Staff and experts: accounts, roles, log-in, second factor, sessions, lock-outs."""
