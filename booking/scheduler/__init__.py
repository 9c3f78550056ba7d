"""The scheduler: one timetable, its process, and a record of its runs."""
