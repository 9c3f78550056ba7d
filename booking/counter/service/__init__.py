"""Use cases of the one-stop counter: keeping what it does."""

from booking.counter.service.keeping import CounterTaskValues, add_task, change_task, values_of
from booking.counter.service.seeding import SECTIONS, seed

__all__ = ["SECTIONS", "CounterTaskValues", "add_task", "change_task", "seed", "values_of"]
