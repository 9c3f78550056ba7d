"""Names of what is done about the city's other services: kinds of business, kiosks, the counter, the night office."""

ACTIONS = {
    "business.added": "업무 종류 추가",
    "business.changed": "업무 종류 변경",
    "department.added": "부서 추가",
    "department.changed": "부서 정보 변경",
    "night_task.added": "야간민원실 업무 추가",
    "night_task.changed": "야간민원실 업무 변경",
    "counter_task.added": "원스톱 창구 업무 추가",
    "counter_task.changed": "원스톱 창구 업무 변경",
    "kiosk.added": "무인민원발급기 추가",
    "kiosk.changed": "무인민원발급기 정보 변경",
    "kiosk.removed": "무인민원발급기를 목록에서 뺌",
    "door.added": "다른 상담 창구 추가",
    "door.changed": "다른 상담 창구 변경",
}

SUBJECTS = {
    "business": "업무 종류",
    "department": "부서",
    "night_task": "야간민원실 업무",
    "counter_task": "원스톱 창구 업무",
    "kiosk": "무인민원발급기",
    "door": "다른 상담 창구",
}

VALUES = {
    "words": "다른 이름",
    "last_acceptance": "접수 마감",
    "fee": "수수료(원)",
    "fee_note": "수수료 안내",
    "fee_note_en": "수수료 안내(영어)",
    "may_reserve": "방문 예약을 받음",
    "seats": "10분마다 받는 인원",
    "department_key": "담당 부서",
    "basis": "근거 법령·서식",
    "basis_en": "영어 근거 법령·서식",
    "takes": "처리 시간",
    "takes_en": "영어 처리 시간",
    "bring_en": "영어 준비물",
    "phone_of_door": "창구 전화번호",
    "phone_of_department": "부서 전화번호",
}
