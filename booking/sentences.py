"""The sentences of refusals around the city's other services; `booking.wording` has the rest and says how.

A sentence that a citizen may read is marked for translation (`_l`); those of work pages are Korean only.
"""

SERVICES = {
    # kinds of business and departments
    "business_unknown": "그런 업무가 없습니다. 목록을 새로 열어 확인해 주세요.",
    "department_unknown": "그런 부서가 없습니다. 목록을 새로 열어 확인해 주세요.",
    "key_taken": "이미 쓰고 있는 이름표입니다. 다른 이름표를 적어 주세요.",
    # kiosks
    "kiosk_unknown": "그런 무인민원발급기가 없습니다. 목록을 새로 열어 확인해 주세요.",
    # other doors
    "door_unknown": "그런 상담 창구가 없습니다. 목록을 새로 열어 확인해 주세요.",
    "door_unreachable": "전화번호와 홈페이지 주소 가운데 하나는 적어 주세요.",
    # the one-stop counter
    # the night office
    # kindness
}
