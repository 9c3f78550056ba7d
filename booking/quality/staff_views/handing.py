"""What an admin reads before a monitor's place is handed over."""

from typing import TYPE_CHECKING

from booking.accounts.service import Duty
from booking.quality.service import handing

if TYPE_CHECKING:
    from booking.accounts.models import User


def _tell(user: "User") -> list[str]:
    count = handing.count_unbegun(user)
    if count is None:
        return []
    return [f"시민 모니터 자리와 아직 시작하지 않은 배정 {count}건을 이어받습니다. 낸 점수는 그대로 둡니다."]


DUTY = Duty(_tell, handing.hand)
