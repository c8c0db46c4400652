"""What pages and commands say of accounts: roles, actions, refusals."""

from __future__ import annotations

from flask_babel import lazy_gettext as later

ROLE_NAMES = {
    "reader": later("người đọc"),
    "inspector": later("người kiểm tra"),
    "editor": later("biên tập viên"),
    "administrator": later("quản trị viên"),
}
ROLE_MEANS = {
    "reader": later("tra cứu, đọc, tải bản gốc"),
    "inspector": later("thêm: đối chiếu, ghi ý kiến, xuất báo cáo"),
    "editor": later(
        "thêm: nạp, chuyển, đổi tên, đóng mở bộ sưu tập được giao, sửa phần đầu"
    ),
    "administrator": later(
        "thêm: người dùng, bộ sưu tập mới, nhật ký; thấy mọi văn bản"
    ),
}
REFUSED = {
    "person_name": later(
        "Tên đăng nhập: 2 đến 60 chữ thường không dấu, chữ số, dấu chấm, gạch."
    ),
    "person_full_name": later("Hãy ghi họ tên, không quá 200 ký tự."),
    "person_taken": later("Tên đăng nhập này đã có."),
    "no_person": later("Không có người dùng này."),
    "person_role": later("Không có vai trò này."),
    "no_collection": later("Không có bộ sưu tập này."),
    "collection_name": later("Hãy đặt tên bộ sưu tập, không quá 100 ký tự."),
    "collection_taken": later("Đã có bộ sưu tập tên này."),
    "collection_first": later("Bộ sưu tập đầu tiên luôn mở cho mọi người."),
    "last_administrator": later("Phải còn ít nhất một quản trị viên."),
    "password_short": later("Mật khẩu phải có ít nhất 12 ký tự; một câu ngắn là tốt."),
    "password_long": later("Mật khẩu dài quá 128 ký tự."),
    "password_common": later("Mật khẩu này ai cũng đoán được; hãy chọn câu khác."),
    "password_name": later("Mật khẩu không được là tên của bạn."),
    "password_wrong": later("Mật khẩu hiện tại không đúng."),
    "password_differs": later("Hai lần gõ mật khẩu mới không giống nhau."),
    "password_same": later("Mật khẩu mới phải khác mật khẩu hiện tại."),
    "token_label": later("Hãy ghi mã truy cập dùng vào việc gì."),
    "token_role": later("Mã truy cập không thể có vai trò cao hơn bạn."),
    "token_days": later("Số ngày từ 1 đến 366."),
    "too_many": later("Bạn có quá nhiều mã truy cập; hãy thu hồi bớt."),
}
ACTIONS = {
    "login": later("đăng nhập"),
    "login_failed": later("đăng nhập hỏng"),
    "login_held": later("đăng nhập bị chặn vì thử quá nhiều"),
    "logout": later("đăng xuất"),
    "logout_everywhere": later("kết thúc mọi phiên"),
    "refused": later("bị từ chối vì không có quyền"),
    "password": later("đổi mật khẩu"),
    "factor_add": later("bật xác thực hai lớp"),
    "factor_drop": later("tắt xác thực hai lớp"),
    "factor_reset": later("bỏ xác thực hai lớp của người khác"),
    "token_add": later("tạo mã truy cập"),
    "token_revoke": later("thu hồi mã truy cập"),
    "person_add": later("thêm người dùng"),
    "person_change": later("đổi người dùng"),
    "person_password": later("đặt lại mật khẩu"),
    "collection_add": later("thêm bộ sưu tập"),
    "collection_change": later("đổi tên, đóng, mở bộ sưu tập"),
    "collection_move": later("chuyển bộ sưu tập"),
    "ingest": later("nạp văn bản"),
    "retry": later("nạp lại"),
    "decide": later("ghi ý kiến"),
    "correct_header": later("sửa phần đầu"),
    "catalogue": later("nhập danh mục"),
    "export_search": later("xuất kết quả tra cứu"),
    "export_original": later("tải bản gốc"),
    "export_report": later("xuất báo cáo"),
    "export_audit": later("xuất nhật ký"),
    "export_decisions": later("xuất ý kiến"),
    "backup": later("sao lưu"),
    "restore": later("khôi phục"),
    "migrate": later("chuyển kho"),
}
