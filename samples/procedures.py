"""Procedures beyond those of `cases`, for the papers that only they know."""

from samples.cases import APPLICATION, PROCEDURES, Procedure

_CARD = "Bản sao thẻ căn cước"

MARRIAGE = Procedure(
    "1.000894",
    "Đăng ký kết hôn",
    "đăng ký kết hôn",
    ("Tờ khai đăng ký kết hôn", "Giấy xác nhận tình trạng hôn nhân", _CARD),
    5,
    "to-khai-dang-ky-ket-hon",
    "giay-chung-nhan-ket-hon",
)
EXTRACT = Procedure(
    "2.000635",
    "Cấp bản sao trích lục hộ tịch",
    "cấp bản sao trích lục khai tử",
    ("Tờ khai cấp bản sao trích lục hộ tịch", _CARD),
    1,
    "to-khai-cap-ban-sao-trich-luc-ho-tich",
    "trich-luc-khai-tu",
)
MARITAL = Procedure(
    "1.004873",
    "Cấp giấy xác nhận tình trạng hôn nhân",
    "cấp giấy xác nhận tình trạng hôn nhân",
    ("Đơn đề nghị", _CARD),
    3,
    APPLICATION,
    "giay-xac-nhan-tinh-trang-hon-nhan",
)
RESIDENCE = Procedure(
    "1.004194",
    "Đăng ký tạm trú",
    "đăng ký tạm trú tại nơi ở hiện nay",
    ("Tờ khai thay đổi thông tin cư trú", "Giấy tờ chứng minh chỗ ở hợp pháp"),
    3,
    "to-khai-thay-doi-thong-tin-cu-tru",
    "",
)
LAND = Procedure(
    "1.012756",
    "Đăng ký biến động quyền sử dụng đất do nhận chuyển nhượng, tặng cho",
    "đăng ký biến động quyền sử dụng đất",
    ("Đơn đăng ký biến động đất đai", "Giấy chứng nhận quyền sử dụng đất", "Hợp đồng tặng cho"),
    10,
    "don-dang-ky-bien-dong-dat-dai",
    "giay-chung-nhan-quyen-su-dung-dat",
)
COMPANY = Procedure(
    "2.001610",
    "Đăng ký thành lập công ty trách nhiệm hữu hạn",
    "đăng ký thành lập doanh nghiệp",
    ("Giấy đề nghị đăng ký doanh nghiệp", "Điều lệ công ty", _CARD),
    3,
    APPLICATION,
    "giay-chung-nhan-dang-ky-doanh-nghiep",
)
SHOP = Procedure(
    "1.001612",
    "Đăng ký thành lập hộ kinh doanh",
    "đăng ký thành lập hộ kinh doanh",
    ("Giấy đề nghị đăng ký hộ kinh doanh", _CARD),
    3,
    APPLICATION,
    "giay-chung-nhan-dang-ky-ho-kinh-doanh",
)
RECORD = Procedure(
    "2.000488",
    "Cấp Phiếu lý lịch tư pháp cho công dân Việt Nam",
    "cấp Phiếu lý lịch tư pháp số 1",
    ("Tờ khai yêu cầu cấp Phiếu lý lịch tư pháp", _CARD),
    10,
    APPLICATION,
    "phieu-ly-lich-tu-phap",
)
BUILDING = Procedure(
    "1.009994",
    "Cấp giấy phép xây dựng mới đối với nhà ở riêng lẻ",
    "cấp giấy phép xây dựng nhà ở riêng lẻ",
    ("Đơn đề nghị", "Bản sao giấy chứng nhận quyền sử dụng đất", "Bản vẽ thiết kế xây dựng"),
    15,
    APPLICATION,
    "giay-phep-xay-dung",
)
DRIVING = Procedure(
    "1.002809",
    "Đổi giấy phép lái xe do ngành Giao thông vận tải cấp",
    "đổi giấy phép lái xe",
    ("Đơn đề nghị", "Giấy khám sức khỏe của người lái xe", "Bản sao giấy phép lái xe"),
    5,
    APPLICATION,
    "giay-phep-lai-xe",
)
FURTHER = (
    MARRIAGE,
    EXTRACT,
    MARITAL,
    RESIDENCE,
    LAND,
    COMPANY,
    SHOP,
    RECORD,
    BUILDING,
    DRIVING,
)
EVERY_PROCEDURE = (*PROCEDURES, *FURTHER)
