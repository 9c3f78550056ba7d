"""Hold, reserve, move, cancel; check-in and the roster. A place is claimed, never checked."""
