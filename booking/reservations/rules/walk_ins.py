"""What can become of who comes without a booking."""

WAITING = "waiting"
SEATED = "seated"
LEFT = "left"

STATES = (WAITING, SEATED, LEFT)
"""waiting: for a place. seated: has a booking. left: went away without one."""
