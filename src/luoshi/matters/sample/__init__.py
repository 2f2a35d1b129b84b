"""The sample city's meetings and what its supervision office has beside them, for the demonstration: all of it invented."""

from luoshi.matters.sample.loading import load_meetings
from luoshi.matters.sample.supervising import load_supervision

__all__ = ["load_meetings", "load_supervision"]
