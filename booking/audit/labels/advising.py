"""Names of what experts do, and of what is done for them."""

ACTIONS = {
    "reservation.outcome": "상담 결과 기록",
    "outcome.added": "상담 결과 추가",
    "outcome.changed": "상담 결과 변경",
    "reservation.passed_on": "이해충돌로 상담위원 변경",
    "sheet.made": "하루 일정표 링크 만듦",
    "sheet.revoked": "하루 일정표 링크 없앰",
    "sheet.viewed": "하루 일정표 링크로 시간 열람",
    "sheet.read": "하루 일정표 링크로 상담 요지 열람",
    "sheet.code_failed": "하루 일정표 인증 실패",
    "card.viewed": "상담카드 열람",
    "attendance.downloaded": "상담위원 출석부 파일로 받기",
    "appointments.fed": "상담위원 달력 열람",
    "expert.feed_made": "상담위원 달력 주소 만듦",
    "expert.feed_revoked": "상담위원 달력 주소 없앰",
}

VALUES = {
    "expert": "상담위원",
    "phone_of_expert": "휴대전화",
    "day": "날짜",
    "conflict": "이해충돌",
    "has_note": "덧붙인 글",
}

CODES = {
    "advised": "상담 완료",
    "again": "추가 상담 필요",
    "referred": "타 기관 안내",
    "absent": "연락 없이 미방문",
    "close": "가까운 사이",
    "opposed": "상대방과의 관계",
    "other": "그 밖",
}
"""What comes of a consultation, as the city's own codes are called at first, and why a booking was passed on."""
