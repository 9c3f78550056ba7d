"""Names of what is done with accounts, log-ins and the log itself."""

ACTIONS = {
    "login.succeeded": "로그인",
    "login.failed": "로그인 실패",
    "login.locked": "로그인 잠금",
    "login.refused": "받지 않은 로그인",
    "logout": "로그아웃",
    "account.created": "계정 만들기",
    "account.role_changed": "권한 변경",
    "account.activated": "계정 사용 재개",
    "account.deactivated": "계정 사용 중지",
    "account.unlocked": "로그인 잠금 해제",
    "account.sessions_ended": "모든 기기에서 로그아웃",
    "account.session_ended": "한 곳에서 로그아웃",
    "account.password_issued": "비밀번호 새로 발급",
    "account.password_changed": "비밀번호 변경",
    "account.second_factor_set": "2단계 인증 등록",
    "account.second_factor_removed": "2단계 인증 해제",
    "account.second_factor_reset": "2단계 인증 초기화",
    "log.viewed": "접속 기록 열람",
    "log.verified": "접속 기록 검증",
    "log.pruned": "오래된 접속 기록 삭제",
    "log.reviewed": "접속 기록 월별 점검",
    "log.people_listed": "계정이 본 분 목록 열람",
    "log.accounts_listed": "한 분의 정보를 본 계정 목록 열람",
    "log.downloaded": "계정이 본 분 목록을 파일로 받음",
}

VALUES = {
    "finding": "점검 결과",
    "role": "권한",
    "active": "사용 중",
    "email": "로그인 이름",
    "failures": "틀린 횟수",
    "sessions_ended": "끊은 접속 수",
    "started_at": "로그인한 때",
    "browser": "브라우저",
    "second_factor": "2단계 인증",
}

FINDINGS = {"clean": "이상 없음", "noted": "확인한 것이 있음"}
"""What a monthly review came to."""

REASONS = {"term": "위촉 기간이 끝남", "place": "업무 화면을 열지 않은 곳", "provider": "시 통합 로그인"}
"""How a log-in was made, or why it was refused, where the log has a code for it; a lock has none."""
