"""What Flask-Security says, in Korean. It ships no Korean catalogue, and these pages know no other language.

The keys are its own (`SECURITY_MSG_…`); the second value is the kind of message.
"""

SENTENCES = {
    "ANONYMOUS_USER_REQUIRED": ("이미 로그인했습니다.", "info"),
    "API_ERROR": ("잘못된 요청입니다. 처음부터 다시 해 주세요.", "error"),
    "DISABLED_ACCOUNT": ("전자우편 주소나 비밀번호가 맞지 않습니다. 다시 확인해 주세요.", "error"),
    "EMAIL_NOT_PROVIDED": ("전자우편 주소를 입력해 주세요.", "error"),
    "GENERIC_AUTHN_FAILED": ("전자우편 주소나 비밀번호가 맞지 않습니다. 다시 확인해 주세요.", "error"),
    "INVALID_CODE": ("인증번호가 맞지 않습니다.", "error"),
    "INVALID_EMAIL_ADDRESS": ("전자우편 주소를 확인해 주세요.", "error"),
    "INVALID_INPUT": ("입력한 내용을 확인해 주세요.", "error"),
    "INVALID_PASSWORD": ("비밀번호가 맞지 않습니다. 다시 확인해 주세요.", "error"),
    "INVALID_REDIRECT": ("다른 사이트로는 이동할 수 없습니다.", "error"),
    "LOGIN": ("로그인해 주세요.", "info"),
    "PASSWORD_CHANGE": ("비밀번호를 바꾸었습니다. 다른 기기에서는 로그아웃되었습니다.", "success"),
    "PASSWORD_INVALID_LENGTH": ("비밀번호는 %(length)s자 이상이어야 합니다.", "error"),
    "PASSWORD_IS_THE_SAME": ("지금 비밀번호와 다른 비밀번호를 입력해 주세요.", "error"),
    "PASSWORD_MISMATCH": ("새 비밀번호와 다릅니다. 똑같이 입력해 주세요.", "error"),
    "PASSWORD_NOT_PROVIDED": ("비밀번호를 입력해 주세요.", "error"),
    "PASSWORD_TOO_SIMPLE": ("비밀번호가 너무 단순합니다.", "error"),
    "REAUTHENTICATION_REQUIRED": ("안전을 위해 비밀번호를 한 번 더 확인합니다.", "info"),
    "REAUTHENTICATION_SUCCESSFUL": ("비밀번호를 확인했습니다.", "info"),
    "REFRESH": ("비밀번호를 한 번 더 확인해 주세요.", "info"),
    "RETYPE_PASSWORD_MISMATCH": ("새 비밀번호와 다릅니다. 똑같이 입력해 주세요.", "error"),
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": ("인증 앱을 등록했습니다. 다음 로그인부터 인증번호를 묻습니다.", "success"),
    "TWO_FACTOR_DISABLED": ("2단계 인증을 해제했습니다.", "success"),
    "TWO_FACTOR_INVALID_TOKEN": ("인증번호가 맞지 않습니다.", "error"),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": ("로그인했습니다.", "success"),
    "TWO_FACTOR_METHOD_NOT_AVAILABLE": ("인증 방법을 다시 선택해 주세요.", "error"),
    "TWO_FACTOR_PERMISSION_DENIED": ("로그인을 처음부터 다시 해 주세요.", "error"),
    "TWO_FACTOR_SETUP_EXPIRED": ("시간이 지났습니다. 처음부터 다시 해 주세요.", "error"),
    "UNAUTHENTICATED": ("로그인해 주세요.", "info"),
    "UNAUTHORIZED": ("이 화면을 볼 권한이 없습니다.", "error"),
    "USER_DOES_NOT_EXIST": ("전자우편 주소나 비밀번호가 맞지 않습니다. 다시 확인해 주세요.", "error"),
}
