"""Rules of the room, one file a subject. Pure."""
