"""Readings as Akoma Ntoso 3.0 (OASIS LegalDocML), with an ``eId`` for everything that may be pointed at.

Version 3.0 has no element ``minutes``: its document types are act, bill, debate, doc and others, so minutes are ``<doc name="minutes">``.
An ``eId`` is made of where the words stand (``topic_120``, ``stmt_356``), not of a running number: reading the same text again, with a newer
reader too, gives the same words the same ``eId``, whatever else was found. Statements stand below their topic, else below the body.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from jiyao.export.words import meeting_name, printed
from jiyao.reading import Found, Person, Reading, Statement
from jiyao.text import Text

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_BAD = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold."""
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_POINTERS = frozenset({"eId", "href", "refersTo", "source"})
_UNDATED = "0001-01-01"
"""FRBRdate must give a date; this one, under the name ``undated``, says that the text gives none."""


def write(pairs: Sequence[tuple[Text, Reading]]) -> bytes:
    """One document; several readings stand in one ``documentCollection``."""
    root = Element("akomaNtoso", xmlns=NAMESPACE)
    documents = [_Document(text, reading).element() for text, reading in pairs]
    if len(documents) == 1:
        root.append(documents[0])
    else:
        _collect(root, documents, pairs)
    indent_blocks(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def indent_blocks(root: Element) -> None:
    """Lay the document out without touching the white space of sentences."""
    sentences = {
        child: (child.text, [(each, each.tail) for each in child])
        for child in root.iter()
        if child.tag in {"p", "heading"}
    }
    indent(root)
    for sentence, (text, inside) in sentences.items():
        sentence.text = text
        for each, tail in inside:
            each.tail = tail


def _collect(root: Element, documents: Sequence[Element], pairs: Sequence[tuple[Text, Reading]]) -> None:
    """Put the documents below one collection. What they point at by ``eId`` carries the component's, so that none is given twice."""
    collection = SubElement(root, "documentCollection", name="minutes")
    meta = SubElement(collection, "meta")
    digest = hashlib.sha256("".join(text.sha256 for text, _ in pairs).encode()).hexdigest()
    _identify(meta, f"/akn/cn/minutes/collection/{digest[:16]}", None, "collection", author="jiyao")
    _reference(SubElement(meta, "references", source="#jiyao"), "TLCOrganization", "jiyao", "jiyao")
    body = SubElement(collection, "collectionBody")
    seen: Counter[str] = Counter()
    for document, (text, reading) in zip(documents, pairs, strict=True):
        eid = f"comp_{text.sha256[:16]}_{reading.part.index + 1}"
        seen[eid] += 1
        eid += f"_{seen[eid]}" if seen[eid] > 1 else ""  # the same file, handed in twice
        for element in document.iter():
            for name in _POINTERS & element.attrib.keys():
                words = element.attrib[name]
                if name == "eId":
                    element.set(name, f"{eid}__{words}")
                elif words.startswith("#"):
                    element.set(name, f"#{eid}__{words[1:]}")
        SubElement(body, "component", eId=eid).append(document)


def _identify(meta: Element, uri: str, date: str | None, name: str, *, author: str = "body") -> None:
    """The FRBR block: work, expression in Chinese, manifestation in XML."""
    identification = SubElement(meta, "identification", source="#jiyao")
    day = {"date": date or _UNDATED, "name": name if date else "undated"}
    levels = (("FRBRWork", ""), ("FRBRExpression", "/zho@"), ("FRBRManifestation", "/zho@.xml"))
    for level, ending in levels:
        block = SubElement(identification, level)
        SubElement(block, "FRBRthis", value=f"{uri}{ending}/!main")
        SubElement(block, "FRBRuri", value=f"{uri}{ending}")
        SubElement(block, "FRBRdate", day)
        SubElement(block, "FRBRauthor", href=f"#{author}")
        if level == "FRBRWork":
            SubElement(block, "FRBRcountry", value="cn")
        elif level == "FRBRExpression":
            SubElement(block, "FRBRlanguage", language="zho")


@dataclass
class _Document:
    text: Text
    reading: Reading
    references: dict[tuple[str, str], str] = field(default_factory=dict)
    """The ``eId`` of each body and person by kind and name."""
    given: set[str] = field(default_factory=set)

    def element(self) -> Element:
        document = Element("doc", name="minutes")
        meta, preface, body = (SubElement(document, tag) for tag in ("meta", "preface", "mainBody"))
        date = self.reading.meeting.date
        day = str(date.value) if date is not None and _DATE.fullmatch(str(date.value)) else None
        _identify(meta, f"/akn/cn/minutes/{self._key()}", day, "meeting")
        self._preface(preface, day)
        self._people(body)
        self._topics(body)
        references = SubElement(meta, "references", source="#jiyao")
        organ = self.reading.meeting.body
        _reference(
            references, "TLCOrganization", "body", printed(organ.text) if organ is not None else "未读到会议机关"
        )
        _reference(references, "TLCOrganization", "jiyao", "jiyao")
        for (kind, name), eid in self.references.items():
            _reference(references, kind, eid, name)
        return document

    def _key(self) -> str:
        """The document's name: the digest of its file, and which meeting of it."""
        part = self.reading.part
        return self.text.sha256[:16] + (f"-{part.index + 1}" if part.of > 1 else "")

    def _preface(self, preface: Element, day: str | None) -> None:
        title = SubElement(SubElement(preface, "p"), "docTitle")
        title.text = _clean(meeting_name(self.reading) or self.text.name or "会议纪要")
        meeting = self.reading.meeting
        if meeting.minutes_number is not None:
            SubElement(SubElement(preface, "p"), "docNumber").text = _clean(meeting.minutes_number.text)
        if meeting.date is not None and day is not None:
            SubElement(SubElement(preface, "p"), "docDate", date=day).text = _clean(meeting.date.text)

    def _people(self, body: Element) -> None:
        chair = (self.reading.meeting.chair,) if self.reading.meeting.chair is not None else ()
        groups = (
            ("chair", "主持", chair),
            ("present", "出席", self.reading.present),
            ("in_attendance", "列席", self.reading.in_attendance),
            ("absent", "请假", self.reading.absent),
        )
        for key, title, people in groups:
            if people:
                content = _container(body, key, key, title)
                for person in people:
                    self._person(SubElement(content, "p"), person)

    def _person(self, paragraph: Element, person: Person) -> None:
        name = printed(person.name.text)
        element = SubElement(paragraph, "person", refersTo=f"#{self._refer('TLCPerson', name)}")
        element.text = _clean(name)
        posts = "、".join(printed(found.text) for found in (person.unit, *person.posts) if found is not None)
        element.tail = _clean(f"（{posts}）") if posts else None

    def _topics(self, body: Element) -> None:
        for at, item in enumerate(self.reading.agenda):
            stated = [each for each in self.reading.statements if each.agenda == at]
            topic = SubElement(body, "hcontainer", name="topic", eId=f"topic_{item.title.span.start}")
            SubElement(topic, "heading").text = _clean(printed(item.title.text))
            for each in stated:
                self._statement(topic, each)
            if not stated:
                SubElement(SubElement(topic, "content"), "p")
        for each in self.reading.statements:
            if each.agenda is None or each.agenda >= len(self.reading.agenda):
                self._statement(body, each)
        if not len(body):
            SubElement(SubElement(SubElement(body, "hcontainer", name="empty", eId="empty"), "content"), "p")

    def _statement(self, parent: Element, statement: Statement) -> None:
        eid = f"stmt_{statement.span.start}"
        if eid in self.given:
            eid += f"_{statement.span.end}"
        self.given.add(eid)
        container = SubElement(parent, "hcontainer", {"name": statement.label, "eId": eid})
        paragraph = SubElement(SubElement(container, "content"), "p")
        at, last = statement.span.start, None
        for found, element in self._inside(statement):
            words = _clean(self.text.raw[at : found.span.start])
            if last is None:
                paragraph.text = words
            else:
                last.tail = words
            element.text = _clean(found.text)
            paragraph.append(element)
            at, last = found.span.end, element
        rest = _clean(self.text.raw[at : statement.span.end])
        if last is None:
            paragraph.text = rest
        else:
            last.tail = rest

    def _inside(self, statement: Statement) -> Iterator[tuple[Found, Element]]:
        """Owners and the deadline with their elements, in the order of the words, none inside another."""
        found: list[tuple[Found, str]] = [(owner, "organization") for owner in statement.owners]
        deadline = statement.deadline
        if deadline is not None and _DATE.fullmatch(str(deadline.value)):
            found.append((deadline, "date"))
        at = statement.span.start
        for each, tag in sorted(found, key=lambda pair: pair[0].span):
            if each.span.start < at or each.span.end > statement.span.end:
                continue
            at = each.span.end
            name = printed(each.text)
            attributes = (
                {"date": str(each.value)} if tag == "date" else {"refersTo": f"#{self._refer('TLCOrganization', name)}"}
            )
            yield each, Element(tag, attributes)

    def _refer(self, kind: str, name: str) -> str:
        """The ``eId`` of a body or person, made of its name so that it is the same in every document."""
        digest = hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:10]
        return self.references.setdefault((kind, name), f"{'org' if kind == 'TLCOrganization' else 'person'}_{digest}")


def _container(body: Element, name: str, eid: str, title: str) -> Element:
    container = SubElement(body, "hcontainer", name=name, eId=eid)
    SubElement(container, "heading").text = title
    return SubElement(container, "content")


def _reference(references: Element, kind: str, eid: str, name: str) -> None:
    SubElement(
        references,
        kind,
        eId=eid,
        href=f"/akn/ontology/{'organization' if kind == 'TLCOrganization' else 'person'}/cn/{eid}",
        showAs=_clean(name),
    )


def _clean(words: str) -> str:
    return _BAD.sub("\ufffd", words)
