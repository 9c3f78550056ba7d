"""Consent wording, retention and destruction, a person's own data, leak lists."""
