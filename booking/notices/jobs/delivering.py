"""Send what is due."""

import logging
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from flask import current_app

from booking import clock
from booking.db import db, transaction
from booking.errors import outline
from booking.notices import channels, queries, rules, service, texts
from booking.notices.channels import Channel, Letter, TransportError, Unreachable, agent
from booking.notices.jobs import reporting
from booking.notices.models import Notice
from booking.notices.rules import Message
from booking.settings import queries as settings

log = logging.getLogger(__name__)


def deliver(now: datetime, ways: Mapping[str, Channel] | None = None, *, only: str = "") -> int:
    """Send all notices that are due at `now`, each at most once by this deliverer; returns how many it dealt with.

    `now` may be another instant than the present. Leases are taken by the clock all the same, and so is what providers
    are told: a run for a future day that is killed must not keep its notices until that day.

    Any number of deliverers may run at once. `ways` are the channels by name; those of the configuration by default.
    only: messages of one kind, and nothing else that deliverers do.
    """
    chosen = channels.choose(current_app.config) if ways is None else ways
    try:
        delivery = _Delivery(chosen, now, only)
        return delivery.send_due() if only else delivery.run()
    finally:
        for channel in chosen.values():
            channel.close()


class _Delivery:
    """One run. `now` is the instant that it plays, and goes on while it works; leases are taken by the clock."""

    def __init__(self, ways: Mapping[str, Channel], now: datetime, only: str) -> None:
        self._ways, self._only = ways, only
        self._start, self._since = now, time.monotonic()
        self._resting: set[str] = set()
        self._working: set[str] = set()
        self._attempts: int = settings.get("notices.attempts")
        self._lease_seconds: int = settings.get("notices.lease_seconds")

    @property
    def now(self) -> datetime:
        return self._start + timedelta(seconds=time.monotonic() - self._since)

    def run(self) -> int:
        count = agent.collect(clock.now()) + self.send_due()
        for channel in self._resting:
            with transaction():
                service.await_provider(channel, clock.now(), self.now)
            weary = queries.list_weary(channel, clock.now(), self.now)
            count += sum(self._deliver(notice_id) for notice_id in weary)
        count += sum(self._check_call(notice_id) for notice_id in queries.list_calls_to_check(self.now))
        heard = reporting.ask(self._ways, self.now)
        return count + heard + (self.send_due() if heard else 0)  # what did not arrive goes to the next channel

    def send_due(self) -> int:
        """Everything that is due, but for channels whose provider turns out to be unreachable."""
        count = 0
        while due := queries.list_due(clock.now(), self._resting, as_of=self.now, only=self._only):
            count += sum(self._deliver(notice_id) for notice_id, channel in due if channel not in self._resting)
        return count

    def _deliver(self, notice_id: int) -> bool:
        """Lease, read the subject again, send outside any transaction, note. False where another one has the lease."""
        with transaction():
            token = service.lease(notice_id, clock.now(), self._lease_seconds, as_of=self.now)
        if token is None:
            return False
        notice = queries.get(notice_id)
        db.session.expunge(notice)
        try:
            self._send(notice, token)
        except TransportError as error:
            self._put_off(notice, token, error)
        except Exception as error:  # one broken message must not hold up the others
            log.error("a %s notice could not be sent: %s", notice.kind, outline(error))
            self._put_off(notice, token, TransportError(outline(error)))
        return True

    def _send(self, notice: Notice, token: str) -> None:
        if notice.attempts > self._attempts:  # the last one died before it could note anything
            raise TransportError("여러 번 중단됨", permanent=True)
        message = _read(notice, self.now)
        verdict = self._judge(notice, message)
        if verdict != "send" or message is None:
            with transaction():
                service.end(notice.id, token, verdict)
            return
        if notice.channel in self._resting:
            raise Unreachable("오랫동안 연결되지 않음")
        receipt = self._ways[notice.channel].send(self._letter(notice, message, token), clock.now())
        with transaction():
            service.mark_sent(notice.id, token, receipt.answer, self.now, ref=receipt.ref)
        self._welcome(notice.channel)

    def _welcome(self, channel: str) -> None:
        """The first message that a channel takes in this run ends whatever outage there was."""
        if channel not in self._working:
            self._working.add(channel)
            with transaction():
                service.welcome_provider(channel, clock.now())

    def _judge(self, notice: Notice, message: Message | None) -> str:
        occasion = rules.occasion_of(notice.dedup)
        return rules.judge(notice.due_at, notice.useful_until, notice.role, message, self.now, occasion)

    def _letter(self, notice: Notice, message: Message, token: str) -> Letter:
        to = rules.address(notice.channel, message.recipients[notice.role])
        if to is None:
            raise TransportError("주소가 없어짐", permanent=True)
        try:
            text = _text(notice, message)
            language = texts.written_in(notice.kind, notice.channel, message.language)
        except texts.ValueMissing as error:
            raise TransportError(f"문안에 넣을 값이 없음: {error}", permanent=True) from error
        since = queries.handed_over_since(notice.id, token)
        db.session.rollback()
        until = rules.end_of_use(notice.useful_until, notice.role, message, rules.occasion_of(notice.dedup))
        letter = Letter(notice.provider_key, to, text.subject, text.body, until, since, language=language)
        return _as_template(letter, notice, message) if notice.channel == "alimtalk" else letter

    def _put_off(self, notice: Notice, token: str, error: TransportError) -> None:
        is_outage = isinstance(error, Unreachable)
        if is_outage:
            self._resting.add(notice.channel)
            waited = self.now - (notice.first_attempt_at or self.now)
            is_over, pause = waited >= rules.PATIENCE, rules.OUTAGE_PAUSE
        else:
            is_over, pause = error.permanent or notice.attempts >= self._attempts, rules.pause(notice.attempts)
        answer = str(error)
        with transaction():
            if is_over:
                service.fail(notice.id, token, answer, self.now)
            else:
                is_unsure = not isinstance(error, Unreachable) or error.is_unsure
                again = self.now + pause
                service.put_off(notice.id, token, again, answer, counts=not is_outage, is_unsure=is_unsure)

    def _check_call(self, notice_id: int) -> bool:
        """Take a call off the list when nobody wants it any more, or it is too late."""
        notice = queries.get(notice_id)
        db.session.expunge(notice)
        try:
            message = _read(notice, self.now)
        except TransportError:
            verdict = "send"
        else:
            verdict = self._judge(notice, message)
        with transaction():
            if verdict == "send":
                service.put_off_call(notice_id, self.now + rules.CALL_PAUSE)
                return False
            return service.end(notice_id, None, verdict)


def _values(message: Message) -> dict[str, str]:
    return {**texts.office_values(current_app.config["BASE_URL"], message.language), **message.values}


def _as_template(letter: Letter, notice: Notice, message: Message) -> Letter:
    """The letter with the name of its AlimTalk template, and what that is filled with. TransportError without one."""
    template = texts.find_template(notice.kind)
    offered = texts.KINDS[notice.kind].offered
    is_true = texts.is_true_of(texts.words(notice.kind, "alimtalk", "ko"), message.values, offered)
    if not texts.is_usable(template) or message.language != "ko" or not is_true:  # templates are approved in Korean
        raise TransportError("쓸 수 있는 알림톡 서식이 없음", permanent=True)
    values = texts.for_template(notice.kind, _values(message))
    buttons = texts.fill_buttons(template, values)
    return replace(letter, template=template.code, values=values, buttons=buttons)


def _text(notice: Notice, message: Message) -> texts.Text:
    """The words of a message, in the language of whom it is for."""
    return texts.render(notice.kind, notice.channel, _values(message), message.language)


def _read(notice: Notice, now: datetime) -> Message | None:
    """The subject as it is now, and no transaction left open. TransportError where its loader is broken."""
    try:
        return service.loader(notice.kind)(notice.subject, now)
    except Exception as error:
        log.error("the loader of %s notices failed: %s", notice.kind, outline(error))
        raise TransportError(f"내용을 읽지 못함: {outline(error)}") from error
    finally:
        db.session.rollback()
