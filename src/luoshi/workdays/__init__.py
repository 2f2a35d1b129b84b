"""Working days: the state's shifted calendar, local holidays, and the one place where a moment becomes a day.

``Calendar`` and ``office_date`` need no database; ``resolve.calendar_of(office)`` builds the calendar that an office goes by.
"""

from luoshi.workdays.calendar import Calendar, Counted, Day
from luoshi.workdays.moments import office_date

__all__ = ["Calendar", "Counted", "Day", "office_date"]
