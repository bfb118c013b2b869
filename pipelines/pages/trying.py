"""Routes of what partners send, before they send it: try a file, and fetch the templates of a partner's lists."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from functools import partial
from io import BytesIO
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import Response

from pipelines.intake.guides.excel_template import write_template
from pipelines.intake.receipt.short_answer import SEVERITIES_DA
from pipelines.pages.page_view import View
from pipelines.pages.tried_file import NotTried, try_upload
from pipelines.text.danish import number
from schemas.feeds import all_feeds
from schemas.partners import Partner, all_partners

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Bytes of a form beside its file.
_FORM = 10_000
_ANY = "Vælg en fil, og tryk igen."
_UNKNOWN = "Den partner har vi ikke."


async def trial(view: View, request: Request) -> Response:
    """The form, and what would be said of the file. Raises HTTPException where there is no file, or it is too large."""
    show = partial(view.unpublished, "trial.html.j2", partners=all_partners(), words=SEVERITIES_DA)
    if request.method != "POST":
        return await run_in_threadpool(show, answers=None, chosen="")
    upload, folder = await _sent(request, view.settings.limits.tried_bytes)
    if folder and not _partner(folder):
        raise HTTPException(400, _UNKNOWN)
    name = upload.filename or ""
    try:
        answers = await run_in_threadpool(try_upload, view.settings, name, upload.file, folder or None)
    except NotTried as problem:
        raise HTTPException(503, str(problem)) from None
    finally:
        await upload.close()
    return await run_in_threadpool(show, answers=answers, file=name, chosen=folder)


async def _sent(request: Request, most: int) -> tuple[UploadFile, str]:
    """The file of a form, and the folder of the partner that was chosen. Raises HTTPException."""
    parser = MultiPartParser(request.headers, _at_most(request, most), max_files=1, max_fields=2)
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise HTTPException(400, _ANY)
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError):
        raise HTTPException(400, _ANY) from None
    upload, folder = form.get("fil"), form.get("partner")
    if not isinstance(upload, UploadFile) or not upload.filename:
        raise HTTPException(400, _ANY)
    return upload, folder if isinstance(folder, str) else ""


async def _at_most(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    """The body of a request. Raises HTTPException where it is longer."""
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > most + _FORM:
            raise HTTPException(
                413,
                f"Filen er større end {number(most // 1_000_000)} MB, og så kan den ikke prøves her. Læg den i "
                "partnerens mappe i indbakken, eller skriv: medvind check",
            )
        yield part


def templates(view: View, _: Request) -> Response:
    """The lists of each partner, with a template of each."""
    lists = [(partner, [all_feeds()[name] for name in partner.feeds]) for partner in all_partners()]
    return view.unpublished("templates.html.j2", lists=lists)


def template(view: View, request: Request) -> Response:
    """One template as a workbook. Raises HTTPException where the list is not agreed with the partner."""
    partner, name = _partner(request.path_params["partner"]), request.path_params["feed"]
    if partner is None or name not in partner.feeds:
        raise HTTPException(404, "Den skabelon er der ikke.")
    feed, book = all_feeds()[name], BytesIO()
    write_template(feed, book, partner.constants.of_feed(name))
    file = quote(f"{feed.title} - skabelon.xlsx")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{file}"}
    return Response(book.getvalue(), media_type=_XLSX, headers=headers)


def _partner(folder: str) -> Partner | None:
    return next((partner for partner in all_partners() if partner.folder == folder), None)
