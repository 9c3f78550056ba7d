"""What an expert's account hands over: the place in a field, with the bookings to come."""

from datetime import datetime

from booking.accounts.models import User
from booking.accounts.service import Duty
from booking.audit.rules import Actor
from booking.consultations import queries, service


def _tell(user: User) -> list[str]:
    expert = queries.find_expert_of_account(user.id)
    if expert is None or not expert.is_active:
        return []
    return [
        f"{expert.field.name} 분야의 상담위원 자리와 앞으로의 예약을 후임자가 이어받습니다.",
        f"지난 상담은 {expert.name} 위원의 기록으로 남습니다.",
        "후임자의 위촉 기간, 보안서약일, 휴대전화는 인계한 뒤 ‘상담 분야·위원’ 화면에서 적어 주세요.",
    ]


def _hand(user: User, successor: User, actor: Actor, now: datetime) -> None:
    service.succeed_expert(user.id, successor.id, successor.display_name, actor=actor, now=now)


DUTY = Duty(_tell, _hand)
