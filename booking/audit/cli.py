"""`booking audit`: is the log as it was written?"""

import click
from flask.cli import AppGroup

from booking.audit import queries, service

REASONS = {
    "state": "the seal state was altered or removed",
    "checkpoint": "an entry that outlived a pruning was removed",
    "changed": "this entry was changed",
    "missing": "this entry is missing",
    "inserted": "this entry was put in",
    "receipt": "this entry is not the one of the receipt",
}

audit = AppGroup("audit", help="The log of who saw and changed what.")


@audit.command()
@click.option(
    "--receipt", metavar="NUMBER:DIGEST", help="What an earlier run printed: that entry must still be the same."
)
def verify(receipt: str | None) -> None:
    """Walk the sealed log; exit code 1 and the first bad number where it was tampered with.

    The receipt that a good run prints is worth noting outside this machine: with it a later run also finds that
    the whole log was put back to an earlier state.
    """
    found = service.verify()
    bad, why = found.first_bad, found.why
    if found.is_sound and receipt and not _holds(receipt):
        bad, why = int(receipt.split(":")[0]), "receipt"
    if bad is not None:
        click.echo(f"entry {bad}: {REASONS[why]} ({found.entries} entries before it are in order)", err=True)
        raise SystemExit(1)
    click.echo(f"{found.entries} entries in order; {queries.count_unsealed()} not sealed yet")
    click.echo(f"receipt {found.head[0]}:{found.head[1]}")


def _holds(receipt: str) -> bool:
    number, _, digest = receipt.partition(":")
    if not number.isdecimal() or len(number) > 15:
        raise click.BadParameter("NUMBER:DIGEST is wanted", param_hint="--receipt")
    state = queries.find_state()
    is_pruned = state is not None and int(number) <= state.pruned_seq
    return int(number) == 0 or is_pruned or queries.find_digest(int(number)) == digest
