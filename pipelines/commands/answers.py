"""`medvind header`, `code`, `answers` and `unanswer`: what partners' own headers and codes mean, answered once."""

from __future__ import annotations

import getpass
from collections.abc import Iterable

import click

from pipelines.intake.answering import giving_answers
from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.identity.key_files import keys_of
from pipelines.intake.ingest import ingest_waiting
from pipelines.intake.learned.answers import NoAnswer, answers
from pipelines.intake.learned.waiting_file import waiting_drops
from pipelines.intake.receipt.headline import VERDICTS, headline
from pipelines.lock import data_lock
from pipelines.report.labels_da import answer_text, partner_name
from pipelines.settings import Settings
from pipelines.text.danish import moment


def header(settings: Settings, receipt: str, given: Iterable[str], feed: str | None) -> None:
    """Remember what columns of a waiting file mean, read the file again and print its new verdict."""
    with data_lock(settings):
        keys = keys_of(settings)
        giving_answers.answer_headers(settings, keys, receipt, _pairs(given), getpass.getuser(), feed)
        read = ingest_waiting(settings, keys).drops
    _print_read(read)


def code(settings: Settings, receipt: str, field: str, given: Iterable[str]) -> None:
    """Remember which codes texts of a waiting file stand for, read the file again and print its new verdict."""
    with data_lock(settings):
        keys = keys_of(settings)
        giving_answers.answer_codes(settings, keys, receipt, field, _pairs(given), getpass.getuser())
        read = ingest_waiting(settings, keys).drops
    _print_read(read)


def list_answers(settings: Settings) -> None:
    """Print every answer with its number, and the files that wait for one."""
    given, waiting = answers(settings), list(waiting_drops(settings))
    if not given and not waiting:
        click.echo("Ingen filer venter på et svar, og der er ikke givet nogen.")
    for number, answer in enumerate(given, 1):
        click.echo(f"{number}. {answer_text(answer)} (svaret af {answer.who} den {answer.when[:10]})")
    for drop in waiting:
        click.echo(f"Venter på svar: {drop.receipt_id}, {drop.file_name} fra {partner_name(drop.partner)}")


def unanswer(settings: Settings, number: int) -> None:
    """Take an answer back, read the files that were read with it again, and print their new verdicts."""
    with data_lock(settings):
        keys = keys_of(settings)
        taken, gone = giving_answers.unanswer(settings, keys, number)
        read = ingest_waiting(settings, keys).drops
    click.echo(f"Svaret gælder ikke længere: {answer_text(taken)}.")
    _print_read(read)
    for drop in gone:
        click.echo(
            f"Kan ikke læses igen, for originalen er slettet: {drop.file_name} fra {partner_name(drop.partner)} "
            f"(kvittering {drop.receipt_id}). Den tæller med som før. Bed om at få den sendt igen."
        )


def _pairs(given: Iterable[str]) -> dict[str, str]:
    """Return KOLONNE=felt as a dictionary. Raises NoAnswer."""
    found = {}
    for text in given:
        left, sign, right = text.rpartition("=")
        if not (sign and left.strip() and right.strip()):
            raise NoAnswer(f"Skriv {text} som KOLONNE=felt, fx C=Sygdom.")
        found[left.strip()] = right.strip()
    return found


def _print_read(drops: Iterable[Manifest]) -> None:
    for drop in drops:
        when = moment(drop.received_at)
        click.echo(
            f"{VERDICTS[drop.verdict]}: {drop.file_name} fra {partner_name(drop.partner)}, modtaget {when}"
        )
        click.echo(f"  {headline(drop)} Kvittering {drop.receipt_id}.")
