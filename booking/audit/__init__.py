"""Who saw and changed what; the sealed log."""
