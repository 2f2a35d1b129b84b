"""The living page, and the pages for what was not found, not understood or went wrong."""

from __future__ import annotations

from django.core.exceptions import DisallowedHost, RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luoshi.ui.living import SPECIMENS, specimen_form


def living(request: HttpRequest) -> HttpResponse:
    """Every component with its states."""
    return render(request, "ui/living.html", {"specimens": SPECIMENS, "form": specimen_form()})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  (the signature Django calls)
    """404: the address leads nowhere, or to something this person may not know of."""
    return render(
        request,
        "ui/refused.html",
        {"title": "没有这个页面", "reason": "地址可能抄错了，也可能内容已被移走。"},
        status=404,
    )


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, and 413 for a form that is larger than this server reads at all."""
    if isinstance(exception, RequestDataTooBig):
        reason = "一次提交的内容超过 30 MB，没有读取，也没有保存。请返回上一页，只粘贴一次会议的文本（10 MB 以内）。"
        return render(request, "ui/refused.html", {"title": "提交的内容太大", "reason": reason}, status=413)
    if isinstance(exception, TooManyFilesSent):
        reason = "一次选的文件太多，没有读取，也没有保存。请返回上一页，压成一个 zip，或分几次再试。"
        return render(request, "ui/refused.html", {"title": "文件太多", "reason": reason}, status=413)
    if isinstance(exception, DisallowedHost):
        reason = "这台服务器没有登记这个网址。请核对网址；确实要用它的，请系统管理员把它写进 LUOSHI_HOSTS，再重新启动页面服务。"
        return render(request, "ui/refused.html", {"title": "网址没有登记", "reason": reason}, status=400)
    reason = "浏览器发来的内容不完整或已损坏，没有保存任何内容。请返回上一页重新提交。"
    return render(request, "ui/refused.html", {"title": "这次提交没有读懂", "reason": reason}, status=400)


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault; nothing was half saved, because operations are whole or not at all."""
    reason = "没有保存到一半的内容。请返回上一页重试；仍然出错时，请把出错的时间告诉系统管理员。"
    return render(request, "ui/refused.html", {"title": "系统出错了", "reason": reason}, status=500)
