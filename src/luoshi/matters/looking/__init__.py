"""The same matters looked at otherwise: a board by state, a month, groups by body, leader, meeting and source."""
