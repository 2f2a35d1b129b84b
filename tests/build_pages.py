"""PDF and OFD files put together by hand: each line of words at its place, in points from the top left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from build_docx import packed

HEIGHT = 842
MARGIN, SIZE, STEP = 90, 16, 28
WIDTH = 26
"""Characters a full line holds."""


@dataclass(frozen=True)
class Line:
    words: str
    left: float = MARGIN
    top: float = 0
    size: float = SIZE


@dataclass(frozen=True)
class Box:
    """The border of a cell."""

    left: float
    top: float
    width: float
    height: float


def ruled(*rows: Sequence[str], widths: Sequence[int], top: float = 100, size: float = 12) -> list[Line | Box]:
    """A table with a border a cell, its words broken at the cell's width; a cell that reads ``^`` belongs to the one above."""
    drawn: list[Line | Box] = []
    heights = [
        max(-(-len(cell) * size // (width - 8)) for cell, width in zip(row, widths, strict=True)) * size * 1.5 + 6
        for row in rows
    ]
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell == "^":
                continue
            down = number + 1
            while down < len(rows) and rows[down][column] == "^":
                down += 1
            left, above = MARGIN + sum(widths[:column]), top + sum(heights[:number])
            drawn.append(Box(left, above, widths[column], sum(heights[number:down])))
            fits = int((widths[column] - 8) // size)
            drawn += [
                Line(cell[at : at + fits], left + 4, above + 3 + at // fits * size * 1.5, size)
                for at in range(0, len(cell), fits)
            ]
    return drawn


def page(*words: str, head: str = "", foot: str = "") -> list[Line]:
    """A page of paragraphs, broken after ``WIDTH`` characters, the first line of each indented; ``^`` centres a heading."""
    lines: list[Line] = [Line(head, 200, 40, 9)] if head else []
    top = 100.0
    for paragraph in words:
        for left, part in broken(paragraph):
            lines.append(Line(part, left, top))
            top += STEP
    return lines + ([Line(foot, 280, 790, 10)] if foot else [])


def broken(paragraph: str) -> Iterable[tuple[float, str]]:
    if paragraph.startswith("^"):
        words = paragraph[1:]
        yield MARGIN + (WIDTH - len(words)) * SIZE / 2, words
        return
    on = paragraph.startswith(">")  # goes on from the page before
    words = paragraph.lstrip(">")
    first = WIDTH if on else WIDTH - 2
    yield MARGIN if on else MARGIN + 2 * SIZE, words[:first]
    for at in range(first, len(words), WIDTH):
        yield MARGIN, words[at : at + WIDTH]


def pdf(*pages: Sequence[Line | Box], trailer: str = "", image_only: bool = False) -> bytes:
    """A PDF file in a font that every reader knows without it being embedded."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{6 + 2 * n} 0 R' for n in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor 5 0 R >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 90 >>",
    ]
    for number, lines in enumerate(pages):
        content = "0 0 100 100 re f" if image_only else "\n".join(_shown(line) for line in lines)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 {HEIGHT}] /Contents {7 + 2 * number} 0 R /Resources << /Font << /F 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    out, offsets = "%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{at:010} 00000 n \n" for at in offsets)
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n"
    return out.encode("ascii")


def _shown(line: Line | Box) -> str:
    if isinstance(line, Box):
        return f"{line.left} {HEIGHT - line.top - line.height} {line.width} {line.height} re S"
    return f"BT /F {line.size} Tf {line.left} {HEIGHT - line.top - line.size} Td <{line.words.encode('utf-16-be').hex()}> Tj ET"


_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def ofd(*pages: Sequence[Line], **replaced: str) -> bytes:
    """An OFD file; ``replaced`` gives members by stem other content."""
    listed = "".join(f'<ofd:Page ID="{n + 10}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    members = {
        "OFD.xml": f'<ofd:OFD {_OFD} DocType="OFD" Version="1.0"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>',
        "Doc_0/Document.xml": f"<ofd:Document {_OFD}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 595 842</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
    }
    for number, lines in enumerate(pages):
        objects = "".join(_object(line) for line in lines)
        members[f"Doc_0/Pages/Page_{number}/Content.xml"] = (
            f'<ofd:Page {_OFD}><ofd:Content><ofd:Layer ID="2">{objects}</ofd:Layer></ofd:Content></ofd:Page>'
        )
    return packed(members | {name: replaced[name] for name in replaced})


def _object(line: Line) -> str:
    steps = f' DeltaX="g {len(line.words) - 1} {line.size}"' if len(line.words) > 1 else ""
    return (
        f'<ofd:TextObject ID="5" Boundary="{line.left} {line.top} 500 {line.size}" Font="1" Size="{line.size}">'
        f'<ofd:TextCode X="0" Y="{line.size}"{steps}>{line.words}</ofd:TextCode></ofd:TextObject>'
    )
