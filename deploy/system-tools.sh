#!/usr/bin/env bash
# Installs the system tools that are missing, or prints the one command that does.
# usage: system-tools.sh [bench|servers]
set -eu

missing=()
need() { # need PACKAGE COMMAND…: the package is missing when the command fails
    local package=$1
    shift
    "$@" >/dev/null 2>&1 || missing+=("$package")
}
has_language() { tesseract --list-langs 2>/dev/null | grep -qx "$1"; }
has_fonts() { compgen -G "/usr/share/fonts/truetype/$1/*" >/dev/null; }

need python3-venv "${PYTHON:-python3}" -c "import ensurepip, venv"
need tesseract-ocr tesseract --version
need tesseract-ocr-vie has_language vie
need poppler-utils pdftoppm -v
need fonts-liberation2 has_fonts liberation2
need fonts-freefont-ttf has_fonts freefont
need fonts-noto-core has_fonts noto
if [ "${1:-}" = bench ]; then
    need ghostscript gs --version
    need pngquant pngquant --version
    need unpaper unpaper --version
fi
if [ "${1:-}" = servers ]; then
    need golang go version
    need default-jdk-headless javac -version
    need maven mvn -v
    need postgresql compgen -G "/usr/lib/postgresql/*/bin/initdb"
    mkdir -p /etc/postgresql-common 2>/dev/null &&
        echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf 2>/dev/null || true
fi

if ! "${PYTHON:-python3}" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))'; then
    echo "Cần Python từ 3.11 đến 3.14. / Python 3.11 to 3.14 is needed: make PYTHON=python3.11 …" >&2
    exit 3
fi
[ ${#missing[@]} -eq 0 ] && exit 0

install="apt-get install -y --no-install-recommends ${missing[*]}"
as_root=
if [ "$(id -u)" -ne 0 ]; then as_root=sudo; fi
if ! command -v apt-get >/dev/null || { [ -n "$as_root" ] && ! { [ -t 0 ] && command -v sudo >/dev/null; } && ! sudo -n true 2>/dev/null; }; then
    echo "Thiếu công cụ, hãy chạy rồi thử lại: / Tools are missing, run this and try again:" >&2
    echo "    sudo $install" >&2
    exit 3
fi
echo "Cài đặt / installing: ${missing[*]}" >&2
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq
$as_root $install >/dev/null
