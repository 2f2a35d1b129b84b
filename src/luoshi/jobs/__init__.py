"""Work that happens later: an outbox written with the change that causes it, workers that lease from it, and a timetable."""
