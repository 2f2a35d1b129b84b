"""Files that a command names: read, or written whole, or refused with a sentence that says why."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from jiyao.parser import why
from luoshi.refusal import Refused

__all__ = ["read", "refuse_taken", "why", "write", "written"]


def read(path: Path) -> bytes:
    """The bytes of a file. Raises ``Refused``."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise Refused(f"找不到文件 {path}。请检查文件名和路径。") from None
    except IsADirectoryError:
        raise Refused(f"{path} 是文件夹。请写出其中要读的文件。") from None
    except OSError as error:
        raise Refused(f"{path} 打不开（{why(error)}）。请检查路径和权限。") from None


def refuse_taken(out: Path, *, force: bool) -> None:
    """What stands in the way of writing is told before any work is done. Raises ``Refused``."""
    try:
        if out.is_dir():
            raise Refused(f"{out} 是文件夹。请写出要写入的文件名。")
        if out.exists() and not force:
            raise Refused(f"{out} 已存在。请换一个文件名，或加 --force 覆盖。")
        if not out.absolute().parent.is_dir():
            raise Refused(f"文件夹 {out.absolute().parent} 不存在。请先建好文件夹，或换一个位置。")
    except OSError as error:
        raise _unwritable(out, error) from None


def write(out: Path, data: bytes, *, force: bool) -> None:
    """Write a file. Raises ``Refused``."""
    with written(out, force=force) as file:
        file.write(data)


@contextmanager
def written(out: Path, *, force: bool) -> Iterator[BinaryIO]:
    """A file to write into, which stands under its name only when it is whole. Raises ``Refused``."""
    refuse_taken(out, force=force)
    regular = out.is_file() or not out.exists()
    place = out.with_name(f".{out.name[:60]}.unfinished") if regular else out  # /dev/stdout has no place beside it
    try:
        with place.open("wb") as file:
            yield file
        if regular:
            place.replace(out)
    except BrokenPipeError:  # /dev/stdout, and nobody reads on
        raise
    except OSError as error:
        raise _unwritable(out, error) from None
    finally:
        if regular:
            place.unlink(missing_ok=True)


def _unwritable(out: Path, error: OSError) -> Refused:
    return Refused(f"{out} 写不进去（{why(error)}）。请换一个位置；文件若正被 Word 或 WPS 打开，请关闭后再试。")
