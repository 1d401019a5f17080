"""How sure a value is: from what it stands on, as often as values on such grounds were right on pages with known answers.

What readers call their confidence only weighs one reading against another. Here the winner is looked at once more: which
reader told it, whether another reader or another place of the page says the same, and whether anything speaks against
it. `table.toml` says how often values on each such ground are right; `calibrate_reading` measures and writes it.

page      what is looked at          confirming, doubting   what speaks for a value, and against it
table     ground → confidence
"""

from importers.reading.confidence.page import Weighed
from importers.reading.confidence.table import SUPPORTS, TABLE, Ground, Support, expected, wider
from importers.reading.confidence.weighing import confidence, ground

__all__ = ["SUPPORTS", "TABLE", "Ground", "Support", "Weighed", "confidence", "expected", "ground", "wider"]
