"""Rules as dated data: time limits, thresholds, bands, lists; looked up as of a day, office by office, always with source and grade.

``lookup.rule(key, office=…, on=…)`` for one value, ``lookup.Rulebook(office)`` for many.
"""
