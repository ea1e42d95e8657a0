#!/usr/bin/env bash
# Draws the secrets of docker-compose.yml at random into deploy/compose/secrets, which git ignores. What is there stays as it is:
# a master key that is lost takes the members' personal data with it. The folder is closed to others; the files are readable
# because the users inside the containers differ. Certificates of the services and engines are made too, and renewed when less
# than a third of their year is left: run it every month.
#   deploy/compose/make-secrets.sh [FOLDER]
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
folder=${1:-$root/deploy/compose/secrets}
mkdir -p "$folder"
chmod 700 "$folder"
folder=$(cd "$folder" && pwd)

made=()
write() {
  local file=$folder/$1
  (umask 077 && printf %s "$2" >"$file.new")
  chmod 444 "$file.new"
  mv "$file.new" "$file"
  made+=("$1")
}
# Drawn once.
put() { [ -e "$folder/$1" ] || write "$1" "$2"; }
# Made of others: follows them.
derive() { [ "$(cat "$folder/$1" 2>/dev/null)" = "$2" ] || write "$1" "$2"; }

services=(membership ledger campaigns rewards checkout feedback imports gateway)
put mongodb_key "$(openssl rand -base64 96 | tr -d '\n=+/')"
put mongodb_root_password "$(openssl rand -hex 24)"
for service in "${services[@]}"; do
  put "mongodb_password_$service" "$(openssl rand -hex 24)"
  derive "mongodb_uri_$service" "mongodb://$service:$(cat "$folder/mongodb_password_$service")@mongodb:27017/?replicaSet=vafa&authSource=admin&tls=true&tlsCAFile=/run/secrets/grpc/ca.crt"
done
# Who may sign in to Kafka, as its settings want it.
users=()
for user in broker "${services[@]}"; do
  put "kafka_password_$user" "$(openssl rand -hex 24)"
  users+=("user_$user=\"$(cat "$folder/kafka_password_$user")\"")
done
derive kafka_users "${users[*]}"
put master_key "$(openssl rand -hex 32)"
put admin_key "vafa_$(openssl rand -hex 24)"
put grafana_password "$(openssl rand -hex 16)"
echo "made: ${made[*]:-nothing, all are there}"

# Certificates by which the services know each other, and the engines. They take Node; where there is none, that of the services'
# images.
program=libs/grpc/src/certificates/main.ts
engines=(--server mongodb --server kafka)
had=$(cat "$folder"/certificates/{mongodb,kafka}/tls.crt 2>/dev/null || true)
if node --version 2>/dev/null | grep -qE '^v(22\.(1[89]|[2-9])|2[4-9]|[3-9])'; then
  node "$root/$program" --folder "$folder/certificates" --readable "${engines[@]}"
else
  docker run --rm --user "$(id -u):$(id -g)" -v "$root:/vafa:ro" -v "$folder:/secrets" node:24.21.0-bookworm-slim \
    node "/vafa/$program" --folder /secrets/certificates --readable "${engines[@]}"
fi
[ -z "$had" ] || [ "$had" = "$(cat "$folder"/certificates/{mongodb,kafka}/tls.crt)" ] ||
  echo 'the engines have new certificates, and take them when they start: docker compose restart mongodb kafka'
