"""Hypothesis's stateful tests, bounded for the suite and let off the leash by `make endure`."""

from hypothesis import HealthCheck, Phase, settings

USUAL = 60
"""Examples of the ordinary profile (`tests/conftest.py`), by which the others are measured."""


def bounded(examples: int, steps: int) -> settings:
    """So many runs of so many steps in the suite, and proportionally more under another profile."""
    return settings(
        max_examples=max(1, examples * settings.default.max_examples // USUAL),
        stateful_step_count=steps,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.generate, Phase.shrink),
    )
