#!/bin/sh
# Buckets, policy and user of the program on the object store (runs inside the mc image).
set -eu
mc alias set store http://store:9000 root-of-store "$(cat /run/secrets/store_root)" >/dev/null
mc mb --ignore-existing store/sohoa
mc mb --ignore-existing --with-lock store/sohoa-originals
mc admin policy create store sohoa /setup/minio-policy.json
mc admin user add store sohoa "$(cat /run/secrets/store_user)"
mc admin policy attach store sohoa --user sohoa 2>/dev/null || true
