"""Uploads are kept in memory up to the limit and counted beyond it: nothing touches the disk before it has been looked at."""

from __future__ import annotations

import io
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class Counted(FileUploadHandler):
    """Hands over a file whose ``size`` is true even where its content was cut, so that the form can say how large it was."""

    total = 0
    """Bytes kept of all files of this request."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  (Django's signature)
        super().new_file(*args, **kwargs)
        self.kept = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002  (Django's signature)
        room = min(settings.UPLOAD_LIMIT + 1 - self.kept.tell(), settings.UPLOAD_TOTAL - self.total)
        if room > 0:
            self.total += self.kept.write(raw_data[:room])

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.kept.seek(0)
        return InMemoryUploadedFile(
            self.kept, self.field_name, self.file_name or "", self.content_type or "", file_size, self.charset
        )
