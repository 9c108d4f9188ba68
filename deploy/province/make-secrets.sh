#!/usr/bin/env bash
# Makes random passwords in ./secrets, readable by their owner only; what is there stays as it is.
set -eu
cd "$(dirname "$0")"
umask 077
mkdir -p secrets
random() { head -c 24 /dev/urandom | base64 | tr -d '+/=\n'; }
for name in store-root store-user database search prefect; do
    [ -s "secrets/$name" ] || random >"secrets/$name"
done
database=$(cat secrets/database)
prefect=$(cat secrets/prefect)
cat >secrets/secrets.toml <<END
store_access_key = "sohoa"
store_secret_key = "$(cat secrets/store-user)"
catalog_password = "$database"
index_user = "elastic"
index_password = "$(cat secrets/search)"
runner_auth = "sohoa:$prefect"
END
cat >secrets/prefect.env <<END
PREFECT_SERVER_API_AUTH_STRING=sohoa:$prefect
PREFECT_API_AUTH_STRING=sohoa:$prefect
PREFECT_SERVER_DATABASE_CONNECTION_URL=postgresql+asyncpg://sohoa:$database@database:5432/prefect
END
# Users inside the containers read their file; on this host nobody gets through the folder.
chmod 644 secrets/secrets.toml secrets/store-root secrets/store-user secrets/database secrets/search
chmod 700 secrets
echo "secrets/ is ready. Keep a copy where only the archive's head finds it." >&2
