#!/usr/bin/env bash
# Makes the hash-locked files anew from pyproject.toml (needs uv), for every Python from 3.11.0 on.
# They carry no index addresses.
set -eu
cd "$(dirname "$0")/.."
compile() {
    uv pip compile --quiet --universal --python-version 3.11.0 --generate-hashes --no-header --no-annotate \
        --no-emit-index-url --no-emit-find-links "$@"
}
compile --output-file requirements/run.lock pyproject.toml requirements/build.in
compile --extra dev --constraint requirements/run.lock \
    --output-file requirements/dev.lock pyproject.toml requirements/build.in
compile --output-file requirements/bench.lock requirements/bench.in
compile --constraint requirements/run.lock \
    --output-file requirements/train.lock pyproject.toml requirements/train.in
