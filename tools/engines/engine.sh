# Sourced by the engines beside this file: where they live, one run at a time, starting and stopping by pid.
# The caller has set `engine`. Progress goes to standard error; standard output holds NAME=VALUE lines and nothing else.
set -euo pipefail

home=${VAFA_ENGINES_HOME:-$HOME/.cache/vafa/engines}
folder=$home/$engine
mkdir -p "$folder"

say() { echo "$engine: $*" >&2; }
fail() { say "$*"; exit 1; }

# Two runs of one engine wait for each other; what is started does not inherit the lock.
one_at_a_time() {
  exec 9>"$folder/lock"
  flock -w 1800 9 || fail "another run has held $folder/lock for half an hour"
}

# on_path TOOL HINT
on_path() { command -v "$1" >/dev/null || fail "needs $1: $2"; }

# apt TOOL PACKAGE: installs a missing tool where that is possible.
apt() {
  command -v "$1" >/dev/null && return
  [ "$(id -u)" = 0 ] || fail "needs $1: apt-get install $2"
  say "installing $2"
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2"; } >"$folder/apt.log" 2>&1 || fail "could not install $2, see $folder/apt.log"
}

# alive NAME: the process of NAME.pid runs, and is the one that was started (its start time is kept beside the pid).
# One that ended and that nobody has waited for yet does not run.
alive() {
  local pid born
  read -r pid born 2>/dev/null <"$folder/$1.pid" || return 1
  [ -n "$born" ] && [ "$(awk '$3 !~ /[ZX]/ { print $22 }' "/proc/$pid/stat" 2>/dev/null)" = "$born" ]
}

# start NAME COMMAND...: in a session of its own, so that a Ctrl+C of the caller does not reach it.
start() {
  local name=$1 pid
  shift
  setsid "$@" >"$folder/$name.log" 2>&1 </dev/null 9>&- &
  pid=$!
  echo "$pid $(awk '{ print $22 }' "/proc/$pid/stat")" >"$folder/$name.pid"
}

# last_words NAME: the end of its log in one line, as the log is gone when a run on another machine is over.
last_words() { tail -n 8 "$folder/$1.log" | cut -c 1-400 | tr '\n' ' '; }

# wait_for WHAT NAME COMMAND...: until COMMAND succeeds; gives up early when NAME ended. Ten minutes are no measure of
# speed: a busy machine may need several, and only what would never come is given up.
wait_for() {
  local what=$1 name=$2 end=$((SECONDS + 600))
  shift 2
  until "$@" >/dev/null 2>&1; do
    alive "$name" || fail "$name ended while $what was awaited: $(last_words "$name")"
    [ "$SECONDS" -lt "$end" ] || fail "$what did not answer in time: $(last_words "$name")"
    sleep 0.2
  done
}

# stop NAME [SIGNAL]: asks, waits twenty seconds, kills.
stop() {
  local pid
  if alive "$1"; then
    read -r pid _ <"$folder/$1.pid"
    kill -s "${2:-TERM}" "$pid"
    kill -s CONT "$pid"
    for _ in $(seq 100); do alive "$1" || break; sleep 0.2; done
    if alive "$1"; then kill -s KILL "$pid"; fi
  fi
  rm -f "$folder/$1.pid"
}

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# options ARGS...: up|down|status [--name NAME] [--port PORT]; the caller has set `port`.
options() {
  verb=${1:-}
  name=$engine
  case $verb in up | down | status) shift ;; *) fail "usage: tools/engines/$engine up|down|status [--name NAME] [--port PORT]" ;; esac
  while [ $# -gt 0 ]; do
    case $1 in
      --name) name=$2; shift 2 ;;
      --port) port=$2; shift 2 ;;
      *) fail "unknown option $1" ;;
    esac
  done
}
