"""jiyao: reads the communiqué, minutes or task table of a Chinese government meeting; every finding points back at its words.

``read(text)`` is the one call. ``python -m jiyao FILE…`` prints readings as JSON, one a line.
"""

from jiyao.assemble import read
from jiyao.reading import Reading
from jiyao.text import Text

__all__ = ["Reading", "Text", "read"]
__version__ = "0.1.0"
