"""The files of publications that can be downloaded, from an allow-list of names."""

from __future__ import annotations

from pathlib import Path

from starlette.responses import FileResponse, Response

from pipelines.settings import Settings

NOW = "nu"
# The results of the newest failed audit.
HELD_BACK = "holdt-tilbage"
_FILES = {
    "report.html": "Rapporten",
    "report.pdf": "Rapporten til print (PDF)",
    "medvind.xlsx": "Alle tal som regneark (Excel)",
    "undren.xlsx": "Arket til mødet: undren og aftaler (Excel)",
    "medvind.ics": "Frister, fastfrysninger og møder til jeres kalender",
    "data_docs/index.html": "Hvad der er kontrolleret",
}
# A report is self-contained with inline style, and needs no script or form.
_READ_ONLY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'"
)


def offered(settings: Settings) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return (id, title, files) of the current publication and each release, newest first; a file is (name, title)."""
    freezes = sorted(_inside(settings.releases), reverse=True)
    publications = [(NOW, "Nyeste udgivelse"), *((label, f"Fastfrosset {label}") for label in freezes)]
    return [
        (
            publication,
            title,
            [(name, word) for name, word in _FILES.items() if _path(settings, publication, name).is_file()],
        )
        for publication, title in publications
    ]


def file(settings: Settings, publication: str, name: str) -> Response | None:
    """Return one file of a release or of any publication that still exists; None where there is none."""
    if name not in _FILES or publication not in _folders(settings):
        return None
    path = _path(settings, publication, name)
    if not path.is_file():
        return None
    if path.suffix == ".html":
        return FileResponse(path, headers={"Content-Security-Policy": _READ_ONLY})
    return FileResponse(path, filename=f"medvind-{publication}{path.suffix}")


def _path(settings: Settings, publication: str, name: str) -> Path:
    return _folders(settings)[publication] / name


def _folders(settings: Settings) -> dict[str, Path]:
    """The folder of every publication and release, by its id in a URL."""
    always = {NOW: settings.current_publication, HELD_BACK: settings.marts / "rejected"}
    return always | _inside(settings.publications) | _inside(settings.releases)


def _inside(folder: Path) -> dict[str, Path]:
    return {path.name: path for path in folder.glob("[!.]*")}
