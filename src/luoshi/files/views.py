"""Handing files out: always as a download, except pictures of harmless kinds."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest
from django.utils import timezone
from django.views.decorators.http import require_safe

from luoshi.files.models import Confidentiality, File
from luoshi.files.operations import store
from luoshi.files.store import Missing
from luoshi.journal.accesslog import log_access
from luoshi.journal.models import AccessAct
from luoshi.journal.refusal import Refused, Unseen
from luoshi.journal.web import acting_of, signed_in

SHOWN = frozenset({"image/png", "image/jpeg", "image/gif"})
"""Kinds a browser may show in the page; everything else, HTML and SVG above all, is only ever saved."""


@signed_in
@require_safe
def download(request: HttpRequest, ref: str) -> FileResponse:
    """The content of a file for who may see it; a look at a work secret is noted."""
    acting = acting_of(request)
    file = File.objects.visible_to(acting).filter(ref=ref).first()
    if file is None:
        raise Unseen
    if file.label == Confidentiality.WORK_SECRET:
        log_access(
            AccessAct.LOOKED, by=acting, at=timezone.now(), subject=file, detail=f"下载工作秘密文件：{file.name}"
        )
    return answer(file)


def answer(file: File) -> FileResponse:
    """The answer that carries a file."""
    try:
        content = store().open(file.sha256)
    except Missing as error:
        raise Refused(f"“{file.name}”的内容找不到了。请联系系统管理员执行 luoshi files verify 检查。") from error
    shown = file.media_type in SHOWN
    kind = file.media_type if shown else "application/octet-stream"
    response = FileResponse(content, as_attachment=not shown, filename=file.name, content_type=kind)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response
