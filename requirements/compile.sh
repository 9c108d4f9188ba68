#!/usr/bin/env bash
# Makes the hash-locked files anew from pyproject.toml (needs pip-tools); they carry no index addresses.
set -eu
cd "$(dirname "$0")/.."
compile() {
    pip-compile --quiet --allow-unsafe --generate-hashes --strip-extras --no-header --no-annotate \
        --no-emit-index-url --no-emit-find-links --no-emit-trusted-host "$@"
}
compile --output-file requirements/run.lock pyproject.toml requirements/build.in
compile --extra dev --constraint requirements/run.lock \
    --output-file requirements/dev.lock pyproject.toml requirements/build.in
compile --output-file requirements/bench.lock requirements/bench.in
