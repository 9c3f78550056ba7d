"""Ask the providers that know it what became of the messages they took."""

import logging
from collections.abc import Mapping
from datetime import datetime

from booking import clock
from booking.db import db, transaction
from booking.errors import outline
from booking.notices import queries, rules, service
from booking.notices.channels import Channel, Receipt, Reporting, TransportError
from booking.notices.models import Notice

log = logging.getLogger(__name__)


def ask(ways: Mapping[str, Channel], now: datetime) -> int:
    """Note what arrived, and hand what did not to the next channel. Returns of how many something was heard.

    A provider that cannot be asked is left alone for this run. Two that ask at once hear the same, and note it once.
    """
    asked = [(one.id, one.channel) for one in queries.list_unreported(now)]
    resting: set[str] = set()
    count = 0
    for notice_id, channel in asked:
        way = ways.get(channel)
        if not isinstance(way, Reporting):
            with transaction():
                service.ask_again(notice_id, None)
        elif channel not in resting:
            try:
                count += _ask(way, notice_id, now)
            except TransportError:
                resting.add(channel)
    return count


def _ask(way: Reporting, notice_id: int, now: datetime) -> bool:
    """Whether something was heard of one message. TransportError where the provider cannot be asked now."""
    notice = queries.get(notice_id)
    db.session.expunge(notice)
    db.session.rollback()
    try:
        receipt = _report(way, notice)
    except TransportError as error:
        with transaction():
            if error.permanent:
                return service.fail_handed_over(notice.provider_key, str(error), now)
            _wait(notice, now)
        raise
    with transaction():
        if receipt is None:
            _wait(notice, now)
        return receipt is not None and service.arrive(notice_id, receipt.answer, now)


def _report(way: Reporting, notice: Notice) -> Receipt | None:
    try:
        return way.report(notice.provider_ref or "", clock.now())
    except TransportError:
        raise
    except Exception as error:  # one unreadable answer must not hold up what is to be sent
        log.error("no report of a %s notice: %s", notice.kind, outline(error))
        raise TransportError(outline(error)) from error


def _wait(notice: Notice, now: datetime) -> None:
    pause = rules.report_pause(now - (notice.sent_at or now))
    service.ask_again(notice.id, now + pause if pause else None)
