"""Read the fields of a form that a page was sent."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qs

from starlette.exceptions import HTTPException
from starlette.requests import Request

from pipelines.pages.run_query import LONGEST

# URL encoding may take nine bytes a character: three of UTF-8, each written as %XX.
_LONGEST_FORM = 9 * LONGEST + 1000


async def fields(request: Request) -> Mapping[str, str]:
    """The fields of a form, the first value of each. Raises HTTPException where the form is too long."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _LONGEST_FORM:
            raise HTTPException(413, "Spørgsmålet er for langt.")
    try:
        found = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=100)
    except ValueError:
        raise HTTPException(413, "Formularen har for mange felter.") from None
    return {name: values[0].replace("\r\n", "\n") for name, values in found.items()}
