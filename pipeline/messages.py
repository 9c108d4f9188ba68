"""Every sentence shown to people, Vietnamese first: one table, keyed by stable code.

`docs/errors.md` lists the same codes; a test compares the two.
"""

from dataclasses import dataclass

from pipeline.errors import Fault, Part


@dataclass(frozen=True, slots=True)
class Message:
    """What happened and what to do, in both languages; the advice may be empty for plain notices."""

    vi: str
    vi_advice: str
    en: str
    en_advice: str

    def sentence(self, lang: str) -> str:
        """What happened, in `vi` or `en`."""
        return self.en if lang == "en" else self.vi

    def advice(self, lang: str) -> str:
        """What to do, in `vi` or `en`."""
        return self.en_advice if lang == "en" else self.vi_advice


MESSAGES: dict[str, Message] = {
    "error": Message("Có lỗi.", "Chạy lại với --debug và gửi kết quả cho người hỗ trợ.",
                     "Something failed.", "Run again with --debug and send the output to your support."),
    "scan.rejected": Message("Tệp không được nhận.", "Kiểm tra lại tệp.", "The file was not taken.", "Check the file."),
    "scan.not_a_scan": Message("Tệp không phải bản quét.", "Nộp tệp PDF, TIFF, JPEG hoặc PNG.",
                               "The file is not a scan.", "Hand in a PDF, TIFF, JPEG or PNG."),
    "scan.damaged": Message("Tệp hỏng, không cứu được trang nào.", "Quét lại giấy tờ này.",
                            "The file is damaged and no page could be saved.", "Scan the paper again."),
    "scan.encrypted": Message("Tệp PDF có mật khẩu.", "Bỏ mật khẩu rồi nộp lại.",
                              "The PDF needs a password.", "Remove the password and hand it in again."),
    "scan.too_large": Message("Tệp vượt giới hạn.", "Chia nhỏ tệp, hoặc tăng giới hạn trong sohoa.toml.",
                              "The file is beyond the limits.", "Split it, or raise the limit in sohoa.toml."),
    "scan.pages_lost": Message("Tệp hỏng một phần; một số trang không cứu được.", "So với bản giấy và quét lại trang thiếu.",
                               "The file is partly damaged; some pages are lost.", "Compare with the paper and scan the missing pages again."),
    "scan.changed": Message("Tệp thay đổi trong lúc nhận.", "Đợi máy quét ghi xong rồi nộp lại.",
                            "The file changed while it was received.", "Wait until the scanner has finished, then hand it in again."),
    "scan.missing": Message("Không có tệp này.", "Kiểm tra đường dẫn.", "There is no such file.", "Check the path."),
    "scan.no_access": Message("Không mở được tệp.", "Kiểm tra quyền đọc của tệp.",
                              "The file cannot be opened.", "Check that you may read it."),
    "scan.attachments": Message("Tệp PDF có tệp đính kèm chưa được đọc.", "Lấy các tệp đính kèm ra và nộp riêng.",
                                "The PDF carries attached files that were not read.", "Take the attached files out and hand them in by themselves."),
    "scan.below_standard": Message("Bản quét dưới chuẩn lưu trữ (200 dpi, màu); vẫn được giữ.", "Nếu phải lưu trữ lâu dài, quét lại màu, từ 200 dpi.",
                                   "The scan is below the archive standard (200 dpi, colour); it is kept.", "To archive it, scan it again in colour, 200 dpi or more."),
    "page.unreadable": Message("Không đọc được trang.", "Quét lại trang này.", "The page could not be read.", "Scan this page again."),
    "page.timeout": Message("Đọc trang quá lâu, đã dừng.", "Xem trang; nếu cần, chạy `sohoa reread`.",
                            "Reading the page took too long and was stopped.", "Look at the page; if needed run `sohoa reread`."),
    "page.crashed": Message("Trình đọc hỏng khi đọc trang.", "Xem trang; nếu cần, chạy `sohoa reread`.",
                            "The reader crashed on the page.", "Look at the page; if needed run `sohoa reread`."),
    "page.low_confidence": Message("Trang đọc không chắc chắn.", "Đối chiếu với bản giấy.",
                                   "The page was read with little certainty.", "Compare with the paper."),
    "document.gave_up": Message("Đã thử nhiều lần mà không xong.", "Xem nhật ký trong `logs/`, rồi chạy `sohoa reread`.",
                                "Several tries did not finish it.", "See the log in `logs/`, then run `sohoa reread`."),
    "type.unknown": Message("Không nhận ra loại giấy tờ.", "Chọn loại: `sohoa review … --set type=…`.",
                            "The type of paper was not recognised.", "Set it: `sohoa review … --set type=…`."),
    "type.unsure": Message("Chưa chắc loại giấy tờ.", "Xem và chọn đúng loại: `sohoa review … --set type=…`, hoặc `--accept`.",
                           "The type of paper is not sure.", "Look and set it: `sohoa review … --set type=…`, or `--accept`."),
    "field.missing": Message("Không tìm thấy một mục phải có trên giấy.", "Xem ảnh và nhập: `sohoa review … --set MỤC=…`.",
                             "A value that must be on the paper was not found.", "Look at the picture and set it: `sohoa review … --set NAME=…`."),
    "check.number_type": Message("Ký hiệu của số không khớp tên loại văn bản.", "Xem số ký hiệu và tên loại trên giấy.",
                                 "The letters of the number do not fit the title.", "Look at number and title on the paper."),
    "check.owner_id": Message("Số định danh không khớp ngày sinh hoặc giới tính.", "Đối chiếu với giấy tờ gốc.",
                              "The personal number does not fit birth date or sex.", "Compare with the original."),
    "check.dates_order": Message("Các ngày trên giấy trái thứ tự.", "Xem lại hai ngày đã nêu.",
                                 "Dates on the paper are in the wrong order.", "Look at the two dates named."),
    "check.signed_earlier": Message("Ngày ban hành sau giờ ký số.", "Xem lại ngày ban hành trên giấy.",
                                    "The day of issue is after the time of the digital signature.", "Look at the day of issue on the paper."),
    "check.code_sources": Message("Mã QR hoặc mã vạch khác chữ in.", "Xem và xác nhận giá trị đúng.",
                                  "The QR code or barcode says something else than the print.", "Look and confirm the right value."),
    "check.words": Message("Số viết bằng chữ không khớp số viết bằng số.", "Xem cả hai trên giấy và nhập số đúng.",
                           "The number in words is not the one in figures.", "Look at both on the paper and set the right one."),
    "check.zone": Message("Số trên thẻ không khớp dòng chữ máy đọc.", "Xem cả hai trên thẻ và nhập số đúng.",
                          "The number on the card is not the one of its machine-readable zone.", "Look at both on the card and set the right one."),
    "filing.unfiled": Message("Chưa biết thuộc hồ sơ nào.", "Xếp vào hồ sơ: `sohoa file … --dossier …`.",
                              "It is not known to which dossier this belongs.", "File it: `sohoa file … --dossier …`."),
    "filing.disagree": Message("Các nguồn mã hồ sơ không khớp nhau.", "Xem và xác nhận hồ sơ đúng.",
                               "The sources of the dossier code disagree.", "Look and confirm the right dossier."),
    "filing.unknown_dossier": Message("Mã hồ sơ không có trong sổ.", "Nhập sổ hồ sơ: `sohoa dossiers import`.",
                                      "The dossier code is not in the register.", "Import the register: `sohoa dossiers import`."),
    "filing.unsure": Message("Mã hồ sơ chỉ đọc được từ chữ in, không chắc chắn.", "Xem và xác nhận hồ sơ.",
                             "The dossier code was read from print alone, with little certainty.", "Look and confirm the dossier."),
    "filing.by_register": Message("Chỉ sổ hồ sơ cho biết hồ sơ này, chưa chắc chắn.", "Xem giấy tờ, rồi xác nhận hoặc chọn hồ sơ khác.",
                                  "Only the register names this dossier, and not for certain.", "Look at the paper, then confirm it or choose another dossier."),
    "filing.candidates": Message("Chưa biết thuộc hồ sơ nào; sổ hồ sơ có những hồ sơ gần giống.", "Chọn một: `sohoa file … --dossier …`.",
                                 "It is not known to which dossier this belongs; the register has some that are alike.", "Choose one: `sohoa file … --dossier …`."),
    "filing.role_unknown": Message("Chưa biết là thành phần hay kết quả của hồ sơ.", "Chọn vai trò: `sohoa file … --role …`.",
                                   "It is not known whether this is a component or the result.", "Set the role: `sohoa file … --role …`."),
    "stack.unsure": Message("Có thể một giấy tờ khác bắt đầu ở trang này.", "Xem trang: nếu đúng, `sohoa cut TÀI-LIỆU --at TRANG`; nếu không, `sohoa review TÀI-LIỆU --accept`.",
                            "Another paper may begin at this page.", "Look at the page: if so, `sohoa cut DOCUMENT --at PAGE`; if not, `sohoa review DOCUMENT --accept`."),
    "register.unreadable": Message("Không đọc được sổ hồ sơ.", "Lưu lại dưới dạng CSV UTF-8 hoặc XLSX (không mật khẩu).",
                                   "The register cannot be read.", "Save it again as CSV UTF-8 or XLSX (without password)."),
    "register.no_header": Message("Sổ hồ sơ không có dòng tiêu đề với cột “Mã hồ sơ”.", "Xem tên cột trong `docs/commands.md`.",
                                  "The register has no header row with a column “code”.", "See the column names in `docs/commands.md`."),
    "register.code": Message("Mã hồ sơ trong sổ sai.", "Sửa mã ở dòng này rồi nhập lại.",
                             "The register's dossier code is wrong.", "Correct the code in this row and import again."),
    "register.date": Message("Ngày trong sổ không đọc được.", "Ghi ngày dạng dd/mm/yyyy hoặc YYYY-MM-DD.",
                             "The register's date cannot be read.", "Write it as dd/mm/yyyy or YYYY-MM-DD."),
    "register.short_year": Message("Năm trong sổ chỉ có hai chữ số.", "Ghi năm đủ bốn chữ số.",
                                   "The register's year has two digits.", "Write the year with four digits."),
    "register.date_order": Message("Ngày trong sổ sớm hơn ngày tiếp nhận.", "Sửa ngày ở dòng này rồi nhập lại.",
                                   "The register's date lies before the reception.", "Correct the dates in this row and import again."),
    "register.channel": Message("Kênh tiếp nhận trong sổ không rõ.", "Ghi: trực tiếp, trực tuyến hoặc bưu chính.",
                                "The register's channel is not known.", "Write direct, online or postal."),
    "register.yes_no": Message("Ô có/không trong sổ không rõ.", "Ghi 1 hoặc 0, có hoặc không, x.",
                               "The register's yes or no is not clear.", "Write 1 or 0, yes or no, x."),
    "register.duplicate": Message("Mã hồ sơ lặp lại trong sổ; dòng sau được dùng.", "Xóa dòng thừa nếu cần.",
                                  "The code stands twice in the register; the later row is used.", "Delete the row that is too much."),
    "paper.restricted": Message("Giấy tờ có dấu độ mật, đã cất riêng.", "Xử lý theo quy định về bí mật nhà nước; nếu nhầm: `sohoa review … --set restricted=không`.",
                                "The paper carries a secrecy marking and was locked away.", "Handle it by the rules on state secrets; if in error: `sohoa review … --set restricted=no`."),
    "signature.broken": Message("Chữ ký số không khớp: tệp đã bị sửa sau khi ký.", "Lấy lại tệp gốc từ nơi ban hành, nộp bản đó.",
                                "A digital signature does not fit: the file was altered after signing.", "Get the file from its issuer again and hand that in."),
    "signature.changed_after": Message("Nội dung được thêm vào tệp sau khi ký số.", "So với bản của nơi ban hành; xem `sohoa show`.",
                                       "Content was added to the file after it was signed.", "Compare with the issuer's copy; see `sohoa show`."),
    "signature.expired": Message("Chứng thư số không còn hoặc chưa có hiệu lực lúc ký.", "Hỏi nơi ban hành về giá trị của bản này.",
                                 "The certificate was not valid when it signed.", "Ask the issuer whether this copy holds."),
    "signature.unreadable": Message("Không đọc được chữ ký số.", "Kiểm tra bằng phần mềm ký số, hoặc lấy lại tệp từ nơi ban hành.",
                                    "A digital signature cannot be read.", "Check it with signing software, or get the file from its issuer again."),
    "signature.untrusted": Message("Chứng thư số không thuộc gốc tin cậy của cơ quan.", "Kiểm tra người ký; nếu đúng, thêm chứng thư gốc vào `trusted_roots`.",
                                   "The certificate ends in no root that the office trusts.", "Check who signed; if right, put the root into `trusted_roots`."),
    "tool.missing": Message("Thiếu công cụ.", "Chạy `sohoa doctor` để xem lệnh cài đặt.",
                            "A tool is missing.", "Run `sohoa doctor` to see the command that installs it."),
    "service.down": Message("Không tới được một dịch vụ; giấy tờ đã nhận vẫn an toàn.", "Sửa dịch vụ rồi chạy `sohoa sweep`.",
                            "A service cannot be reached; what was received is safe.", "Mend the service, then run `sohoa sweep`."),
    "index.damaged": Message("Chỉ mục tìm kiếm hỏng hoặc thuộc phiên bản khác; giấy tờ vẫn an toàn.", "Chạy `sohoa reindex`.",
                             "The search index is damaged or of another version; the papers are safe.", "Run `sohoa reindex`."),
    "claim.lost": Message("Máy khác đã nhận việc này.", "Không cần làm gì.", "Another worker took this over.", "Nothing to do."),
    "document.looks_alike": Message("Có vẻ là bản quét khác của một tài liệu đã có.", "So hai bản: giữ bản tốt (`sohoa replace`, `sohoa withdraw`), hoặc `sohoa review … --accept` nếu là hai giấy.",
                                    "This looks like another scan of a document that is there.", "Compare both: keep the better (`sohoa replace`, `sohoa withdraw`), or `sohoa review … --accept` if they are two papers."),
    "edit.stale": Message("Người khác vừa sửa tài liệu này.", "Mở lại rồi sửa tiếp.",
                          "Somebody else has just changed this document.", "Open it again and repeat your change."),
    "not.allowed": Message("Bạn không có quyền xem tài liệu này.", "Hỏi người quản trị.",
                           "You may not see this document.", "Ask your administrator."),
    "request.bad": Message("Yêu cầu không hợp lệ.", "Xem `sohoa --help`.", "The request is not valid.", "See `sohoa --help`."),
    "file.failed": Message("Không đọc hoặc không ghi được tệp.", "Kiểm tra đường dẫn, quyền và chỗ trống trên đĩa.",
                           "A file cannot be read or written.", "Check the path, the permissions and the free space."),
    "up.already_running": Message("`sohoa up` đang chạy cho thư mục này.", "Dùng lần đang chạy, hoặc dừng nó trước.",
                                  "`sohoa up` is running for this home already.", "Use that one, or stop it first."),
    "worker.already_running": Message("Trên thư mục này đang có một `sohoa worker` cùng tên.", "Đặt tên khác: `sohoa worker --name TÊN`.",
                                      "A `sohoa worker` of that name is running for this home.", "Give another name: `sohoa worker --name NAME`."),
    "runner.no_worker": Message("Không có `sohoa worker` nào đang chạy; giấy tờ đã nhận vẫn an toàn và đang chờ.", "Chạy `sohoa worker` trên một máy.",
                                "No `sohoa worker` is running; what was received is safe and waits.", "Start `sohoa worker` on a machine."),
    "request.no_document": Message("Không có tài liệu này.", "Xem mã tài liệu bằng `sohoa search` hoặc `sohoa batches`.",
                                   "There is no such document.", "Find its id with `sohoa search` or `sohoa batches`."),
    "request.no_batch": Message("Không có đợt này.", "Xem các đợt bằng `sohoa batches`.",
                                "There is no such batch.", "List the batches with `sohoa batches`."),
    "request.no_dossier": Message("Không có hồ sơ này.", "Nhập sổ hồ sơ: `sohoa dossiers import`.",
                                  "There is no such dossier.", "Import the register: `sohoa dossiers import`."),
    "request.no_hold": Message("Kho tệp này không khóa được bản gốc.", "Chuyển sang kho S3 có khóa đối tượng: thiết lập `store`.",
                               "This object store cannot lock originals.", "Move to an S3 store with object lock: setting `store`."),
    "request.no_file": Message("Không có tệp này.", "Kiểm tra đường dẫn.", "There is no such file.", "Check the path."),
    "request.no_copy": Message("Tài liệu không có bản này.", "Chạy `sohoa reread` để làm lại.",
                               "The document has no such copy.", "Run `sohoa reread` to make it again."),
    "request.same_file": Message("Tệp ra trùng tệp vào; bản gốc không bao giờ bị ghi đè.", "Chọn tên khác cho tệp ra.",
                                 "Output and input are the same file; originals are never overwritten.", "Choose another output name."),
    "request.same_scan": Message("Đây chính là bản quét cũ.", "Nộp bản quét mới.",
                                 "This is the very same scan.", "Hand in the new scan."),
    "request.remade": Message("Tài liệu này đã được cắt hoặc ghép; trang của nó nằm ở tài liệu khác.", "Dùng các mã tài liệu ghi sau mũi tên.",
                              "This document was cut or joined; its pages are in others.", "Use the ids behind the arrow."),
    "request.cut_page": Message("Không cắt được ở trang này.", "Chọn trang trong khoảng đã nêu; giấy tờ mới bắt đầu từ trang đó.",
                                "The document cannot be cut at this page.", "Choose a page of the range named; the new document begins there."),
    "request.join": Message("Cần ít nhất hai tài liệu khác nhau để ghép.", "Ghi các mã tài liệu theo đúng thứ tự trang.",
                            "Two different documents are needed.", "Name them in the order of their pages."),
    "request.withdrawn": Message("Tài liệu đã được rút.", "Chọn tài liệu đang dùng.",
                                 "The document was withdrawn.", "Choose one that is in use."),
    "request.dossier_code": Message("Mã hồ sơ không đúng dạng.", "Viết như H60.05-240105-0001.",
                                    "That is no dossier code.", "Write it like H60.05-240105-0001."),
    "request.name_value": Message("Cần viết TÊN=GIÁ TRỊ.", "Ví dụ: --set number=01/QĐ-UBND.",
                                  "NAME=VALUE is needed.", "For example: --set number=01/QĐ-UBND."),
    "request.value": Message("Giá trị không đọc được.", "Ngày viết như 05/02/2025.",
                             "The value cannot be read.", "Write a day like 2025-02-05."),
    "request.type": Message("Không có loại giấy tờ này.", "Xem `sohoa doctor --types`.",
                            "There is no such type of paper.", "See `sohoa doctor --types`."),
    "request.empty_path": Message("Đường dẫn trống.", "Ghi tên tệp hoặc thư mục cần số hóa; `.` là thư mục hiện tại.",
                                  "The path is empty.", "Name the file or folder to digitize; `.` is the current folder."),
    "request.marking": Message("Không có độ mật này.", "Chọn MẬT, TỐI MẬT, TUYỆT MẬT hoặc không.",
                               "There is no such marking.", "Choose MẬT, TỐI MẬT, TUYỆT MẬT or no."),
    "request.restricted": Message("Tài liệu mật không giữ giá trị nào.", "Nếu không mật, bỏ dấu trước: --set restricted=không.",
                                  "A restricted document keeps no values.", "If it is not secret, lift the marking first: --set restricted=no."),
    "request.role": Message("Vai trò không đúng.", "Chọn application, attachment hoặc result.",
                            "That is no role.", "Choose application, attachment or result."),
    "request.unfiled": Message("Tài liệu chưa thuộc hồ sơ nào.", "Đặt hồ sơ trước: --set dossier=…",
                               "The document lies in no dossier.", "Set the dossier first: --set dossier=…"),
    "request.search": Message("Các tùy chọn tìm kiếm này không đi cùng nhau.", "Bỏ bớt; xem `docs/commands.md`, phần tìm kiếm.",
                              "These options of search do not go together.", "Leave some out; see `docs/commands.md`, searching."),
    "request.search_name": Message("Tên câu tìm trống hoặc quá dài.", "Đặt tên ngắn, ví dụ: --save \"khai sinh 2024\".",
                                   "The name of the search is empty or too long.", "Choose a short name, like --save \"births 2024\"."),
    "request.no_search": Message("Không có câu tìm nào lưu dưới tên này.", "Xem các câu đã lưu: `sohoa search --saved`.",
                                 "No search was saved under this name.", "List yours: `sohoa search --saved`."),
    "list.unreadable": Message("Không đọc được danh sách.", "Lưu lại dưới dạng CSV UTF-8 hoặc XLSX (không mật khẩu).",
                               "The list cannot be read.", "Save it again as CSV UTF-8 or XLSX (without password)."),
    "list.no_column": Message("Danh sách không có cột này, hoặc không có cột tên hay số nào.", "Ghi tên cột hoặc số thứ tự cột: --column \"Họ tên\".",
                              "The list lacks this column, or any of names or numbers.", "Name the column or its place: --column 2."),
    "list.too_long": Message("Danh sách quá dài.", "Chia thành nhiều tệp.", "The list is too long.", "Split it."),
    "export.kind": Message("Chỉ xuất được CSV hoặc XLSX.", "Đặt tên tệp có đuôi .csv hoặc .xlsx.",
                           "Only CSV and XLSX can be written.", "Give the file a name that ends in .csv or .xlsx."),
    "query.bad": Message("Không hiểu câu tìm kiếm.", "Xem `docs/commands.md`, phần tìm kiếm.",
                         "The query cannot be understood.", "See `docs/commands.md`, searching."),
    "backup.none": Message("Thư mục này không có bản sao lưu.", "Kiểm tra đường dẫn.",
                           "This folder holds no backup.", "Check the path."),
    "backup.damaged": Message("Một tệp của bản sao lưu bị mất hoặc hỏng.", "Lấy lại tệp đó, hoặc dùng bản sao lưu khác.",
                              "A file of the backup is missing or damaged.", "Bring that file back, or use another backup."),
    "backup.version": Message("Bản sao lưu do phiên bản mới hơn tạo ra.", "Nâng cấp chương trình này.",
                              "A newer program made this backup.", "Upgrade this program."),
    "backup.busy": Message("Đang sao lưu vào thư mục này.", "Đợi lần đó xong.",
                           "Another backup into this folder is running.", "Wait until it is through."),
    "backup.old": Message("Bản sao lưu gần nhất đã cũ.", "Chạy `sohoa backup`; nếu `sohoa up` đang chạy, xem nhật ký trong `logs/`.",
                          "The last backup is old.", "Run `sohoa backup`; if `sohoa up` is running, see the log in `logs/`."),
    "restore.not_empty": Message("Nơi phục hồi không trống; không có gì bị thay đổi.", "Chọn thư mục dữ liệu, kho tệp và danh mục trống.",
                                 "The place is not empty; nothing in it was changed.", "Choose an empty home, store and catalog."),
    "move.nothing": Message("Chưa nói chuyển đi đâu.", "Thêm --store ĐỊA-CHỈ hoặc --catalog ĐỊA-CHỈ khác với thiết lập.",
                            "Nothing is to be moved.", "Add --store ADDRESS or --catalog ADDRESS other than the setting."),
    "move.busy": Message("Văn phòng đang làm việc.", "Dừng `sohoa up` và các lệnh khác, rồi chạy lại.",
                         "The office is at work.", "Stop `sohoa up` and other commands, then run this again."),
    "move.changed": Message("Danh mục thay đổi trong lúc chuyển.", "Dừng mọi việc khác rồi chạy lại; phần đã chuyển không phải chuyển lại.",
                            "The catalog changed meanwhile.", "Stop all other work and run this again; what was moved stays."),
    "settings.bad": Message("Thiết lập sai.", "Sửa sohoa.toml hoặc biến SOHOA_….",
                            "A setting is wrong.", "Correct sohoa.toml or the SOHOA_… variable."),
}  # fmt: skip

_PARTS: dict[Part, tuple[str, str]] = {
    Part.STORE: ("kho tệp", "object store"),
    Part.CATALOG: ("danh mục", "catalog"),
    Part.INDEX: ("máy tìm kiếm", "search index"),
    Part.RUNNER: ("máy chủ Prefect", "Prefect server"),
}

_FAULTS: dict[Fault, Message] = {
    Fault.UNREACHABLE: Message(
        "Không tới được {part}; giấy tờ đã nhận vẫn an toàn.", "Khởi động {part} hoặc sửa thiết lập `{setting}`, rồi chạy `sohoa sweep`.",
        "The {part} cannot be reached; what was received is safe.", "Start the {part} or correct the setting `{setting}`, then run `sohoa sweep`."),
    Fault.CREDENTIALS: Message(
        "{Part} từ chối tài khoản hoặc mật khẩu.", "Sửa tài khoản của `{setting}` trong secrets.toml hoặc biến SOHOA_….",
        "The {part} refuses the user or password.", "Correct the credentials of `{setting}` in secrets.toml or the SOHOA_… variables."),
    Fault.RIGHTS: Message(
        "Tài khoản không đủ quyền trên {part}.", "Cấp quyền như trong `docs/operations.md`, mục `{setting}`.",
        "The user lacks a right on the {part}.", "Grant it as `docs/operations.md` says under `{setting}`."),
    Fault.MISSING: Message(
        "{Part} không có nơi đã chỉ định.", "Tạo nơi đó trên máy chủ, hoặc sửa thiết lập `{setting}`.",
        "The place named on the {part} does not exist.", "Make it on the server, or correct the setting `{setting}`."),
    Fault.TLS: Message(
        "Không tin được chứng thư của {part}.", "Sửa thiết lập `ca_file`, hoặc http/https trong `{setting}`.",
        "The certificate of the {part} cannot be trusted.", "Correct the setting `ca_file`, or http/https in `{setting}`."),
    Fault.OTHER_SERVER: Message(
        "Máy chủ ở địa chỉ này không phải {part}.", "Sửa thiết lập `{setting}`.",
        "The server at this address is no {part}.", "Correct the setting `{setting}`."),
    Fault.VERSION: Message(
        "Phiên bản của {part} không dùng được với chương trình này.", "Nâng cấp bên cũ hơn; xem `docs/operations.md`, mục `{setting}`.",
        "The version of the {part} does not go with this program.", "Upgrade the older one; see `docs/operations.md` under `{setting}`."),
    Fault.FULL: Message(
        "{Part} hết chỗ hoặc chỉ cho đọc; giấy tờ đã nhận vẫn an toàn.", "Giải phóng chỗ trên máy chủ của `{setting}`, rồi chạy `sohoa sweep`.",
        "The {part} is full or read-only; what was received is safe.", "Make room on the server of `{setting}`, then run `sohoa sweep`."),
}  # fmt: skip


def _about(part: Part, said: Message) -> Message:
    vi, en = _PARTS[part]
    names = {"setting": part.value}
    return Message(
        said.vi.format(part=vi, Part=vi[0].upper() + vi[1:], **names),
        said.vi_advice.format(part=vi, **names),
        said.en.format(part=en, **names),
        said.en_advice.format(part=en, **names),
    )


MESSAGES |= {
    f"{part}.{fault}": _about(part, said) for part in Part for fault, said in _FAULTS.items()
}

MESSAGES[f"{Part.RUNNER}.{Fault.MISSING}"] = Message(
    "Máy chủ Prefect chưa có nhóm máy đọc hoặc luồng việc này.", "Chạy `sohoa deploy`, hoặc sửa thiết lập `work_pool`.",
    "The Prefect server lacks this work pool or deployment.", "Run `sohoa deploy`, or correct the setting `work_pool`.",
)  # fmt: skip


def message(code: str) -> Message:
    """The message of a code; an unknown code gets the general one."""
    return MESSAGES.get(code, MESSAGES["error"])
