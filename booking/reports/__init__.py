"""Figures of the service: how much it is used, by month, field and year; never about a person."""
