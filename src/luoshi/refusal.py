"""The refusal that every layer may raise, also those left of the journal; its kinds stand in ``luoshi.journal.refusal``."""

from __future__ import annotations


class Refused(Exception):
    """What was asked for did not happen, and nothing was changed.

    ``sentence`` is shown as it is; ``field`` names the form field it belongs beside, where there is one.
    """

    status = 422

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
