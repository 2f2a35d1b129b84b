"""An invented city and the county next to it, entered through the operations of the house.

安澜市 (neither it nor 海屏州 and 云泽省 exist) has 15 townships with their villages, 97 bodies with duties, leaders with their
portfolios, and people in posts; 临溪县 is the next county, served as an office of its own. ``make demo`` and the tests load both.
"""

from luoshi.people.sample.loading import CITY, COUNTY, load

__all__ = ["CITY", "COUNTY", "load"]
