"""Help for staff and experts, by task. It knows the work pages by their addresses, and no room knows it."""
