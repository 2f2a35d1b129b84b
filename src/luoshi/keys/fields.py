"""A model field whose column holds ciphertext under the data subject's own key.

The attribute is a ``Sealed``: it shows as dots, and only ``reveal()`` opens it, so that a look at a sensitive value is a call one
can find (and put into the access log) and never an accident of a template. Assigning a ``str`` is enough to change it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.lookups import IsNull, Lookup
from django.db.models.query_utils import DeferredAttribute

from luoshi.keys.subjects import reveal_for, seal_for, to_text

if TYPE_CHECKING:
    _Field = models.Field["str | Sealed | None", "Sealed | None"]
else:
    _Field = models.Field

MASK = "••••"


class Sealed:
    """A sensitive value: its envelope, or the plaintext until it is stored; bound to subject and purpose."""

    __slots__ = ("_envelope", "_plain", "purpose", "subject_ref")

    def __init__(self, subject_ref: str, purpose: str, *, envelope: bytes = b"", plain: str | None = None) -> None:
        self.subject_ref = subject_ref
        self.purpose = purpose
        self._envelope = envelope
        self._plain = plain

    def __str__(self) -> str:
        return MASK

    def __repr__(self) -> str:
        return f"<Sealed {self.purpose}>"

    def reveal(self) -> str:
        """The plaintext. The caller has checked access and writes the access log."""
        if self._plain is not None:
            return self._plain
        return reveal_for(self.subject_ref, self._envelope, purpose=self.purpose)

    def envelope(self) -> bytes:
        """What the column holds; made once, so that row and journal hold the same."""
        if not self._envelope:
            assert self._plain is not None
            self._envelope = seal_for(self.subject_ref, self._plain, purpose=self.purpose)
        return self._envelope


class SealedAttribute(DeferredAttribute):
    """Wraps what the row holds; assigning the text that is there already changes nothing, so no new ciphertext arises."""

    field: EncryptedText

    def __get__(self, instance: models.Model | None, cls: type[models.Model] | None = None) -> Any:  # noqa: ANN401
        value = super().__get__(instance, cls)
        if instance is None or value is None or isinstance(value, Sealed):
            return value
        subject_ref, purpose = self.field.subject_of(instance), self.field.purpose
        fresh = isinstance(value, str)
        sealed = Sealed(subject_ref, purpose, envelope=b"" if fresh else bytes(value), plain=value if fresh else None)
        instance.__dict__[self.field.attname] = sealed
        return sealed

    def __set__(self, instance: models.Model, value: object) -> None:
        name = self.field.attname
        if value == "":
            value = None
        if isinstance(value, str) and instance.__dict__.get(name) is not None and instance.pk is not None:
            before: Sealed = getattr(instance, name)
            if before.reveal() == value:
                return
        instance.__dict__[name] = value


class EncryptedText(_Field):
    """Text kept as an envelope in a binary column; nothing can be looked up by it but whether it is there.

    ``subject`` is the path from the row to the reference of the data subject whose key is used (``"ref"`` for the row itself,
    ``"resident.ref"`` through a foreign key). To find a row by an ID number, keep an ``equality_digest`` beside it.
    """

    descriptor_class = SealedAttribute

    def __init__(self, *args: Any, subject: str = "ref", **kwargs: Any) -> None:  # noqa: ANN401 - those of models.Field
        self.subject = subject
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:  # noqa: ANN401 - as in models.Field
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "subject": self.subject}

    def get_internal_type(self) -> str:
        return "BinaryField"

    @property
    def purpose(self) -> str:
        """What the ciphertext is bound to besides the subject: table and column."""
        return f"{self.model._meta.label_lower}.{self.name}"

    def subject_of(self, instance: models.Model) -> str:
        """The reference of the data subject of a row."""
        value: Any = instance
        for name in self.subject.split("."):
            value = getattr(value, name)
        return str(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes | None:  # noqa: ARG002, FBT001 - Django's signature
        sealed: Sealed | None = getattr(model_instance, self.attname)
        return None if sealed is None else sealed.envelope()

    def get_db_prep_value(self, value: object, connection: Any, prepared: bool = False) -> Any:  # noqa: ANN401, ARG002, FBT001, FBT002 - the same
        if value is None:
            return None
        if not isinstance(value, bytes):
            msg = f"{self.name} is encrypted under the row's own key: assign it and save the row, QuerySet.update() cannot"
            raise TypeError(msg)
        return connection.Database.Binary(value)

    def get_lookup(self, lookup: str) -> type[Lookup[Any]] | None:
        if lookup == "isnull":
            return IsNull
        raise self._refusal(lookup)

    def get_transform(self, lookup: str) -> NoReturn:
        raise self._refusal(lookup)

    def _refusal(self, lookup: str) -> FieldError:
        msg = f"{self.name} is encrypted and cannot be looked up ({lookup}); keep an equality_digest beside it"
        return FieldError(msg)

    def to_journal(self, _subject: models.Model, value: Sealed | None) -> str | None:
        """What the journal keeps: the very ciphertext of the column, unreadable once the subject's key is destroyed."""
        return None if value is None else to_text(value.envelope())
