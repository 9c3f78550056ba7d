"""Is the office open? The 20th, the Wednesday night, holidays and overrides; office days and their slots."""
