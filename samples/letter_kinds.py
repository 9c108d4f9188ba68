"""The types of Nghị định 30/2020 beyond decision, official letter and report: titles, letters, words.

A body is a list of lines. `# …` a heading in bold, `= …` the same centred, `> …` without indent,
`+ …` an article that is counted, `* …` the line that carries the subject (what a and b print before
it, parted by a bar); else a paragraph. What
`{…}` may hold is said in `jobs.fill`; `{subject}`, `{to}` and `{day}` come from the printer.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LetterKind:
    """One type. letters: its abbreviation in numbers, empty where it has none.

    about: what leads the subject, `Về việc` or nothing. dear: it is addressed to somebody.
    board: whose it is, `UBND` or `HĐND`. hands: who signs on the left, where two sign.
    hidden: its subject is no line under the title but stands in the body (`* `), or nowhere.
    enclosed: a list may follow on a page of its own. long: general paragraphs may fill it up.
    """

    slug: str
    name: str
    letters: str
    subjects: tuple[str, ...]
    body: tuple[str, ...]
    about: str = "Về việc"
    dear: bool = False
    board: str = "UBND"
    hands: str = ""
    right: str = ""
    hidden: bool = False
    enclosed: bool = False
    long: bool = False

    @property
    def title(self) -> str:
        """As on paper."""
        return self.name.upper()


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
_WORKS = (
    "số hóa hồ sơ, kết quả giải quyết thủ tục hành chính",
    "cải cách hành chính, chuyển đổi số",
    "phòng, chống thiên tai và tìm kiếm cứu nạn",
    "trồng rừng và phòng cháy, chữa cháy rừng",
    "bảo tồn, phát huy bản sắc văn hóa các dân tộc",
    "giảm nghèo bền vững vùng đồng bào dân tộc thiểu số",
)
WORKS = _WORKS
"""What offices are at; `{work}` in subjects and bodies."""
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
_PARTIES = (
    "Hôm nay, {day}, tại trụ sở {office}, chúng tôi gồm:",
    "# Bên A: {office}",
    "> Đại diện: Ông (bà) {signer}. Chức vụ: {post}.",
    "> Điện thoại: 0207.3{n6}.",
    "# Bên B: Hợp tác xã Dịch vụ nông lâm nghiệp Tân Tiến",
    "> Đại diện: Ông (bà) {other}. Chức vụ: Giám đốc.",
    "> Địa chỉ: {address}.",
)

LETTER_KINDS = (
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
    LetterKind(
        "bien-ban",
        "Biên bản",
        "BB",
        (
            "họp xét hỗ trợ làm nhà ở cho hộ nghèo",
            "kiểm tra thực địa, xác minh thiệt hại do sạt lở",
        ),
        (
            "Hôm nay, vào hồi 08 giờ 00 phút, {day}, tại trụ sở {office}, đã tiến hành lập biên bản {subject}.",
            "# I. THÀNH PHẦN",
            "> 1. Chủ tọa: Ông (bà) {signer}.",
            "> 2. Thư ký: Ông (bà) {other}.",
            "> 3. Đại diện {n2} hộ gia đình có liên quan.",
            "# II. NỘI DUNG",
            "Sau khi xem xét hồ sơ của {n2} hộ, các thành viên thống nhất đề nghị hỗ trợ {n3} hộ, với tổng kinh "
            "phí {n4} nghìn đồng; {rate}% ý kiến tán thành.",
            "Biên bản kết thúc vào hồi 11 giờ 30 phút cùng ngày, đã đọc cho mọi người cùng nghe, lập thành "
            "02 bản có giá trị như nhau./.",
        ),
        about="",
        hands="THƯ KÝ",
        right="CHỦ TỌA",
    ),
    LetterKind(
        "to-trinh",
        "Tờ trình",
        "TTr",
        ("đề nghị phê duyệt kinh phí {work}", "đề nghị bổ sung biên chế, trang thiết bị số hóa"),
        (
            "Căn cứ chức năng, nhiệm vụ được giao; qua rà soát thực tế, hiện còn {n} hồ sơ giấy chưa được số "
            "hóa, {n2} máy quét đã hết thời hạn sử dụng.",
            "{office} kính trình xem xét, phê duyệt với nội dung chủ yếu sau:",
            "1. Tổng kinh phí: {n4} nghìn đồng.",
            "2. Thời gian thực hiện: từ ngày {d}, trong {n3} tháng.",
            "Trên đây là Tờ trình của {office}, kính đề nghị quý cơ quan xem xét, quyết định./.",
        ),
        dear=True,
    ),
    LetterKind(
        "hop-dong",
        "Hợp đồng",
        "HĐ",
        ("cung cấp dịch vụ quét, số hóa tài liệu lưu trữ", "sửa chữa trụ sở làm việc"),
        (
            *_PARTIES,
            "Hai bên thỏa thuận ký kết hợp đồng với các điều khoản sau:",
            "+ Nội dung công việc: bên B thực hiện {subject}, khối lượng {n4} trang.",
            "+ Giá trị hợp đồng: {sum} đồng (Bằng chữ: {words}).",
            "+ Thời gian thực hiện: {n2} ngày, kể từ ngày {d}.",
            "+ Điều khoản chung: hợp đồng lập thành 04 bản, mỗi bên giữ 02 bản có giá trị như nhau.",
        ),
        hands="ĐẠI DIỆN BÊN B",
        right="ĐẠI DIỆN BÊN A",
    ),
    LetterKind(
        "cong-dien",
        "Công điện",
        "CĐ",
        (
            "chủ động ứng phó với mưa lũ, sạt lở đất",
            "phòng, chống rét đậm, rét hại cho cây trồng, vật nuôi",
        ),
        (
            "= {office_caps} điện:",
            "> - Thủ trưởng các cơ quan, đơn vị; trưởng các thôn, tổ dân phố;",
            "> - Ban Chỉ huy quân sự, Công an trên địa bàn.",
            "Theo dự báo, từ {d}, trên địa bàn có mưa to đến rất to, lượng mưa {n} mm, nguy cơ lũ quét.",
            "Yêu cầu các đơn vị trực ban 24/24 giờ, di dời {n2} hộ ra khỏi vùng nguy hiểm, báo cáo về Văn "
            "phòng, điện thoại 0207.3{n6}.",
        ),
    ),
    LetterKind(
        "ban-ghi-nho",
        "Bản ghi nhớ",
        "BGN",
        ("hợp tác {work}", "phối hợp tuyên truyền, hướng dẫn dịch vụ công trực tuyến"),
        (
            *_PARTIES,
            "Hai bên cùng ghi nhớ những nội dung sau:",
            "1. Hai bên phối hợp {subject} trong năm {year}.",
            "2. Mỗi quý trao đổi thông tin một lần; đầu mối liên hệ là Văn phòng của bên A.",
            "3. Bản ghi nhớ này không làm phát sinh nghĩa vụ tài chính; có hiệu lực từ ngày ký.",
        ),
        hands="ĐẠI DIỆN BÊN B",
        right="ĐẠI DIỆN BÊN A",
    ),
    LetterKind(
        "ban-thoa-thuan",
        "Bản thỏa thuận",
        "BTT",
        ("sử dụng chung mặt bằng, trang thiết bị", "hiến đất làm đường giao thông nông thôn"),
        (
            *_PARTIES,
            "Hai bên thống nhất thỏa thuận:",
            "+ Bên B đồng ý để bên A sử dụng {area} m² phục vụ {subject}.",
            "+ Thời hạn thỏa thuận: {n3} năm, kể từ ngày {d}.",
            "+ Thỏa thuận lập thành 02 bản có giá trị pháp lý như nhau, mỗi bên giữ 01 bản.",
        ),
        hands="ĐẠI DIỆN BÊN B",
        right="ĐẠI DIỆN BÊN A",
    ),
    LetterKind(
        "giay-uy-quyen",
        "Giấy ủy quyền",
        "GUQ",
        ("ký các văn bản chứng thực bản sao", "tham gia tố tụng tại Tòa án nhân dân"),
        (
            "Hôm nay, {day}, tại trụ sở {office}:",
            "# I. BÊN ỦY QUYỀN",
            "> Ông (bà): {signer}. Chức vụ: {post}.",
            "# II. BÊN ĐƯỢC ỦY QUYỀN",
            "> Ông (bà): {other}. Chức vụ: Công chức Tư pháp - Hộ tịch.",
            "# III. NỘI DUNG ỦY QUYỀN",
            "Bên được ủy quyền được {subject} kể từ ngày ký đến hết ngày {d}; không được ủy quyền lại.",
        ),
        hands="NGƯỜI ĐƯỢC ỦY QUYỀN",
        right="NGƯỜI ỦY QUYỀN",
    ),
    LetterKind(
        "giay-moi",
        "Giấy mời",
        "GM",
        ("dự Hội nghị sơ kết {work}", "họp giao ban công tác tháng {month}"),
        (
            "{office} trân trọng kính mời: Ông (bà) {other}, Trưởng thôn.",
            "> Tới dự: {subject}.",
            "> Chủ trì: Ông (bà) {signer}.",
            "> Thời gian: 08 giờ 00 phút, ngày {d}.",
            "> Địa điểm: Hội trường tầng {n3}, trụ sở {office}.",
            "Rất mong ông (bà) sắp xếp thời gian tham dự đầy đủ, đúng giờ./.",
        ),
        about="",
        dear=True,
    ),
    LetterKind(
        "giay-gioi-thieu",
        "Giấy giới thiệu",
        "GGT",
        ("liên hệ công tác, nhận tài liệu lưu trữ", "nhận thiết bị quét và chữ ký số chuyên dùng"),
        (
            "{office} trân trọng giới thiệu:",
            "> Ông (bà): {other}.",
            "> Chức vụ: Công chức Văn phòng - Thống kê.",
            "> Được cử đến: Trung tâm Lưu trữ lịch sử tỉnh.",
            "* Về việc: |Nội dung liên hệ: ",
            "Đề nghị quý cơ quan tạo điều kiện để ông (bà) có tên ở trên hoàn thành nhiệm vụ.",
            "Giấy này có giá trị đến hết ngày {d}./.",
        ),
        hidden=True,
    ),
    LetterKind(
        "giay-nghi-phep",
        "Giấy nghỉ phép",
        "GNP",
        ("nghỉ phép năm {year}",),
        (
            "Xét Đơn đề nghị nghỉ phép ngày {past} của ông (bà) {other}, {office} cấp cho:",
            "> Ông (bà): {other}.",
            "> Chức vụ: Công chức Địa chính - Xây dựng.",
            "* Được: |Lý do: ",
            "> Thời gian nghỉ: {n3} ngày làm việc, kể từ ngày {d}.",
            "> Nơi nghỉ: {address}.",
            "Số ngày nghỉ trên được tính vào thời gian nghỉ phép hằng năm./.",
        ),
        hidden=True,
    ),
    LetterKind(
        "phieu-gui",
        "Phiếu gửi",
        "PG",
        ("hồ sơ, tài liệu nộp lưu năm {year}", "{n3} bộ hồ sơ đề nghị hỗ trợ làm nhà ở"),
        (
            "{office} gửi kèm theo Phiếu này các văn bản, tài liệu sau:",
            "* 1. |1/ ",
            "> 2. Danh mục hồ sơ: {n2} tờ.",
            "> 3. Biên bản bàn giao: 02 bản.",
            "Sau khi nhận được, đề nghị quý cơ quan gửi lại Phiếu này cho {office}./.",
        ),
        dear=True,
        hidden=True,
    ),
    LetterKind(
        "phieu-chuyen",
        "Phiếu chuyển",
        "PC",
        ("đơn kiến nghị của công dân", "hồ sơ đề nghị trợ giúp xã hội"),
        (
            "{office} nhận được {subject}: ông (bà) {name}, địa chỉ: {address}.",
            "Nội dung: {request}.",
            "Sau khi xem xét, {office} chuyển hồ sơ trên đến quý cơ quan để giải quyết theo thẩm quyền; kết quả "
            "xin gửi về trước ngày {d}./.",
        ),
        dear=True,
    ),
    LetterKind(
        "phieu-bao",
        "Phiếu báo",
        "PB",
        ("kết quả xét duyệt hồ sơ trợ giúp xã hội", "thay đổi thời gian trả kết quả"),
        (
            "{office} thông báo đến ông (bà) {name}, địa chỉ: {address}, về {subject} như sau:",
            "> Mã số hồ sơ: {code}.",
            "> Thời gian: ngày {d}, trong giờ hành chính.",
            "> Khi đến mang theo: thẻ căn cước và giấy tiếp nhận hồ sơ.",
            "Mọi thắc mắc xin liên hệ số điện thoại 0207.3{n6}./.",
        ),
        dear=True,
    ),
    LetterKind(
        "thu-cong",
        "Thư công",
        "",
        ("chúc mừng Ngày Quốc tế Hạnh phúc", "cảm ơn các tập thể, cá nhân ủng hộ Nhân dân vùng lũ"),
        (
            "> Kính gửi: Toàn thể cán bộ, công chức và Nhân dân các dân tộc trên địa bàn,",
            "Trong những ngày qua, {n} tập thể, cá nhân đã chung tay giúp đỡ {n2} hộ gia đình gặp khó khăn.",
            "Thay mặt {office}, tôi trân trọng cảm ơn và chúc Nhân dân mạnh khỏe, hạnh phúc.",
            "Thân ái!",
        ),
        about="Về việc",
    ),
)
