"""The practice day: a second application on a throwaway SQLite file of invented people, below `/practice`."""
