"""Use cases of the figures: what is entered of years, and what is kept of them."""

from booking.reports.service.yearly import SECTIONS, keep_stock, put_figure, remove_figure, seed

__all__ = ["SECTIONS", "keep_stock", "put_figure", "remove_figure", "seed"]
