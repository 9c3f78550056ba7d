"""Forms of the room's pages, one file a subject."""
