#!/usr/bin/env bash
# The whole thing in small: make sample scans, digitize, search, print rates. usage: demo.sh [--check] DIR
# --check: quietly, and fail when anything is not as it should be (`make test` runs it).
set -eu
check=
if [ "$1" = --check ]; then check=1; shift; fi
here=$(cd "$(dirname "$0")/.." && pwd)
folder=$1
sohoa="$here/.venv/bin/sohoa"
export SOHOA_HOME="$folder/home"

say() { [ -n "$check" ] || printf '\n\033[1m%s\033[0m\n' "$*"; }
show() { if [ -n "$check" ]; then "$@" >/dev/null; else "$@"; fi; }

rm -rf "$folder"
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
export SOHOA_HOME="$folder/home"

say "1. Tạo bản quét mẫu (người trong mẫu không có thật) / making sample scans"
show "$here/.venv/bin/python" -m samples dossiers "$folder/mau" --count 4 --seed 2024

say "2. Nhập sổ hồ sơ / importing the register: sohoa dossiers import"
show "$sohoa" dossiers import "$folder/mau/so-ho-so.csv"

say "3. Số hóa / digitizing: sohoa digitize"
show "$sohoa" digitize "$folder/mau/scans" --by "Demo"

say "4. Tìm không dấu / searching without accents: sohoa search 'giay tiep nhan'"
show "$sohoa" search "giay tiep nhan" --limit 3
if [ -n "$check" ]; then
    found=$("$sohoa" search "giay tiep nhan" --json | "$here/.venv/bin/python" -c 'import json, sys; print(json.load(sys.stdin)["total"])')
    [ "$found" -gt 0 ] || { echo "demo: nothing found" >&2; exit 1; }
    "$sohoa" verify >/dev/null
fi

say "5. Tỷ lệ số hóa / rates: sohoa stats --by year"
show "$sohoa" stats --by year

say "6. Hồ sơ thiếu kết quả / dossiers without their result: sohoa dossiers --missing result"
show "$sohoa" dossiers --missing result

say "Xem tiếp / where to look"
[ -n "$check" ] || cat <<END
  bản quét mẫu / scans        $folder/mau/scans
  kho lưu trữ / home folder   $SOHOA_HOME
  việc chờ người xem          SOHOA_HOME=$SOHOA_HOME .venv/bin/sohoa review
  tìm                         SOHOA_HOME=$SOHOA_HOME .venv/bin/sohoa search "…"
  tất cả lệnh / all commands  .venv/bin/sohoa --help, docs/commands.md
END
