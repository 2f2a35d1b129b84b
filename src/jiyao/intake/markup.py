"""XML parts of office files, parsed without entities: a document type or an entity is refused, never resolved."""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from jiyao.intake import Unreadable


def parsed(data: bytes) -> Element:
    """The root of an XML part. Raises ``Unreadable``."""
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise Unreadable(
            "文件里有外部引用或实体定义，正常的公文里没有它们，可能是恶意文件，没有读取。请用 WPS 打开，全选复制文字粘贴进来。"
        ) from error
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        raise Unreadable("文件内容已损坏，读不出文字。请用 WPS 打开后另存一份再试。") from error
    return root


def local(tag: object) -> str:
    """The name of a tag without its namespace; empty for comments."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
