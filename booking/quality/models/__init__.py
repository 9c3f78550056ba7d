"""Tables of what is said and scored about how people are received, one file a subject."""
