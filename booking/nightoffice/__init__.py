"""The Wednesday night office: which nights are open, and what is received then."""
