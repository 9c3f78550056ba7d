"""Where to get it done: the ways in, and the other doors."""
