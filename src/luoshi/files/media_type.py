"""What a file is, by its first bytes; neither its name nor what the browser said is believed."""

from __future__ import annotations

import zipfile
from typing import BinaryIO

HEAD = 4096
UNKNOWN = "application/octet-stream"
OOXML = "application/vnd.openxmlformats-officedocument."
_SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"{\\rtf", "application/rtf"),
)
_PACKAGES = (
    ("word/", OOXML + "wordprocessingml.document"),
    ("xl/", OOXML + "spreadsheetml.sheet"),
    ("ppt/", OOXML + "presentationml.presentation"),
    ("OFD.xml", "application/ofd"),
)
_MARKUP = ((b"<svg", "image/svg+xml"), (b"<!doctype html", "text/html"), (b"<html", "text/html"))


def media_type(content: BinaryIO) -> str:
    """The media type of a file that can be read and sought; it stands where it stood afterwards."""
    start = content.tell()
    try:
        head = content.read(HEAD)
        found = next((name for lead, name in _SIGNATURES if head.startswith(lead)), None)
        if found is None and head.startswith(b"PK\x03\x04"):
            found = _package(content)
        return found or _text(head)
    finally:
        content.seek(start)


def _package(content: BinaryIO) -> str:
    """By the list of contents alone; nothing is unpacked."""
    try:
        names = zipfile.ZipFile(content).namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "application/zip"
    return next((kind for lead, kind in _PACKAGES if any(name.startswith(lead) for name in names)), "application/zip")


def _text(head: bytes) -> str:
    if not head or b"\0" in head:
        return UNKNOWN
    lower = head.lower()
    for lead, name in _MARKUP:
        if lead in lower:
            return name
    return "text/plain" if _reads_as_text(head) else UNKNOWN


def _reads_as_text(head: bytes) -> bool:
    """Whether the head is UTF-8 or GB 18030; a character cut at its end does not count."""
    for encoding in ("utf-8", "gb18030"):
        for cut in range(4):
            try:
                head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            return True
    return False
