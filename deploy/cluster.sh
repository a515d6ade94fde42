#!/usr/bin/env bash
# PostgreSQL, Redis, N nodes and nginx on this machine, without containers: the topology of compose.yaml, for trying and for tests.
#   deploy/cluster.sh up|down|status|roll
#   deploy/cluster.sh (node N | redis | postgres | nginx)  stop|start|kill|freeze|thaw
# CLUSTER_NODES (3), CLUSTER_PORT (8080: nginx; the nodes follow, Redis at +90, PostgreSQL at +91), CLUSTER_DIR (all state).
set -u -o pipefail
here="$(cd "$(dirname "$0")" && pwd)"
nodes="${CLUSTER_NODES:-3}"
port="${CLUSTER_PORT:-8080}"
dir="${CLUSTER_DIR:-${TMPDIR:-/tmp}/chatservice-cluster}"
redis_port=$((port + 90))
postgres_port=$((port + 91))
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

fail() { echo "$*" >&2; exit 1; }
say() { echo "  $*"; }

need() {
    command -v "$1" >/dev/null 2>&1 && return
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        say "installing $2"
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2"; } >"$dir/log/apt.log" 2>&1 && return
    fi
    fail "$1 is missing. Install the package $2 and run this again."
}

postgres_programs() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1; }

# PostgreSQL does not run as root.
unprivileged() {
    if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --init-groups -- "$@"; else "$@"; fi
}

pid_of() {
    local file="$dir/run/$1.pid" pid
    pid="$(head -1 "$file" 2>/dev/null)" || return 1
    # The number may belong to somebody else by now: only what was started from our directory is ours.
    [ -n "$pid" ] && tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -qF -- "$dir" && echo "$pid"
}

launch() {
    local name="$1"
    shift
    pid_of "$name" >/dev/null && return
    setsid "$@" >>"$dir/log/$name.log" 2>&1 </dev/null &
    echo $! >"$dir/run/$name.pid"
}

# Asks again until the command succeeds; at most so many seconds.
await() {
    local limit=$((SECONDS + $1)) what="$2"
    shift 2
    until "$@" >/dev/null 2>&1; do
        [ "$SECONDS" -lt "$limit" ] || fail "$what is not there after a long wait; see $dir/log."
        sleep 0.1
    done
}

answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
ready() { curl -sf -o /dev/null --max-time 2 "http://127.0.0.1:$1/health/ready"; }
gone() { ! pid_of "$1" >/dev/null; }

start_postgres() {
    local bin
    bin="$(postgres_programs)"
    if [ ! -f "$dir/postgres/PG_VERSION" ]; then
        mkdir -p "$dir/postgres"
        [ "$(id -u)" = 0 ] && chown postgres "$dir/postgres"
        unprivileged "$bin/initdb" -D "$dir/postgres" -U postgres -A trust -E UTF8 --locale=C.UTF-8 >"$dir/log/initdb.log" 2>&1 || fail "initdb failed; see $dir/log/initdb.log."
    fi
    if ! pid_of postgres >/dev/null; then
        setsid bash -c 'exec "$@"' _ $([ "$(id -u)" = 0 ] && echo "setpriv --reuid=postgres --regid=postgres --init-groups --") \
            "$bin/postgres" -D "$dir/postgres" -p "$postgres_port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=$((nodes * 40 + 40)) \
            >>"$dir/log/postgres.log" 2>&1 </dev/null &
        echo $! >"$dir/run/postgres.pid"
    fi
    await 30 PostgreSQL "$bin/pg_isready" -q -h 127.0.0.1 -p "$postgres_port" -U postgres
    # The servers' own role: it owns its database and nothing else.
    local ask=("$bin/psql" -h 127.0.0.1 -p "$postgres_port" -U postgres -v ON_ERROR_STOP=1 -qtA)
    "${ask[@]}" -c "SELECT 1 FROM pg_roles WHERE rolname = 'chatservice'" | grep -q 1 || "${ask[@]}" -c "CREATE ROLE chatservice LOGIN NOSUPERUSER"
    "${ask[@]}" -c "SELECT 1 FROM pg_database WHERE datname = 'chatservice'" | grep -q 1 || "${ask[@]}" -c "CREATE DATABASE chatservice OWNER chatservice"
    # A cluster of an earlier release belongs to the superuser.
    "${ask[@]}" -c "SELECT 1 FROM pg_database d JOIN pg_roles r ON r.oid = d.datdba WHERE datname = 'chatservice' AND rolname = 'postgres'" | grep -q 1 && hand_over "${ask[@]}"
    return 0
}

hand_over() {
    "$@" -c "ALTER DATABASE chatservice OWNER TO chatservice"
    "$@" -d chatservice -c "SELECT format('ALTER TABLE %I.%I OWNER TO chatservice', schemaname, tablename) FROM pg_tables WHERE schemaname = 'public'" | "$@" -d chatservice -f -
    "$@" -d chatservice -c "ALTER SCHEMA public OWNER TO chatservice"
}

start_redis() {
    # Nothing in it is worth keeping: it only carries hints between nodes. It keeps its command line, by which pid_of knows it.
    # The password by way of a file: arguments stand in the list of processes.
    (umask 077 && echo "requirepass $(secret redis-password)" >"$dir/redis/redis.conf")
    launch redis redis-server "$dir/redis/redis.conf" --set-proc-title no --bind 127.0.0.1 --port "$redis_port" --save "" --appendonly no --dir "$dir/redis"
    await 10 Redis answers "$redis_port"
}

start_node() {
    local n="$1" own=$((port + $1))
    mkdir -p "$dir/node$n"
    (
        export ASPNETCORE_URLS="http://127.0.0.1:$own" Storage__DataDirectory="$dir/node$n" Proxy__Known="127.0.0.1"
        export ConnectionStrings__Postgres="Host=127.0.0.1;Port=$postgres_port;Username=chatservice;Database=chatservice"
        export ConnectionStrings__Redis="127.0.0.1:$redis_port,password=$(secret redis-password)"
        # It is for trying.
        export Demo__Enabled="${Demo__Enabled:-true}"
        export Bootstrap__AdminEmail="${Bootstrap__AdminEmail:-admin@example.com}" Bootstrap__AdminPassword="${Bootstrap__AdminPassword:-$(password)}"
        launch "node$n" dotnet "$dir/app/ChatService.Server.dll"
    )
}

# Made once for this cluster and kept beside its data.
secret() {
    [ -s "$dir/$1" ] || (umask 077 && head -c 12 /dev/urandom | base64 | tr '+/' '-_' >"$dir/$1")
    cat "$dir/$1"
}

password() { secret admin-password; }

start_nginx() {
    mkdir -p "$dir/nginx"
    for n in $(seq 1 "$nodes"); do echo "server 127.0.0.1:$((port + n)) max_fails=0;"; done >"$dir/nginx/chatservice-nodes.conf"
    sed "s#CHATSERVICE_LISTEN#127.0.0.1:$port#" "$here/nginx/chatservice.conf" >"$dir/nginx/chatservice.conf"
    sed "s#CHATSERVICE_DIR#$dir#g" "$here/nginx/nginx.conf" >"$dir/nginx/nginx.conf"
    pid_of nginx >/dev/null || nginx -p "$dir/nginx" -c "$dir/nginx/nginx.conf" 2>>"$dir/log/nginx-error.log" || fail "nginx did not start; see $dir/log/nginx-error.log."
}

build() {
    local newest
    newest="$(find "$here/../src" "$here/../web-widget" \( -name bin -o -name obj -o -name node_modules -o -name wwwroot \) -prune -o -type f -newer "$dir/app/built" -print -quit 2>/dev/null)"
    [ -f "$dir/app/built" ] && [ -z "$newest" ] && return
    say "building the server (log: $dir/log/build.log)"
    # Compiled ahead where the lock files know the platform: nodes start sooner and with less work.
    dotnet publish "$here/../src/ChatService.Server" -c Release $([ "$(uname -sm)" = "Linux x86_64" ] && echo "-r linux-x64") -o "$dir/app" >"$dir/log/build.log" 2>&1 || { tail -20 "$dir/log/build.log" >&2; fail "The build failed."; }
    touch "$dir/app/built"
}

up() {
    mkdir -p "$dir"/{run,log,redis,nginx,app}
    [ "$(id -u)" = 0 ] && chmod 755 "$dir"
    need dotnet dotnet-sdk-10.0
    need node nodejs
    need curl curl
    need redis-server redis-server
    need nginx nginx
    [ -n "$(postgres_programs)" ] || need /usr/lib/postgresql postgresql
    build
    say "PostgreSQL" && start_postgres
    say "Redis" && start_redis
    for n in $(seq 1 "$nodes"); do start_node "$n"; done
    for n in $(seq 1 "$nodes"); do
        await 120 "node $n" ready $((port + n))
        say "node $n"
    done
    start_nginx
    await 10 nginx ready "$port"
    say "nginx"
    echo
    echo "  http://127.0.0.1:$port          console: http://127.0.0.1:$port/console  demo: http://127.0.0.1:$port/demo"
    echo "  ${Bootstrap__AdminEmail:-admin@example.com} / ${Bootstrap__AdminPassword:-$(password)}"
}

# TERM, as a service manager does; after its limit KILL, said aloud.
stop() {
    local name="$1" limit="$2" signal="${3:-TERM}" pid
    pid="$(pid_of "$name")" || return 0
    kill -CONT "$pid"
    kill "-$signal" "$pid"
    local end=$((SECONDS + limit))
    until gone "$name"; do
        if [ "$SECONDS" -ge "$end" ]; then
            say "$name did not stop within $limit s and is killed"
            kill_all "$pid"
            break
        fi
        sleep 0.1
    done
    rm -f "$dir/run/$name.pid"
}

down() {
    # TERM cuts what is connected. QUIT would wait for sockets that nobody closes, and leave its workers behind.
    stop nginx 10
    for n in $(seq 1 "$nodes"); do stop "node$n" 40 & done
    wait
    stop redis 10
    stop postgres 20 INT
}

roll() {
    for n in $(seq 1 "$nodes"); do
        stop "node$n" 40
        start_node "$n"
        await 60 "node $n" ready $((port + n))
        say "node $n rolled"
    done
}

status() {
    local all=0 name
    for name in postgres redis $(seq -f 'node%.0f' 1 "$nodes") nginx; do
        if pid="$(pid_of "$name")"; then
            printf '  %-10s running, pid %s%s\n' "$name" "$pid" "$(grep -q '^State:.T' "/proc/$pid/status" && echo ', frozen')"
        else
            printf '  %-10s stopped\n' "$name"
            all=1
        fi
    done
    return $all
}

one() {
    local name="$1" act="$2" pid
    [ -d "$dir/run" ] || fail "There is no cluster in $dir; run \"$0 up\" first."
    if [ "$act" = start ]; then
        case "$name" in
            redis) start_redis ;;
            postgres) start_postgres ;;
            nginx) start_nginx ;;
            node*) start_node "${name#node}" && await 60 "$name" ready $((port + ${name#node})) ;;
        esac
        return
    fi
    pid="$(pid_of "$name")" || fail "$name is not running."
    case "$act" in
        stop) case "$name" in postgres) stop postgres 20 INT ;; nginx) stop nginx 10 ;; *) stop "$name" 40 ;; esac ;;
        kill) kill_all "$pid"; rm -f "$dir/run/$name.pid" ;;
        freeze) signal_all STOP "$pid" ;;
        thaw) signal_all CONT "$pid" ;;
        *) usage ;;
    esac
}

# PostgreSQL and nginx work in children.
signal_all() {
    pkill "-$1" -P "$2"
    kill "-$1" "$2"
}

# With its children, which would go on serving as orphans; the parent first, or it makes new ones.
kill_all() {
    local children
    children="$(pgrep -P "$1" | tr '\n' ' ')"
    kill -KILL "$1" $children
    # PostgreSQL does not start beside a number in its lock file that still stands for a process, though a dead one.
    await 10 "the end of process $1" [ ! -e "/proc/$1" ]
}

usage() {
    sed -n '2,5s/^# \{0,1\}//p' "$0" >&2
    exit 2
}

# "node redis stop" is what one may read in it, too.
if [ $# -eq 3 ] && [[ "$1 $2" =~ ^node\ (redis|postgres|nginx)$ ]]; then shift; fi
case "${1:-}" in
    up | down | roll | status) [ $# -eq 1 ] || usage; "$1" ;;
    node) [ $# -eq 3 ] && [[ "$2" =~ ^[0-9]+$ ]] && [ "$2" -ge 1 ] && [ "$2" -le "$nodes" ] || usage; one "node$2" "$3" ;;
    redis | postgres | nginx) [ $# -eq 2 ] || usage; one "$1" "$2" ;;
    *) usage ;;
esac
