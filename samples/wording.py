"""What offices of the region write: grounds, subjects, bodies. `{…}` are filled in by the printer."""

from dataclasses import dataclass

ORGANISATION_LAW = {
    False: "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
    True: "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
}
"""By whether the paper is younger than the merger."""

GROUNDS = (
    "Căn cứ Nghị định số 45/2020/NĐ-CP ngày 08 tháng 4 năm 2020 của Chính phủ về thực hiện thủ "
    "tục hành chính trên môi trường điện tử;",
    "Căn cứ Nghị định số 20/2021/NĐ-CP ngày 15 tháng 3 năm 2021 của Chính phủ quy định chính "
    "sách trợ giúp xã hội đối với đối tượng bảo trợ xã hội;",
    "Căn cứ Nghị quyết của Hội đồng nhân dân tỉnh về dự toán thu, chi ngân sách địa phương;",
    "Căn cứ Quyết định số {n}/QĐ-UBND ngày {past} của Ủy ban nhân dân tỉnh về việc phân cấp quản "
    "lý;",
)


@dataclass(frozen=True, slots=True)
class Grant:
    """A decision for one applicant: subject after `Về việc`, article 1, sums in đồng."""

    subject: str
    article: str
    sums: tuple[int, ...]


GRANTS = {
    "1.001776": Grant(
        "trợ cấp xã hội hằng tháng",
        "Trợ cấp xã hội hằng tháng với mức {sum} đồng/tháng, kể từ ngày {day}",
        (360000, 540000, 720000, 750000, 1000000),
    ),
    "2.000751": Grant(
        "hỗ trợ kinh phí làm nhà ở",
        "Hỗ trợ kinh phí làm nhà ở do thiên tai gây ra, một lần, với mức {sum} đồng",
        (30000000, 40000000, 44000000, 60000000),
    ),
    "2.000744": Grant(
        "hỗ trợ chi phí mai táng",
        "Hỗ trợ chi phí mai táng cho thân nhân của người được nêu tên dưới đây với mức {sum} đồng",
        (7200000, 10000000, 18000000),
    ),
}


@dataclass(frozen=True, slots=True)
class Matter:
    """What concerns no single applicant: subject; paragraphs or articles; a list behind it."""

    subject: str
    body: tuple[str, ...]
    listed: bool = False


DECISIONS = (
    Matter(
        "phê duyệt Kế hoạch số hóa hồ sơ, kết quả giải quyết thủ tục hành chính còn hiệu lực",
        (
            "Phê duyệt Kế hoạch số hóa hồ sơ, kết quả giải quyết thủ tục hành chính còn hiệu lực "
            "năm {year} kèm theo Quyết định này.",
            "Giao Bộ phận Một cửa chủ trì, phối hợp với các đơn vị có liên quan tổ chức thực "
            "hiện; hằng tháng báo cáo kết quả trước ngày 25.",
        ),
    ),
    Matter(
        "kiện toàn Tổ công nghệ số cộng đồng",
        (
            "Kiện toàn Tổ công nghệ số cộng đồng gồm các ông (bà) có tên trong danh sách kèm "
            "theo Quyết định này.",
            "Tổ công nghệ số cộng đồng có nhiệm vụ hướng dẫn người dân nộp hồ sơ trực tuyến, "
            "thanh toán trực tuyến và sử dụng tài khoản định danh điện tử.",
        ),
        listed=True,
    ),
    Matter(
        "ban hành Quy chế tiếp nhận, số hóa và trả kết quả giải quyết thủ tục hành chính",
        (
            "Ban hành kèm theo Quyết định này Quy chế tiếp nhận, số hóa và trả kết quả giải "
            "quyết thủ tục hành chính, gồm {n2} điều.",
            "Quy chế có hiệu lực kể từ ngày ký và thay thế các quy định trước đây trái với Quy "
            "chế này.",
        ),
    ),
    Matter(
        "giao chỉ tiêu tiếp nhận hồ sơ trực tuyến cho các thôn, tổ dân phố",
        (
            "Giao chỉ tiêu tỷ lệ hồ sơ tiếp nhận trực tuyến năm {year} là {rate}% đối với các "
            "thôn, tổ dân phố trên địa bàn.",
            "Trưởng thôn, tổ trưởng tổ dân phố chịu trách nhiệm tuyên truyền, vận động Nhân dân "
            "thực hiện.",
        ),
    ),
)

LETTERS = (
    Matter(
        "đẩy mạnh số hóa hồ sơ, kết quả giải quyết thủ tục hành chính",
        (
            "Thực hiện Nghị định số 45/2020/NĐ-CP ngày 08/4/2020 của Chính phủ về thực hiện thủ "
            "tục hành chính trên môi trường điện tử; qua theo dõi trên Hệ thống thông tin giải "
            "quyết thủ tục hành chính, đến hết tháng {month}/{year}, tỷ lệ số hóa hồ sơ đạt "
            "{rate}%, tỷ lệ số hóa kết quả giải quyết đạt {rate2}%.",
            "Để nâng cao các chỉ số trên, đề nghị các cơ quan, đơn vị chỉ đạo cán bộ tiếp nhận "
            "thực hiện số hóa ngay tại khâu tiếp nhận; bảo đảm 100% kết quả được ký số trước khi "
            "trả cho tổ chức, cá nhân.",
            "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, kịp thời phản ánh để được "
            "hướng dẫn.",
        ),
    ),
    Matter(
        "rà soát danh mục dịch vụ công trực tuyến toàn trình",
        (
            "Căn cứ kết quả rà soát tại {n2} đơn vị, hiện còn {n} dịch vụ công trực tuyến chưa "
            "phát sinh hồ sơ trong {month} tháng đầu năm {year}.",
            "Đề nghị các đơn vị rà soát, đề xuất danh mục dịch vụ công trực tuyến toàn trình "
            "thuộc phạm vi quản lý, gửi kết quả trước ngày {d} để tổng hợp.",
        ),
    ),
    Matter(
        "cử cán bộ tham gia tập huấn sử dụng máy quét và chữ ký số",
        (
            "Để triển khai thống nhất việc quét, ký số và lưu trữ hồ sơ điện tử, dự kiến tổ chức "
            "lớp tập huấn trong 02 ngày, từ ngày {d}.",
            "Đề nghị mỗi đơn vị cử 02 cán bộ trực tiếp làm nhiệm vụ tiếp nhận, số hóa tham gia; "
            "danh sách gửi trước khi khai giảng 05 ngày làm việc.",
        ),
    ),
    Matter(
        "phối hợp xác minh nguồn gốc sử dụng đất",
        (
            "Qua kiểm tra hồ sơ địa chính, thửa đất số {n}, tờ bản đồ số {n2} chưa đủ cơ sở xác "
            "định thời điểm bắt đầu sử dụng đất.",
            "Đề nghị quý cơ quan phối hợp xác minh nguồn gốc, thời điểm sử dụng và tình trạng "
            "tranh chấp (nếu có), gửi văn bản trả lời trước ngày {d}.",
        ),
    ),
)

ANSWER = Matter(
    "cung cấp thông tin về đất đai",
    (
        "Ngày {received}, {office} tiếp nhận hồ sơ mã số {code} của ông (bà) {name}, thường trú tại "
        "{address}, về việc {request}.",
        "Sau khi kiểm tra hồ sơ địa chính, {office} trả lời như sau: thửa đất số {n}, tờ bản đồ số "
        "{n2}, diện tích {area} m², loại đất ở tại nông thôn và đất trồng cây lâu năm, hiện không có "
        "tranh chấp, không thuộc khu vực phải thu hồi theo quy hoạch được duyệt.",
        "Đề nghị ông (bà) mang theo thẻ căn cước khi đến nhận bản trích lục tại nơi đã nộp hồ sơ.",
    ),
)

REPORTS = (
    Matter(
        "Kết quả tiếp nhận, số hóa và giải quyết thủ tục hành chính tháng {month} năm {year}",
        (
            "Thực hiện chế độ thông tin báo cáo, {office} báo cáo kết quả tiếp nhận, số hóa hồ "
            "sơ và giải quyết thủ tục hành chính tháng {month} năm {year} như sau:",
            "Nhìn chung, các đơn vị đã thực hiện nghiêm việc số hóa; tuy nhiên tỷ lệ số hóa kết "
            "quả ở một số đơn vị còn thấp.",
        ),
    ),
    Matter(
        "Danh sách hộ gia đình được hỗ trợ làm nhà ở đợt {n3} năm {year}",
        (
            "Thực hiện chính sách hỗ trợ làm nhà ở, {office} tổng hợp danh sách các hộ gia đình "
            "đủ điều kiện như sau:",
            "Các hộ có tên trên đã được niêm yết công khai 07 ngày, không có ý kiến khiếu nại.",
        ),
    ),
)

VOWS = (
    "Tôi xin cam đoan những nội dung khai trên đây là đúng sự thật và chịu trách nhiệm trước "
    "pháp luật về cam đoan của mình.",
    "Tôi cam đoan các thông tin nêu trên là đúng; nếu sai, tôi hoàn toàn chịu trách nhiệm trước "
    "pháp luật.",
)

MORE = (
    "Công khai đầy đủ, kịp thời danh mục thủ tục hành chính, mã QR tra cứu và tình trạng giải "
    "quyết hồ sơ tại nơi tiếp nhận để tổ chức, cá nhân giám sát trong quá trình thực hiện.",
    "Đối với hồ sơ quá hạn, thủ trưởng cơ quan, đơn vị phải có văn bản xin lỗi, nêu rõ lý do và "
    "thời gian hẹn trả kết quả lần sau; không để phát sinh hồ sơ quá hạn do nguyên nhân chủ quan.",
    "Rà soát trang thiết bị, đường truyền phục vụ việc quét, số hóa và ký số tài liệu; bố trí ít "
    "nhất {n3} máy quét tại mỗi điểm tiếp nhận, bảo đảm an toàn, an ninh thông tin theo quy định.",
    "Phối hợp với Mặt trận Tổ quốc và các tổ chức chính trị - xã hội tuyên truyền bằng tiếng phổ "
    "thông và tiếng dân tộc thiểu số (Tày, Dao, Mông, Nùng, Cao Lan) về lợi ích của dịch vụ công "
    "trực tuyến.",
    "Tổng hợp kết quả thực hiện, báo cáo về Văn phòng (qua Phòng Kiểm soát thủ tục hành chính) "
    "trước ngày 20 hằng tháng; số điện thoại liên hệ: 0207.3{n6}.",
    "Theo số liệu trên Hệ thống, trong kỳ đã tiếp nhận {n4} hồ sơ, trong đó trực tuyến toàn "
    "trình {n} hồ sơ, trực tiếp và qua dịch vụ bưu chính công ích {n2} hồ sơ; tỷ lệ giải quyết "
    "đúng hạn đạt {rate}%.",
    "Việc khai thác, sử dụng lại dữ liệu đã số hóa còn hạn chế, nhất là ở các xã vùng cao, nơi "
    "thiết bị và đường truyền chưa đáp ứng yêu cầu; một số cán bộ chưa thành thạo thao tác trên "
    "phần mềm.",
)
"""General paragraphs that fill letters, reports and plans to the length such papers have."""
