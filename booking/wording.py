"""How the pages speak: the sentence of each refusal, and the dates and times in it (`booking/dates.py`).

`SENTENCES` maps a code of `BookingError` to its sentence; `{name}` stands for a parameter of the error. A test
(`tests/test_wording.py`) holds that every code has one.
"""

from datetime import date, datetime

from flask_babel import lazy_gettext as _l

from booking import sentences
from booking.dates import day as day  # the words of a date belong to those of a page
from booking.dates import hour as hour
from booking.dates import moment as moment
from booking.dates import short_day as short_day
from booking.dates import span as span
from booking.dates import wall as wall
from booking.errors import BookingError

SENTENCES = {
    **sentences.SERVICES,
    # figures (work pages and data, so Korean only)
    "period_invalid": "달을 연-월로 적어 주세요. 예: 2026-12",
    "period_backwards": "끝 달은 처음 달보다 앞설 수 없습니다.",
    "period_too_long": "{most}개월까지 한 번에 볼 수 있습니다. 처음 달을 늦추거나 끝 달을 앞당겨 주세요.",
    # settings (admins only, so Korean only)
    "unknown_setting": "그런 설정이 없습니다.",
    "invalid_setting": "설정에 쓸 수 없는 값입니다.",
    "setting_empty": "값을 적어 주세요.",
    "setting_not_a_number": "숫자만 적어 주세요. 예: 10",
    "setting_out_of_range": "{minimum}부터 {maximum}까지 적어 주세요.",
    "setting_not_a_date": "날짜를 연-월-일로 적어 주세요. 예: 2026-12-21",
    "setting_not_an_email": "전자우편 주소를 적거나 비워 두세요. 예: minwon@city.example",
    "setting_not_a_time": "시각을 시:분으로 적어 주세요. 예: 09:00",
    "setting_not_a_choice": "보기에서 하나를 골라 주세요.",
    "setting_too_long": "한 줄에 {maximum}자까지 적어 주세요.",
    "setting_not_an_address": "https://로 시작하는 주소를 적어 주세요.",
    "setting_not_reminders": (
        "‘3근무일 전 10:00, 당일 08:30’처럼 쉼표로 나누어 적어 주세요. {maximum}근무일 전까지 적을 수 있습니다."
    ),
    "setting_reminder_twice": "같은 날에 보내는 안내가 두 번 있습니다. 하루에 하나만 적어 주세요.",
    "setting_not_origins": "https://www.jinju.go.kr처럼 끝에 / 없이 적어 주세요. 여러 곳이면 빈칸으로 나눠 주세요.",
    "setting_not_hosts": "work.jinju.go.kr처럼 이름만 적어 주세요. 여러 개면 빈칸으로 나눠 주세요.",
    "setting_not_networks": "10.1.0.0/16이나 10.1.2.3처럼 적어 주세요. 여러 개면 빈칸으로 나눠 주세요.",
    "setting_shuts_out": "이대로 저장하면 지금 계신 곳에서 직원 화면을 열 수 없게 됩니다. 지금 계신 곳도 적어 주세요.",
    "setting_not_a_phone": "전화번호를 적어 주세요. 예: 055-123-4567, 120, 1588-1234",
    "setting_angle_brackets": "< 와 > 는 쓸 수 없습니다.",
    "setting_out_of_order": "시작 시각은 끝 시각보다 빨라야 합니다. ‘{other}’ 설정을 함께 확인해 주세요.",
    # texts of messages (work pages, so Korean only)
    "text_unknown": "그런 문안이 없습니다.",
    "text_empty": "내용을 적어 주세요.",
    "text_braces": "{line}번째 줄의 중괄호를 확인해 주세요. #{{이름}}처럼 # 뒤에 열고 같은 줄에서 닫아 주세요.",
    "text_variable_unknown": "‘#{{{name}}}’: 이 안내에 쓸 수 없는 변수입니다. 아래 ‘쓸 수 있는 변수’에서 골라 주세요.",
    "text_variable_missing": "‘#{{{name}}}’: 이 안내에 꼭 있어야 하는 변수입니다. 문안에 넣어 주세요.",
    "text_variable_unsure": (
        "‘#{{{name}}}’: 꼭 있어야 하는데 ‘#{{{other}}}’가 비면 그 줄이 함께 빠집니다. 줄을 나누어 주세요."
    ),
    "text_variable_fixed": "‘#{{{name}}}’: 비어 있을 수 있는 변수입니다. 알림톡은 줄을 뺄 수 없으므로 빼 주세요.",
    "text_subject_variable": "‘#{{{name}}}’: 비어 있을 수 있거나 인터넷 주소인 변수는 제목에 쓸 수 없습니다.",
    "text_link_variable": "‘#{{{name}}}’: 이 문안에는 인터넷 주소를 넣을 수 없습니다. 이 변수를 빼 주세요.",
    "text_with_link": "이 문안에는 인터넷 주소를 넣을 수 없습니다. 주소를 빼고 전화번호로 안내해 주세요.",
    "text_unsendable": "문자로 보낼 수 없는 글자가 있습니다: {signs}. 다른 글자로 바꾸어 주세요.",
    "text_too_many_bytes": "가장 긴 값이 들어가면 {found}바이트입니다. {most}바이트까지 되도록 줄여 주세요.",
    "template_code_wrong": "서식 번호를 확인해 주세요. 발송 회사에서 받은 ‘KA01TP’로 시작하는 번호입니다.",
    "template_code_missing": "버튼을 적으셨으면 승인받은 서식 번호도 적어 주세요.",
    "buttons_too_many": "버튼은 {most}개까지 적어 주세요.",
    "button_half": "버튼의 이름과 주소를 함께 적어 주세요. 쓰지 않을 버튼은 둘 다 비워 주세요.",
    "button_name_variable": "버튼 이름에는 변수를 쓸 수 없습니다. 중괄호를 빼 주세요.",
    "button_address_wrong": "https://로 시작하는 주소를 빈칸 없이 적어 주세요. 변수는 #{{링크}}처럼 적습니다.",
    "button_link_forbidden": (
        "링크를 쓰지 않도록 설정되어 있습니다. 설정의 ‘문자와 알림톡에 예약 링크 넣기’를 ‘예’로 바꾸신 뒤 적어 주세요."
    ),
    "text_too_many_letters": "가장 긴 값이 들어가면 {found}자입니다. {most}자까지 되도록 줄여 주세요.",
    # accounts (the lock also stands before the citizens' look-up)
    "locked": _l("여러 번 잘못 입력하셔서 잠시 이용하실 수 없습니다. {minutes}분 뒤에 다시 시도해 주세요."),
    "unknown_account": "그런 계정이 없습니다.",
    "account_email_invalid": "전자우편 주소를 확인해 주세요. 예: hong@example.kr",
    "account_email_taken": "이미 쓰고 있는 전자우편 주소입니다.",
    "account_name_missing": "이름을 60자 안에서 적어 주세요.",
    "unknown_role": "권한을 선택해 주세요.",
    "password_short": "비밀번호는 {minimum}자 이상이어야 합니다.",
    "password_simple": "비밀번호에 서로 다른 글자를 5개 이상 써 주세요.",
    "password_like_email": "비밀번호에 전자우편 주소를 넣지 말아 주세요.",
    "successor_same": "인계할 계정과 다른 전자우편 주소를 적어 주세요.",
    "successor_inactive": "사용 중지한 계정입니다. 먼저 그 계정을 다시 사용할 수 있게 해 주세요.",
    "successor_unfit": "상담위원과 담당자는 서로 업무를 이어받을 수 없습니다. 다른 계정을 적어 주세요.",
    "own_account": "본인 계정의 권한을 바꾸거나 사용을 중지할 수 없습니다. 다른 관리자에게 요청해 주세요.",
    "last_admin": "로그인할 수 있는 관리자가 한 명은 있어야 합니다.",
    # calendar
    "slot_unknown": _l("고르신 시간을 찾을 수 없습니다. 시간을 다시 골라 주세요."),
    "day_closed": _l("{date}은 휴무입니다. 다른 날을 골라 주세요."),
    "desk_closed": _l("{date}에는 고르신 예약을 받지 않습니다. 다른 날을 골라 주세요."),
    "absence_unknown": "그런 부재 기록이 없습니다. 화면을 새로 열어 확인해 주세요.",
    "absence_backwards": "마지막 날은 첫날과 같거나 그 뒤여야 합니다.",
    "absence_past": "지난 날은 적을 수 없습니다. 오늘이나 그 뒤의 날을 적어 주세요.",
    "day_over": _l("지난 날({date})은 바꿀 수 없습니다."),
    "approval_ahead": "결재일({date})이 오늘보다 뒤입니다. 결재받은 날을 적어 주세요.",
    "day_not_working": "{date}은 근무일이 아닙니다. 평일이면서 공휴일이 아닌 날을 골라 주세요.",
    "day_in_other_month": "상담일은 같은 달 안에서만 옮길 수 있습니다.",
    "session_none": "이미 상담을 열지 않기로 한 달입니다.",
    "closed_by_rule": "{date}은 공휴일이거나 상담일이 바뀌어 휴무입니다. 공휴일이나 상담일을 먼저 바로잡아 주세요.",
    "why_missing": "사유를 적어 주세요.",
    "text_too_long": "{maximum}자까지 적어 주세요.",
    "holiday_name_missing": "공휴일 이름을 적어 주세요.",
    "holiday_exists": "이미 공휴일입니다 ({name}).",
    "no_holiday": "{date}은 공휴일이 아니어서 뺄 것이 없습니다.",
    "no_override": "{date}에는 직접 넣은 공휴일 변경이 없습니다.",
    "answer_unreadable": "{row}번째 줄에서 파일을 읽을 수 없습니다. JSON, XML, CSV, ICS 파일을 그대로 골라 주세요.",
    "answer_broken": "{row}번째 줄(항목)의 {name} 값을 읽을 수 없습니다: {value}",
    "answer_refused": "특일정보가 공휴일 대신 오류를 보냈습니다: {reason}",
    "answer_unfinished": "{total}건 가운데 {count}건만 들어 있습니다. numOfRows=100으로 한 번에 받아 저장해 주세요.",
    "answer_empty": "공휴일이 하나도 들어 있지 않아 아무것도 바꾸지 않았습니다.",
    "answer_too_long": "파일이 너무 큽니다. 공휴일만 담은 {maximum}KB까지의 파일을 골라 주세요.",
    "answer_changed": "보신 뒤에 내용이 달라졌습니다. 아래의 결과를 다시 확인하고 적용해 주세요.",
    "service_unreachable": "특일정보에서 답을 받지 못했습니다 ({why}). 잠시 뒤에 다시 하거나 파일로 가져와 주세요.",
    "service_unset": "특일정보 인증키(HOLIDAYS_KEY)가 설정되어 있지 않습니다.",
    "outside_calendar": _l("{first}년부터 {last}년까지의 날짜만 볼 수 있습니다."),
    # consultations
    "field_unknown": _l("그런 분야나 업무가 없습니다. 다시 골라 주세요."),
    "field_exists": "이미 있는 분야 이름표입니다. 다른 이름표를 적어 주세요.",
    "field_name_taken": "같은 이름의 분야가 이미 있습니다. 다른 이름을 적어 주세요.",
    "question_unknown": "그런 질문이 없습니다. 상담 분야 화면에서 다시 골라 주세요.",
    "question_exists": "이 분야에 이미 있는 이름입니다. 다른 이름을 적어 주세요.",
    "choices_missing": "고를 보기를 두 줄 이상 적어 주세요. 같은 보기를 두 번 적을 수 없습니다.",
    "choices_uneven": "영어 보기는 한국어 보기와 줄 수를 같게 적거나 모두 비워 주세요.",
    "expert_unknown": "그런 상담위원이 없습니다.",
    "desk_seats_too_many": "이 분야의 하루 자리는 {places}개입니다. 그 안에서 적어 주세요.",
    "span_too_short": "시작과 종료 사이에 상담 한 번({minutes}분)은 들어가야 합니다.",
    "term_backwards": "위촉 종료일은 시작일과 같거나 그 뒤여야 합니다.",
    "account_taken": "이 계정은 이미 다른 상담위원의 계정입니다.",
    "conflict_unknown": "이해충돌의 까닭을 단추에서 골라 주세요.",
    "conflict_too_late": "대신할 상담위원이 없습니다. 그분이 오셨으면 창구에서 도착을 확인하고 다시 눌러 주세요.",
    "no_expert_then": _l("이 시간에는 상담해 드릴 수 있는 상담위원이 없습니다. 다른 시간을 골라 주세요."),
    "phone_unfit": "문자를 받을 수 있는 휴대전화 번호를 적어 주세요. 예: 010-1234-5678",
    "sheet_unknown": "그런 일정표가 없습니다. 새 링크를 받아 주세요.",
    "sheet_over": "이 일정표는 기간이 지났습니다.",
    "sheet_unfit": "지난 날이거나 이날 상담을 맡지 않아 일정표 링크를 만들 수 없습니다.",
    "sheet_without_phone": "인증번호를 받을 휴대전화가 등록되어 있지 않습니다. 담당자에게 알려 주세요.",
    "feed_unknown": "그런 달력이 없습니다.",
    "outcome_unknown": "상담 결과를 단추에서 골라 주세요.",
    "outcome_missing": "그런 상담 결과가 없습니다. 목록을 새로 열어 확인해 주세요.",
    "outcome_taken": "같은 이름의 상담 결과가 이미 있습니다. 다른 이름을 적어 주세요.",
    "outcome_needed": "미방문은 늘 기록할 수 있어야 하므로 쓰지 않음으로 바꿀 수 없습니다.",
    "other_day": "상담 결과는 상담 당일에만 기록하거나 되돌릴 수 있습니다. 고칠 것이 있으면 담당자에게 알려 주세요.",
    "notes_off": "지금은 글을 덧붙이지 않습니다. 단추만 눌러 주세요.",
    "note_too_long": "{maximum}자까지 적어 주세요.",
    "account_unfit": "상담위원 권한이 있는 계정을 골라 주세요.",
    "seed_broken": "자료 파일을 읽을 수 없습니다. {why}",
    "not_found": _l("찾으시는 내용이 없습니다. 주소를 다시 확인해 주세요."),
    "refused": _l("요청하신 일을 처리하지 못했습니다."),
    # reservations
    "slot_taken": _l("방금 다른 분이 예약하신 시간입니다. 다른 시간을 선택해 주세요."),
    "undo_over": "그날이 지나 되돌릴 수 없습니다. 되돌리기는 그날에만 할 수 있습니다.",
    "walk_in_unknown": "그런 현장 접수가 없습니다. 목록을 새로 열어 확인해 주세요.",
    "booking_required": "예약한 분만 상담하는 분야입니다.",
    "not_today": "현장 접수는 그 분야나 업무를 여는 날 당일에만 받습니다.",
    "not_their_turn": "먼저 오신 {number}번 분께 자리를 드릴 차례입니다. 돌아가셨으면 ‘돌아가심’을 눌러 주세요.",
    "paper_number_taken": "종이 번호 {number}번으로는 다른 분이 이미 입력되어 있습니다. 번호를 확인해 주세요.",
    "no_place_then": "이 시간에는 빈자리가 없습니다. 오지 않은 예약이 있으면 먼저 ‘미방문’으로 옮겨 주세요.",
    "not_yet_over": "아직 시작하지 않은 시간입니다. ‘전화·현장 접수’에서 받아 주세요.",
    "no_place_now": "지금은 빈자리가 없습니다. 오지 않은 예약을 ‘미방문’으로 기록하면 자리가 납니다.",
    "slot_kept": _l(
        "이 시간은 전화와 방문 접수용으로 남겨 둔 자리입니다. 전화로 문의하시거나 다른 시간을 선택해 주세요."
    ),
    "slot_held": _l("지금 다른 분이 이 시간을 예약하고 있습니다. 잠시 뒤 다시 확인하시거나 다른 시간을 선택해 주세요."),
    "line_first": _l("먼저 신청하고 기다리신 분께 안내한 자리입니다. 다른 시간을 선택해 주세요."),
    "waiting_unknown": _l("신청번호와 전화번호가 맞는 신청이 없습니다. 다시 확인해 주세요."),
    "already_waiting": _l(
        "고르신 분야 가운데 이미 신청하신 분야가 있습니다. 그 분야를 빼고 신청하시거나, "
        "먼저 하신 신청을 신청번호와 전화번호로 확인해 주세요."
    ),
    "booked_then": _l(
        "고르신 날에는 같은 분야를 이미 예약하셨습니다. 그 예약의 시간은 예약 확인에서 바꾸실 수 있습니다. "
        "다른 날을 기다리시려면 그날이 들어가도록 날을 다시 골라 주세요."
    ),
    "too_many_waits": _l("한 전화번호로 {limit}건까지 신청하실 수 있습니다. 먼저 신청하신 것을 취소해 주세요."),
    "offer_over": _l("답하실 수 있는 시간이 지났거나 이미 답하신 자리입니다."),
    "replacement_over": _l(
        "이 시간을 잡아 둔 기간이 지났거나 이미 답하셨습니다. 예약 내용을 다시 확인하시거나 전화로 문의해 주세요."
    ),
    "dates_backwards": _l("마지막 날은 첫날과 같거나 그 뒤여야 합니다."),
    "no_day_then": _l("고르신 날 가운데 여는 날이 없습니다. 여는 날이 들어 있도록 날을 다시 골라 주세요."),
    "dates_past": _l("지난 날은 고를 수 없습니다. 오늘이나 그 뒤의 날을 골라 주세요."),
    "not_open_yet": _l("아직 예약을 받지 않습니다. {opens_at}부터 예약하실 수 있습니다."),
    "cutoff_passed": _l("온라인 예약과 일정 변경은 {cutoff}에 마감되었습니다. 전화로 문의해 주세요."),
    "slot_over": _l("이미 지난 시간입니다. 다른 시간을 선택해 주세요."),
    "already_reserved": _l("같은 날 같은 분야나 업무에 이미 예약하셨습니다. 예약 확인에서 일정을 바꾸실 수 있습니다."),
    "already_reserved.person_name": _l(
        "오실 분은 같은 날 같은 분야나 업무에 이미 예약이 있습니다. 예약 확인에서 일정을 바꾸실 수 있습니다."
    ),
    "too_many_holds": _l(
        "같은 인터넷 주소에서 마치지 않은 예약이 많아 지금은 새로 시작할 수 없습니다. "
        "진행 중인 예약을 마치시거나 {minutes}분 뒤에 다시 시도해 주세요. 전화로도 예약하실 수 있습니다."
    ),
    "locked.digits": _l(
        "여러 번 잘못 입력하셔서 이 링크를 {minutes}분 동안 열 수 없습니다. "
        "‘예약 확인·취소’에서 번호와 전화번호로 찾으실 수 있습니다."
    ),
    "locked.code": _l("인증번호를 여러 번 보내 드렸습니다. {minutes}분 뒤에 다시 받아 주세요."),
    "phone_unproven": _l("휴대전화로 보내 드린 인증번호 여섯 자리를 입력해 주세요."),
    "code_wrong": _l("인증번호가 맞지 않거나 시간이 지났습니다. 다시 확인하시거나 인증번호를 다시 받아 주세요."),
    "phone_unprovable": _l(
        "인증번호를 문자로 보내 드리므로 휴대전화 번호로만 인터넷 예약을 하실 수 있습니다. "
        "휴대전화가 없으시면 전화로 예약해 주세요."
    ),
    "too_many_bookings": _l(
        "한 전화번호로 예약하실 수 있는 상담 {limit}건을 모두 쓰셨습니다. 예약을 취소하시거나 전화로 예약해 주세요. "
        "야간민원실 방문은 따로 예약하실 수 있습니다."
    ),
    "too_many_today": _l(
        "한 전화번호나 전자우편으로 하루에 하실 수 있는 예약과 변경 {limit}번을 모두 하셨습니다. "
        "내일 다시 하시거나 전화로 문의해 주세요."
    ),
    "hold_gone": _l("예약 시간이 지나 다른 분이 그 자리를 예약하셨습니다. 다른 시간을 선택해 주세요."),
    "hold_unknown": _l("진행 중인 예약을 찾을 수 없습니다. 처음부터 다시 예약해 주세요."),
    "request_repeated_otherwise": _l(
        "같은 Idempotency-Key로 다른 시간을 요청하셨습니다. 새 값으로 다시 요청해 주세요."
    ),
    "no_more_extensions": _l("시간 연장은 {limit}번까지 할 수 있습니다. 지금 예약을 마쳐 주세요."),
    "reservation_unknown": _l("예약번호와 전화번호가 맞는 예약이 없습니다. 다시 확인해 주세요."),
    "booking_paused": _l(
        "연락 없이 방문하지 않으신 예약이 {limit}번이어서 {until}까지 인터넷으로 예약하실 수 없습니다. "
        "예약이 필요하시거나 사정이 있으셨으면 전화해 주세요."
    ),
    "visit_counts": _l(
        "방문하지 않으신 예약은 인터넷 예약 제한을 정하는 데 쓰므로 {until}까지 보관하고, 그때까지는 지울 수 없습니다. "
        "사정이 있으셨으면 전화해 주세요."
    ),
    "answer_unknown": _l("‘방문합니다’와 ‘방문이 어렵습니다’ 가운데 하나를 눌러 주세요."),
    "digits_invalid": _l("전화번호의 마지막 숫자 네 자리를 입력해 주세요. 예: 5678"),
    "digits_wrong": _l("예약할 때 적으신 전화번호의 뒤 네 자리와 다릅니다. 다시 확인해 주세요."),
    "not_allowed_now": _l("지금 예약 상태에서는 할 수 없는 일입니다. 화면을 새로 고친 뒤 확인해 주세요."),
    "not_yet_told": _l(
        "예약이 취소되었거나 연락처가 바뀌었다는 안내를 아직 드리고 있습니다. "
        "안내를 드린 뒤에 지우실 수 있으니 조금 뒤에 다시 해 주세요."
    ),
    "people_destroyed": "개인정보를 지운 예약이어서 더는 바꿀 수 없습니다.",
    "already_started": _l("예약하신 시간이 지나 취소할 수 없습니다."),
    "reason_missing": _l("사유를 입력해 주세요."),
    "other_desk": _l("같은 분야나 업무 안에서만 시간을 바꿀 수 있습니다."),
    "field_missing": _l("이 칸을 입력해 주세요."),
    "field_missing.desks": _l("기다리시는 분야나 업무를 골라 주세요."),
    "field_missing.name": _l("이름을 입력해 주세요."),
    "field_missing.person_name": _l("오실 분의 성함을 입력해 주세요."),
    "field_missing.proxy_name": _l("신청인의 성함을 입력해 주세요."),
    "field_missing.phone": _l("전화번호를 입력해 주세요."),
    "field_missing.reference": _l("예약번호를 입력해 주세요."),
    "choice_unknown": _l("보기에서 하나를 골라 주세요."),
    "who_unknown": _l("본인 예약인지 대리 예약인지 선택해 주세요."),
    "too_long": _l("{limit}자까지 입력할 수 있습니다. 줄여 주세요."),
    "name_invalid": _l("이름은 한글이나 영문으로 입력해 주세요. 예: 홍길동"),
    "phone_invalid": _l("전화번호를 지역번호부터 다시 확인해 주세요. 예: 010-1234-5678, 055-123-4567"),
    "email_invalid": _l("전자우편 주소를 다시 확인해 주세요. 예: name@example.com"),
    "text_invalid": _l("쓸 수 없는 글자가 들어 있습니다. 지우고 다시 입력해 주세요."),
    "identity_number": _l("주민등록번호·여권번호·운전면허번호 같은 번호는 받지 않습니다. 번호를 지워 주세요."),
    "telephone_in_text": "사유에 전화번호를 적지 말아 주세요. 번호를 지워 주세요.",
    "notice_changed": _l("개인정보 안내가 바뀌었습니다. 안내를 다시 읽고 확인해 주세요."),
    "record_kept": _l("법에 따른 절차에 필요하여 보관하는 예약이라 지금은 삭제할 수 없습니다. 전화로 문의해 주세요."),
    "kind_unknown": "그런 종류의 개인정보가 없습니다. 목록에서 다시 골라 주세요.",
    "not_past_due": "보관 기간이 지난 것만 승인할 수 있습니다. {date}까지 가운데 파기할 것이 있는 날짜를 적어 주세요.",
    "already_approved": "이 날짜까지는 이미 승인했습니다. 그 뒤에 생긴 것은 다른 날짜로 승인해 주세요.",
    "approval_over": "이미 파기했거나 거둔 승인입니다. 화면을 새로 열어 확인해 주세요.",
    "already_destroyed": "이미 파기한 예약이어서 보존할 수 없습니다.",
    "document_missing": "보존을 요청한 문서의 번호를 적어 주세요.",
    "consent_missing": _l("동의해 주셔야 인터넷으로 예약하실 수 있습니다. 동의하지 않으시면 전화로 예약해 주세요."),
    "optional_missing": _l(
        "선택 정보를 새로 적으시려면 수집·이용에 동의해 주세요. 동의하지 않으시면 새로 적으신 것을 지워 주세요."
    ),
    # programs
    "body_malformed": _l("보내신 내용이 올바른 JSON 객체가 아닙니다."),
    "value_missing": _l("꼭 있어야 하는 항목이 빠졌습니다."),
    "value_unknown": _l("쓰지 않는 항목입니다. 이름을 다시 확인해 주세요."),
    "value_invalid": _l("이 항목의 값이 정해진 형식과 다릅니다."),
    "parameter_invalid": _l("주소에 적힌 값이 정해진 형식과 다릅니다."),
    "idempotency_key_invalid": _l("Idempotency-Key에는 영문과 숫자로 된 16자부터 128자까지의 임의 값을 넣어 주세요."),
    "authorization_missing": _l("Authorization 머리글에 받으신 값을 ‘Bearer 값’으로 넣어 주세요."),
    "authorization_invalid": _l("시간이 지났거나 잘못된 값입니다. 예약번호와 전화번호로 예약을 다시 찾아 주세요."),
    "optional_refused": _l("선택 정보에 동의하지 않으셨으므로 이 항목은 보낼 수 없습니다. 빼고 다시 보내 주세요."),
    "consent_outdated": _l("개인정보 안내가 바뀌었습니다. 지금의 안내({version})를 보여 드린 뒤 다시 요청해 주세요."),
    "job_unknown": _l("그런 이름의 자동 작업이 없습니다."),
    "job_busy": _l("이 작업은 지금 실행 중입니다. 잠시 뒤에 다시 해 주세요."),
    "notice_unknown": _l("찾으시는 안내가 없습니다."),
    "notice_not_sendable": _l("지금은 다시 보낼 수 없는 안내입니다. 목록을 새로 열어 확인해 주세요."),
    "notice_settled": _l("이미 처리된 안내입니다. 목록을 새로 열어 확인해 주세요."),
}


def sentence(error: BookingError) -> str:
    """The refusal in the reader's language, ready for a page: its field's own sentence where there is one."""
    parameters = {name: _plain(value) for name, value in error.parameters.items()}
    own = SENTENCES.get(f"{error.code}.{error.field}")
    return str(SENTENCES[error.code] if own is None else own).format(**parameters)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    return value
