"""A whole archive: ``python -m jiyao corpus`` over 10,000 files, with one process and with two, and the memory it takes.

``.venv/bin/python benchmarks/corpus.py [FILES]`` makes the archive from the gold texts (each file differs in its number, so that none is the
same) in a temporary folder, runs the command as people run it, and prints documents a second, the largest memory of any process, and how much
two processes gain. Needs ``requirements/corpus.txt``. Memory of 1,000 files beside that of all of them shows that it stays flat.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "tests" / "jiyao" / "cases"
_RUN = (
    "import resource, sys; from jiyao.__main__ import main; code = main(sys.argv[1:]);"
    " own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss; most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss;"
    " print('memory', max(own, most), file=sys.stderr); raise SystemExit(code)"
)


@dataclass(frozen=True)
class Ran:
    """One run: files a second and the largest memory of a process, in MB."""

    files: int
    processes: int
    seconds: float
    megabytes: float

    @property
    def rate(self) -> float:
        return self.files / self.seconds


def archive(folder: Path, files: int) -> int:
    """Write the files; returns their characters."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(CASES.glob("*.txt"))]
    characters = 0
    for number in range(files):
        text = f"{texts[number % len(texts)]}\n（存档第{number}号）\n"
        characters += len(text)
        place = folder / f"{number // 1000:02d}"
        place.mkdir(exist_ok=True)
        (place / f"{number:05d}.txt").write_text(text, encoding="utf-8")
    return characters


def run(folder: Path, out: Path, *, files: int, processes: int) -> Ran:
    """Read the archive with the command."""
    begun = time.perf_counter()
    command = [sys.executable, "-c", _RUN, "corpus", str(folder), "--out", str(out), "--workers", str(processes)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - begun
    if done.returncode:
        raise SystemExit(done.stderr)
    memory = next(line for line in done.stderr.splitlines() if line.startswith("memory "))
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    return Ran(files, processes, seconds, int(memory.split()[1]) / unit)


def main() -> int:
    files = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        (small := root / "small").mkdir()
        (large := root / "large").mkdir()
        few = max(1, files // 10)
        archive(small, few)
        characters = archive(large, files)
        print(f"{files} files, {characters / files:.0f} characters each on average; Python {sys.version.split()[0]}")
        runs = [
            run(small, root / "small.parquet", files=few, processes=2),
            run(large, root / "one.parquet", files=files, processes=1),
            run(large, root / "two.parquet", files=files, processes=2),
        ]
    print(f"{'files':>8}{'processes':>11}{'seconds':>10}{'files/s':>10}{'MB':>8}")
    for ran in runs:
        print(f"{ran.files:>8}{ran.processes:>11}{ran.seconds:>10.1f}{ran.rate:>10.0f}{ran.megabytes:>8.0f}")
    print(f"two processes against one: {runs[2].rate / runs[1].rate:.2f} times as fast")
    print(f"memory for {files} files against {few}: {runs[2].megabytes / runs[0].megabytes:.2f} times")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
