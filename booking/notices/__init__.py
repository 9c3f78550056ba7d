"""Notices: outbox, channels, message texts, delivery ledger, call list."""
