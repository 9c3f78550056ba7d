"""The Wednesday night office: which nights are open."""
