"""The app that takes texts in and shows what the reader made of them."""

from __future__ import annotations

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "luoshi.documents"
    label = "documents"
    verbose_name = "文本"

    def ready(self) -> None:
        """Say how the journal tells what happened to documents."""
        from luoshi.documents.sentences import SENTENCES  # noqa: PLC0415 - models are ready only now
        from luoshi.journal.sentences import call, say  # noqa: PLC0415 - the same

        call({"meetings": "会议", "reader": "研读程序版本"})
        say(SENTENCES)
