"""Meetings of the sample city, for the demonstration: three communiqués and one minutes, all invented."""

from luoshi.matters.sample.loading import load_meetings

__all__ = ["load_meetings"]
