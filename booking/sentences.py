"""The sentences of refusals around the city's other services; `booking.wording` has the rest and says how.

A sentence that a citizen may read is marked for translation (`_l`); those of work pages are Korean only.
"""

from flask_babel import lazy_gettext as _l

SERVICES = {
    # kinds of business and departments
    "business_unknown": "그런 업무가 없습니다. 목록을 새로 열어 확인해 주세요.",
    "department_unknown": "그런 부서가 없습니다. 목록을 새로 열어 확인해 주세요.",
    "missed_words_unfit": _l("전화번호나 전자우편 주소는 빼고, 찾으시던 업무만 적어 주세요."),
    "missed_words_unknown": "목록에 없는 말입니다. 이미 처리했을 수 있으니 목록을 새로 열어 확인해 주세요.",
    "key_taken": "이미 쓰고 있는 이름표입니다. 다른 이름표를 적어 주세요.",
    # cases handled (work pages, so Korean only)
    "service_closed": "오늘은 여는 날이 아니어서 셀 수 없습니다.",
    "case_unknown": "취소할 건을 찾을 수 없습니다. 오늘 본인이 누른 것만 취소할 수 있습니다.",
    "day_not_over": "오늘보다 앞선 날을 골라 주세요. 오늘 건수는 세는 화면에서 고칩니다.",
    "cases_too_few": "그날은 모두 {found}건이어서 그보다 많이 뺄 수 없습니다.",
    # kiosks
    "kiosk_unknown": _l("그런 무인민원발급기가 없습니다. 목록을 새로 열어 확인해 주세요."),
    "kiosk_list_unreadable": "파일을 읽을 수 없습니다({row}번째 줄). JSON이나 CSV 파일인지 확인해 주세요.",
    "kiosk_list_cell_broken": "{row}번째 줄(항목)의 ‘{name}’ 값을 읽을 수 없습니다: {value}",
    "kiosk_list_cell_empty": "{row}번째 줄(항목)의 ‘{name}’ 칸이 비어 있습니다.",
    "kiosk_list_cell_secret": "{row}번째 줄(항목)의 ‘{name}’ 칸에 주민등록번호 같은 번호가 있습니다. 지워 주세요.",
    "kiosk_list_faulty": "읽을 수 없는 줄이 {count}개 있습니다. 파일을 고치거나, 그 줄을 빼고 적용한다고 골라 주세요.",
    "kiosk_list_twice_chosen": "‘{name}’을(를) 두 번 고르셨습니다. 한 줄은 한 곳에만, 한 곳은 한 줄로만 적용해 주세요.",
    "kiosk_list_headless": "첫 줄에 ‘{name}’ 제목이 없습니다. 제목이 있는 CSV 파일인지 확인해 주세요.",
    "kiosk_list_empty": "우리 시의 발급기가 한 곳도 들어 있지 않아 아무것도 바꾸지 않았습니다.",
    "kiosk_list_refused": "공공데이터포털이 자료 대신 오류를 보냈습니다: {reason}",
    "kiosk_list_too_long": "파일이 너무 큽니다. {maximum}MB까지 읽을 수 있습니다.",
    "kiosk_list_unfinished": "목록 {total}건 가운데 {count}건만 받아 아무것도 바꾸지 않았습니다. 다시 해 주세요.",
    "kiosk_service_unreachable": "발급기 정보 서비스에서 답을 받지 못했습니다({why}). 파일로 가져와 주세요.",
    "kiosk_service_unset": "발급기 정보 서비스의 인증키(KIOSKS_KEY)가 설정되어 있지 않습니다.",
    "kiosk_list_changed": "보신 뒤에 목록이나 고르신 곳이 달라졌습니다. 아래의 차이를 다시 확인하고 적용해 주세요.",
    "kiosk_document_unknown": "발급기에서 그런 서류는 발급하지 않습니다. 목록을 새로 열어 확인해 주세요.",
    "kiosk_document_taken": "이미 목록에 있는 서류입니다. 그 서류를 고쳐 주세요.",
    "kiosk_hours_broken": "시간을 읽을 수 없습니다: {value}. 09:00~18:00처럼 적고, 쉬는 날은 휴무라고 적어 주세요.",
    "kiosk_coordinates_broken": "위도와 경도를 35.18031, 128.10805처럼 적어 주세요.",
    # other doors
    "door_unknown": "그런 상담 창구가 없습니다. 목록을 새로 열어 확인해 주세요.",
    "door_unreachable": "전화번호와 홈페이지 주소 가운데 하나는 적어 주세요.",
    # the one-stop counter
    "counter_task_unknown": _l("원스톱 방문 민원창구에서 하는 업무가 아닙니다. 목록에서 다시 찾아 주세요."),
    "counter_task_taken": "이미 원스톱 창구 업무 목록에 있습니다. 목록에서 찾아 고쳐 주세요.",
    # the night office
    "night_task_unknown": "야간민원실에 그런 업무가 없습니다. 목록을 새로 열어 확인해 주세요.",
    "night_task_taken": "이미 목록에 있는 업무입니다. 목록에서 찾아 고쳐 주세요.",
    "too_many_visits": _l(
        "한 전화번호로 예약하실 수 있는 야간민원실 방문 {limit}건을 모두 쓰셨습니다. "
        "예약을 취소하시거나 전화로 예약해 주세요."
    ),
    "too_many_from_here": _l(
        "지금 쓰시는 인터넷 주소에서 같은 날의 예약을 {limit}건 하셔서 인터넷으로는 더 받을 수 없습니다. "
        "내일 다시 하시거나 전화로 예약해 주세요."
    ),
    "night_key_of_field": "같은 키를 쓰는 상담 분야가 있어 이 업무는 예약을 받을 수 없습니다.",
    "outside_night": "야간민원실 운영 시간({starts}~{ends}) 안에서 적어 주세요.",
    "night_hours_backwards": "끝 시각은 시작 시각보다 늦어야 합니다.",
    "acceptance_outside": "접수 마감은 {starts}보다 늦고 {ends}보다 늦지 않아야 합니다.",
    # figures of years
    "figure_invalid": "0부터 {most}까지의 수를 적어 주세요. 예: 2,400",
    "figure_unknown": "그런 통계가 없습니다. 목록을 새로 열어 확인해 주세요.",
    # kindness
    "score_sheet_unknown": "그런 채점표나 항목이 없습니다.",
    "sheet_frozen": "제출된 점수가 있어 고칠 수 없습니다. 복사해서 새 판을 만들어 주세요.",
    "sheet_assigned": "모니터에게 배정한 채점표라 지울 수 없습니다. 배정을 먼저 거두어 주세요.",
    "sheet_twice": "같은 반기의 채점표를 다른 분이 방금 만들었습니다. 한 번 더 눌러 주세요.",
    "stages_invalid": "서로 다른 단계를 한 줄에 하나씩, {most}개까지, 한 줄에 {length}자까지 적어 주세요.",
    "stage_in_use": "항목이 있는 단계는 뺄 수 없습니다. 항목을 먼저 옮기거나 빼 주세요.",
    "labels_invalid": "0점부터 만점까지 {count}줄을, 한 줄에 {length}자까지 적거나 모두 비워 주세요.",
    "survey_unknown": _l("그런 설문번호가 없거나 답하실 수 있는 기간이 지났습니다. 번호를 다시 확인해 주세요."),
    "training_unknown": "그런 교육이 없습니다.",
    "item_not_told": "점수가 나오지 않는 항목입니다. 친절도 화면에서 다시 골라 주세요.",
    "training_ahead": "교육한 날이 오늘보다 뒤입니다. 교육을 마친 뒤에 적어 주세요.",
    "monitor_unknown": "그런 시민 모니터가 없습니다.",
    "monitor_twice": "이미 위촉한 계정입니다.",
    "monitor_account_unfit": "시민 모니터 권한이 있는 계정을 골라 주세요.",
    "monitor_term_backwards": "위촉 종료일은 시작일과 같거나 그 뒤여야 합니다.",
    "assignment_unknown": "그런 배정이 없습니다.",
    "assignment_twice": "이 모니터에게 같은 채점표로 이미 배정한 부서입니다.",
    "assignment_used": "채점을 시작한 배정은 거둘 수 없습니다.",
    "assignment_done": "배정받은 {due}건을 모두 제출하셨습니다. 더 채점하시려면 담당자에게 알려 주세요.",
    "due_below_done": "이미 제출한 {done}건보다 적게 할 수 없습니다.",
    "outside_term": "위촉 기간({start}~{end})의 날을 적어 주세요.",
    "monitors_few": "고른 모니터가 {count}명뿐입니다. 모니터를 더 고르거나 수를 줄여 주세요.",
    "monitor_term_late": "위촉 기간이 채점 기한 뒤에 시작하는 모니터가 있습니다. 빼거나 기한을 늦춰 주세요.",
    "plan_changed": "보신 뒤에 달라졌습니다. 아래의 미리 보기를 다시 확인하고 배정해 주세요.",
    "sheet_empty": "항목이 없는 채점표입니다. 항목을 먼저 넣어 주세요.",
    "contact_unknown": "그런 점수가 없습니다.",
    "contact_final": "이미 제출한 점수라 바꿀 수 없습니다. 고칠 것이 있으면 담당자에게 알려 주세요.",
    "contact_day": "오늘까지의 날 가운데 {half}의 날을 적어 주세요.",
    "contact_incomplete": "빠진 것을 채워 주세요.",
    "points_invalid": "채점표에 없는 점수입니다. 화면을 새로 열어 다시 골라 주세요.",
    "items_many": "채점표 하나에 항목을 {most}개까지 넣을 수 있습니다.",
}
