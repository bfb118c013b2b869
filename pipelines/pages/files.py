"""The files of a publication that a page may hand out: these alone, by name."""

from __future__ import annotations

from pathlib import Path

from starlette.responses import FileResponse, Response

from pipelines.settings import Settings

NOW = "nu"
_FILES = {
    "report.html": "Rapporten",
    "report.pdf": "Rapporten til print (PDF)",
    "medvind.xlsx": "Alle tal som regneark (Excel)",
    "kontrol.html": "Hvad der er kontrolleret",
}
# A report has its style inside, and is read and never asked.
_READ_ONLY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'"
)


def offered(settings: Settings) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """What there is: the publication now, then each freeze, newest first, with its files (name, title)."""
    freezes = sorted((path.name for path in settings.releases.glob("[!.]*")), reverse=True)
    editions = [(NOW, "Nyeste udgivelse"), *((label, f"Fastfrosset {label}") for label in freezes)]
    return [
        (
            edition,
            title,
            [(name, word) for name, word in _FILES.items() if _path(settings, edition, name).is_file()],
        )
        for edition, title in editions
    ]


def file(settings: Settings, edition: str, name: str) -> Response | None:
    """One file; None where there is no such edition or file."""
    known = {found: [one for one, _ in files] for found, _, files in offered(settings)}
    if name not in known.get(edition, []):
        return None
    path = _path(settings, edition, name)
    if path.suffix == ".html":
        return FileResponse(path, headers={"Content-Security-Policy": _READ_ONLY})
    return FileResponse(path, filename=f"medvind-{edition}{path.suffix}")


def _path(settings: Settings, edition: str, name: str) -> Path:
    folder = settings.shown if edition == NOW else settings.releases / edition
    return folder / "data_docs" / "index.html" if name == "kontrol.html" else folder / name
