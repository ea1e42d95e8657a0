#!/usr/bin/env bash
# Draws the secrets of docker-compose.yml at random into deploy/compose/secrets, which git ignores. What is there stays as it is:
# a master key that is lost takes the members' personal data with it. The folder is closed to others; the files are readable
# because the users inside the containers differ. Certificates of the services are made too, and renewed when less than a third
# of their year is left: run it every month.
set -euo pipefail
folder=$(cd "$(dirname "$0")" && pwd)/secrets
mkdir -p "$folder"
chmod 700 "$folder"

made=()
put() {
  local file=$folder/$1
  [ -e "$file" ] && return
  (umask 077 && printf %s "$2" >"$file.new")
  chmod 444 "$file.new"
  mv "$file.new" "$file"
  made+=("$1")
}

put mongodb_key "$(openssl rand -base64 96 | tr -d '\n=+/')"
put mongodb_root_password "$(openssl rand -hex 24)"
for service in membership ledger campaigns rewards checkout feedback imports gateway; do
  put "mongodb_password_$service" "$(openssl rand -hex 24)"
  put "mongodb_uri_$service" "mongodb://$service:$(cat "$folder/mongodb_password_$service")@mongodb:27017/?replicaSet=vafa&authSource=admin"
done
put master_key "$(openssl rand -hex 32)"
put admin_key "vafa_$(openssl rand -hex 24)"
put grafana_password "$(openssl rand -hex 16)"
echo "made: ${made[*]:-nothing, all are there}"

# Certificates by which the services know each other. They take Node; where there is none, that of the services' images.
program=libs/grpc/src/certificates/main.ts
root=$(cd "$folder/../../.." && pwd)
if node --version 2>/dev/null | grep -qE '^v(22\.(1[89]|[2-9])|2[4-9]|[3-9])'; then
  node "$root/$program" --folder "$folder/certificates" --readable
else
  docker run --rm --user "$(id -u):$(id -g)" -v "$root:/vafa" node:24.21.0-bookworm-slim \
    node "/vafa/$program" --folder /vafa/deploy/compose/secrets/certificates --readable
fi
