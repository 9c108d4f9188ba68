"""The words of resolutions, directives, rules, notices and plans; how to read a body: `letter_kind`."""

from samples.letter_kind import LetterKind

_ASSIGNED = (
    "Văn phòng chủ trì, phối hợp với các đơn vị có liên quan tổ chức thực hiện; định kỳ báo cáo "
    "kết quả trước ngày {d}."
)
_PLAN = (
    "# I. MỤC ĐÍCH, YÊU CẦU",
    "Nâng cao hiệu quả {work}; phấn đấu đến ngày {d} đạt tối thiểu {rate}% chỉ tiêu được giao.",
    "Việc thực hiện phải bảo đảm đồng bộ, tiết kiệm, đúng quy định của pháp luật.",
    "# II. NỘI DUNG THỰC HIỆN",
    "1. Rà soát, thống kê {n} nội dung thuộc phạm vi quản lý; hoàn thành trong tháng {month}/{year}.",
    "2. Bố trí trang thiết bị, đường truyền và {n2} cán bộ trực tiếp thực hiện.",
    "3. Tuyên truyền, hướng dẫn Nhân dân tại {n2} thôn, tổ dân phố.",
    "# III. KINH PHÍ",
    "Kinh phí thực hiện: {n4} nghìn đồng, từ nguồn ngân sách được giao năm {year}.",
    "# IV. TỔ CHỨC THỰC HIỆN",
    _ASSIGNED,
)
_YEARLY = ("{work} năm {year}", "{work} giai đoạn {year} - 2030")
_RULES = (
    "= Chương I",
    "= QUY ĐỊNH CHUNG",
    "+ Phạm vi điều chỉnh, đối tượng áp dụng",
    "1. Văn bản này quy định việc {work} trên địa bàn.",
    "2. Áp dụng đối với cán bộ, công chức, người hoạt động không chuyên trách của {office}.",
    "+ Nguyên tắc thực hiện",
    "Công khai, minh bạch, đúng thẩm quyền; bảo đảm an toàn, an ninh thông tin.",
    "= Chương II",
    "= QUY ĐỊNH CỤ THỂ",
    "+ Trách nhiệm của công chức tiếp nhận",
    "Kiểm tra tính đầy đủ, hợp lệ của hồ sơ; quét, ký số và đính kèm trong ngày làm việc.",
    "+ Trách nhiệm của công chức chuyên môn",
    "Giải quyết trong thời hạn {n3} ngày làm việc kể từ khi nhận đủ hồ sơ; xin lỗi bằng văn bản khi quá hạn.",
    "+ Trách nhiệm của lãnh đạo {office}",
    "1. Chỉ đạo, điều hành chung; phê duyệt kết quả giải quyết hồ sơ trên môi trường điện tử.",
    "2. Định kỳ hằng tháng kiểm tra ngẫu nhiên ít nhất {n2} hồ sơ đã số hóa.",
    "+ Tiếp nhận, phân loại và quét tài liệu",
    "1. Tài liệu được quét màu, độ phân giải tối thiểu 300 dpi, định dạng PDF/A hai lớp.",
    "2. Tên tệp gồm mã hồ sơ và số thứ tự của tài liệu trong hồ sơ; mỗi tài liệu là một tệp riêng.",
    "3. Bản quét phải rõ chữ, đủ trang, không lệch quá 02 độ, không che khuất con dấu và chữ ký.",
    "+ Kiểm tra, đối chiếu",
    "1. Người kiểm tra không được đồng thời là người quét tài liệu.",
    "2. Khi phát hiện sai sót, lập phiếu trả lại trong thời hạn 01 ngày làm việc, nêu rõ trang cần quét lại.",
    "+ Lưu trữ, khai thác",
    "1. Hồ sơ giấy được lưu tại kho của {office}, sắp xếp theo năm và theo lĩnh vực.",
    "2. Việc khai thác tài liệu số hóa phải được ghi nhật ký: người khai thác, thời điểm, mục đích sử dụng.",
    "3. Không cung cấp thông tin về đời sống riêng tư khi chưa được chủ thể dữ liệu đồng ý.",
    "+ Chế độ báo cáo",
    "Trước ngày 20 hằng tháng, công chức đầu mối tổng hợp số liệu, báo cáo lãnh đạo; số điện thoại liên "
    "hệ: 0207.3{n6}.",
    "= Chương III",
    "= TỔ CHỨC THỰC HIỆN",
    "+ Khen thưởng, xử lý vi phạm",
    "Tập thể, cá nhân thực hiện tốt được khen thưởng; vi phạm thì tùy theo tính chất, mức độ mà xử lý "
    "theo quy định của pháp luật.",
    "+ Điều khoản thi hành",
    "Văn bản này có hiệu lực kể từ ngày {d}. Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị "
    "phản ánh về Văn phòng để tổng hợp, xem xét sửa đổi, bổ sung.",
)
ACTS = (
    LetterKind(
        "nghi-quyet",
        "Nghị quyết",
        "NQ",
        (
            "nhiệm vụ phát triển kinh tế - xã hội năm {year}",
            "dự toán thu, chi ngân sách năm {year}",
        ),
        (
            "> Xét Tờ trình số {n}/TTr-UBND ngày {past} của Ủy ban nhân dân; báo cáo thẩm tra của các Ban "
            "Hội đồng nhân dân; ý kiến thảo luận của đại biểu Hội đồng nhân dân tại kỳ họp.",
            "= QUYẾT NGHỊ:",
            "+ Thông qua các chỉ tiêu chủ yếu: tổng thu ngân sách {n4} triệu đồng; tỷ lệ hộ nghèo giảm "
            "{n3}%; tỷ lệ hồ sơ trực tuyến đạt {rate}%.",
            "+ Giao Ủy ban nhân dân tổ chức thực hiện Nghị quyết; báo cáo kết quả tại kỳ họp cuối năm.",
            "+ Nghị quyết có hiệu lực kể từ ngày {d}.",
        ),
        about="Về",
        board="HĐND",
    ),
    LetterKind(
        "chi-thi",
        "Chỉ thị",
        "CT",
        ("tăng cường {work}", "chấn chỉnh kỷ luật, kỷ cương hành chính"),
        (
            "Thời gian qua, việc {work} trên địa bàn đã có chuyển biến tích cực; tuy nhiên vẫn còn {n2} đơn "
            "vị thực hiện chưa nghiêm, tỷ lệ hồ sơ đúng hạn mới đạt {rate}%.",
            "Để khắc phục những hạn chế trên, {office} yêu cầu:",
            "1. Thủ trưởng các cơ quan, đơn vị trực tiếp chỉ đạo, chịu trách nhiệm về kết quả thực hiện.",
            "2. Trưởng thôn, tổ trưởng tổ dân phố tuyên truyền, vận động Nhân dân chấp hành.",
            "3. " + _ASSIGNED,
        ),
        long=True,
    ),
    LetterKind(
        "quy-che",
        "Quy chế",
        "QC",
        ("tổ chức và hoạt động của Bộ phận Một cửa", "quản lý, khai thác tài liệu số hóa"),
        _RULES,
        about="Về",
    ),
    LetterKind(
        "quy-dinh",
        "Quy định",
        "QyĐ",
        ("chức năng, nhiệm vụ của Văn phòng", "quản lý văn bản đi, văn bản đến"),
        _RULES,
        about="Về",
    ),
    LetterKind(
        "thong-cao",
        "Thông cáo",
        "TC",
        ("kỳ họp thứ {n3} của {office}", "tình hình thiệt hại do mưa lũ ngày {past}"),
        (
            "{office} thông cáo tới toàn thể Nhân dân và các cơ quan báo chí những nội dung sau:",
            "Đến {past}, trên địa bàn có {n2} hộ bị ảnh hưởng; lực lượng tại chỗ đã hỗ trợ kịp thời.",
            "{office} đề nghị Nhân dân theo dõi thông tin chính thống, không chia sẻ tin chưa kiểm chứng.",
        ),
        about="Về",
    ),
    LetterKind(
        "thong-bao",
        "Thông báo",
        "TB",
        (
            "lịch tiếp công dân tháng {month} năm {year}",
            "kết luận của lãnh đạo tại cuộc họp giao ban tháng {month}",
            "thời gian tiếp nhận hồ sơ trong dịp nghỉ lễ",
        ),
        (
            "{office} thông báo để các cơ quan, đơn vị và Nhân dân được biết như sau:",
            "1. Thời gian: từ 07 giờ 30 phút đến 17 giờ 00 phút các ngày làm việc, bắt đầu từ ngày {d}.",
            "2. Địa điểm: tại trụ sở {office}.",
            "3. Điện thoại liên hệ: 0207.3{n6}.",
            "{office} thông báo để các đơn vị, cá nhân có liên quan biết, thực hiện./.",
        ),
        enclosed=True,
        long=True,
    ),
    LetterKind(
        "huong-dan",
        "Hướng dẫn",
        "HD",
        ("nộp hồ sơ trực tuyến trên Cổng Dịch vụ công quốc gia", "thực hiện {work}"),
        (
            "Để thống nhất thực hiện, {office} hướng dẫn như sau:",
            "# I. ĐỐI TƯỢNG, PHẠM VI",
            "Cán bộ, công chức và người dân tại {n2} thôn, tổ dân phố.",
            "# II. TRÌNH TỰ THỰC HIỆN",
            "1. Đăng nhập bằng tài khoản định danh điện tử mức độ 2.",
            "2. Chọn thủ tục, điền tờ khai điện tử, đính kèm bản quét; dung lượng mỗi tệp không quá {n3} MB.",
            "3. Theo dõi tình trạng hồ sơ bằng mã số hồ sơ hoặc quét mã QR trên giấy tiếp nhận.",
            "# III. TỔ CHỨC THỰC HIỆN",
            _ASSIGNED,
        ),
        long=True,
    ),
    LetterKind("chuong-trinh", "Chương trình", "CTr", _YEARLY, _PLAN, about="", long=True),
    LetterKind("ke-hoach", "Kế hoạch", "KH", _YEARLY, _PLAN, about="", enclosed=True, long=True),
    LetterKind("phuong-an", "Phương án", "PA", _YEARLY, _PLAN, about="", long=True),
    LetterKind("de-an", "Đề án", "ĐA", _YEARLY, _PLAN, about="", long=True),
    LetterKind("du-an", "Dự án", "DA", _YEARLY, _PLAN, about="", long=True),
)
