"""The one table of jobs.

All of them are idempotent and find their work in tables, so a lost tick costs nothing: the next one does it. That is
why even what changes once a day is looked at often.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger

from booking.accounts import jobs as accounts
from booking.advising import jobs as advising
from booking.audit import jobs as audit
from booking.business import jobs as business
from booking.calendar import jobs as calendar
from booking.clock import OFFICE_ZONE
from booking.consultations import jobs as consultations
from booking.nightoffice import jobs as nightoffice
from booking.notices import jobs as notices
from booking.practice import jobs as practice
from booking.quality import jobs as quality
from booking.reports import jobs as reports
from booking.reservations import jobs as reservations
from booking.scheduler import jobs as scheduler
from booking.scheduler.errors import JobUnknown


@dataclass(frozen=True)
class Job:
    """A function of the present instant that returns how much it did, and when it is called.

    title, when and meaning are what staff read. is_shared: any number of processes may run it at once, since it leases
    each piece of its work. is_sending: it waits for providers, so it never runs inside a request. is_upkeep: it only
    keeps tables small and sealed, and changes nothing that citizens or staff meet.
    """

    name: str
    title: str
    run: Callable[[datetime], int]
    trigger: BaseTrigger
    when: str
    meaning: str
    is_shared: bool = False
    is_sending: bool = False
    is_upkeep: bool = False

    def next_after(self, now: datetime) -> datetime | None:
        """The next instant at which the timetable calls it."""
        return self.trigger.get_next_fire_time(None, now)


def _cron(**fields: str) -> CronTrigger:
    return CronTrigger(timezone=OFFICE_ZONE, **fields)


JOBS = (
    Job(
        "create_days",
        "상담일 만들기",
        consultations.create_days,
        _cron(minute="*/10", second="5"),
        "10분마다",
        "앞으로의 상담일을 만들고, 공휴일이 바뀌면 상담일을 다시 정합니다.",
    ),
    Job(
        "keep_nights",
        "야간민원실 날짜 정하기",
        nightoffice.keep_nights,
        _cron(minute="*/10", second="10"),
        "10분마다",
        "앞으로의 수요일 야간민원실을 만들고, 공휴일인 수요일은 닫습니다.",
    ),
    Job(
        "ask_holidays",
        "공휴일 물어보기",
        calendar.ask_holidays,
        _cron(hour="2", minute="10"),
        "매일 02:10",
        "특일정보에 공휴일을 물어보고, 지금과 다르면 공휴일 화면에 제안합니다. 스스로 바꾸지는 않습니다.",
        is_sending=True,
    ),
    Job(
        "plan_closures",
        "휴무 예정 목록 준비",
        nightoffice.plan_closures,
        _cron(minute="*/10", second="15"),
        "10분마다",
        "매주 정해진 때에, 앞으로 5주 동안 쉬는 날의 목록을 담당 부서에 보냅니다.",
    ),
    Job(
        "plan_terms",
        "위촉 만료 알림 준비",
        advising.plan_terms,
        _cron(minute="*/10", second="45"),
        "10분마다",
        "위촉 기간이 끝나 가는 상담위원을 담당자에게 알립니다.",
    ),
    Job(
        "plan_reviews",
        "접속 기록 점검 알림 준비",
        audit.plan_reviews,
        _cron(minute="*/10", second="55"),
        "10분마다",
        "지난달 접속 기록을 아무도 점검하지 않았으면 매주 담당자에게 알립니다.",
    ),
    Job(
        "rehouse",
        "휴무일 예약 해제",
        reservations.rehouse,
        _cron(second="20"),
        "1분마다",
        "문을 닫게 된 날의 예약을 찾아 해제하고 예약하신 분께 알립니다.",
    ),
    Job(
        "expire_holds",
        "예약 시간이 지난 자리 비우기",
        reservations.expire_holds,
        _cron(second="40"),
        "1분마다",
        "정해진 시간 안에 마치지 않은 예약의 자리를 비웁니다.",
    ),
    Job(
        "queue_reminders",
        "방문 예정 안내 준비",
        reservations.queue_reminders,
        _cron(minute="*/5", second="25"),
        "5분마다",
        "방문 예정 안내를 보낼 목록에 올립니다.",
    ),
    Job(
        "queue_day_lists",
        "상담위원 하루 일정 준비",
        reservations.queue_day_lists,
        _cron(minute="*/5", second="35"),
        "5분마다",
        "상담일 바로 전 근무일의 정해진 때에, 예약이 있는 상담위원마다 하루 일정을 보낼 목록에 올립니다.",
    ),
    Job(
        "invite_to_survey",
        "방문 설문 안내 준비",
        quality.invite_to_survey,
        _cron(minute="*/5", second="45"),
        "5분마다",
        "상담이나 방문이 끝난 분께 방문 설문을 한 번 안내합니다. 안내할 곳이 없는 분께는 보내지 않습니다.",
    ),
    Job(
        "mix_answers",
        "방문 설문의 답 섞기",
        quality.mix_answers,
        _cron(hour="0", minute="20"),
        "매일 00:20",
        "답이 들어온 순서가 데이터베이스 안에도 남지 않도록 답을 한꺼번에 새로 씁니다.",
        is_upkeep=True,
    ),
    Job(
        "forget_answered",
        "방문 설문에 답했다는 기록 지우기",
        quality.forget_answered,
        _cron(hour="3", minute="50"),
        "매일 03:50",
        "더는 답할 수 없는 방문에 누가 답했는지의 표시를 지웁니다.",
        is_upkeep=True,
    ),
    Job(
        "keep_stock",
        "해마다의 통계 적어 두기",
        reports.keep_stock,
        _cron(hour="23", minute="5"),
        "매일 23:05",
        "무인민원발급기와 업무, 부서의 수를 그해의 통계로 적어 둡니다. 사람이 적은 수는 바꾸지 않습니다.",
        is_upkeep=True,
    ),
    Job(
        "export_roster",
        "장애 대비 일정표 만들기",
        reservations.export_roster,
        _cron(minute="*/10", second="30"),
        "10분마다",
        "상담일 전날 저녁부터, 잠근 일정표 파일을 정해진 폴더에 두고 예약이 바뀌면 다시 만듭니다.",
        is_upkeep=True,  # what is only played must write no file
    ),
    Job(
        "destroy_past_due",
        "보관 기간이 지난 개인정보 파기",
        reservations.destroy_past_due,
        _cron(hour="3", minute="40"),
        "매일 03:40",
        "보관 기간이 지난 개인정보를 파기하고 파기 관리대장에 적습니다.",
        is_upkeep=True,
    ),
    Job(
        "deliver",
        "안내 보내기",
        notices.deliver,
        _cron(second="*/15"),
        "15초마다",
        "때가 된 안내를 보냅니다. 보내지 못하면 다시 보내고, 끝내 안 되면 전화 안내 목록에 올립니다.",
        is_shared=True,
        is_sending=True,
    ),
    Job(
        "purge_agent",
        "보낸 문자 지우기",
        notices.purge_agent,
        _cron(minute="20"),
        "1시간마다",
        "보낸 문자의 전화번호와 내용을 지웁니다.",
        is_upkeep=True,
    ),
    Job(
        "seal_log",
        "접속 기록 봉인",
        audit.seal_log,
        _cron(second="50"),
        "1분마다",
        "접속 기록에 번호를 매기고 이어 묶어, 나중에 고치면 드러나게 합니다.",
        is_upkeep=True,
    ),
    Job(
        "prune_log",
        "오래된 접속 기록 지우기",
        audit.prune_log,
        _cron(hour="3", minute="30"),
        "매일 03:30",
        "접속 기록이 온전한지 확인하고 보관 기간이 지난 기록을 지웁니다.",
        is_upkeep=True,
    ),
    Job(
        "forget_log_ins",
        "오래된 로그인 기록 지우기",
        accounts.forget_old,
        _cron(hour="3", minute="10"),
        "매일 03:10",
        "오래된 로그인 실패 기록과 끝난 로그인을 지웁니다.",
        is_upkeep=True,
    ),
    Job(
        "forget_typed",
        "다시 보여 드릴 내용 지우기",
        accounts.forget_typed,
        _cron(minute="*/5", second="0"),
        "5분마다",
        "로그인이 끝난 뒤에 보내져 잠시 보관한 내용을 30분이 지나면 파기합니다.",
        is_upkeep=True,
    ),
    Job(
        "start_practice_over",
        "연습한 내용 지우기",
        practice.start_practice_over,
        _cron(hour="3", minute="40"),
        "매일 03:40",
        "연습하기에서 누르고 적은 것을 지우고, 지어낸 사람들로 오늘의 연습을 다시 만듭니다.",
        is_upkeep=True,
    ),
    Job(
        "forget_missed",
        "시민이 찾지 못한 말 지우기",
        business.forget_missed,
        _cron(hour="3", minute="15"),
        "매일 03:15",
        "시민이 찾다가 없다고 알린 말을 90일이 지나면 지웁니다.",
        is_upkeep=True,
    ),
    Job(
        "forget_runs",
        "오래된 작업 기록 지우기",
        scheduler.forget_runs,
        _cron(hour="3", minute="20"),
        "매일 03:20",
        "오래된 자동 작업 기록을 지웁니다.",
        is_upkeep=True,
    ),
)


def get(name: str) -> Job:
    """A job by its name. JobUnknown."""
    for job in JOBS:
        if job.name == name:
            return job
    raise JobUnknown(name=name)
