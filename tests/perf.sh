#!/usr/bin/env bash
# The load table: builds and publishes, then runs everything beside its baselines in one go, in less than 40 minutes on two cores, and writes tests/ChatService.LoadTests/RESULTS.md.
#   tests/perf.sh                    the table
#   PERF_QUICK=1 tests/perf.sh       everything tiny, some three minutes: shows that it works; the page goes to the report's directory
# PERF_MESSAGES (10000000) in the history, PERF_IDLE_SECONDS (600) for idle connections, PERF_OUT (TestResults/perf) for perf.json and perf.html, PERF_FRONTENDS=0 publishes without them.
set -u -o pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
out="${PERF_OUT:-TestResults/perf}"
results=tests/ChatService.LoadTests/RESULTS.md
socketio=tests/ChatService.Baselines/socketio
scratch="$(mktemp -d)"
mkdir -p "$out"
tool=""
# The tool ends what it has started when it is told to end.
stop() { [ -n "$tool" ] && kill -TERM "$tool" 2>/dev/null && wait "$tool"; rm -rf "$scratch"; }
trap stop EXIT
trap 'exit 130' INT TERM HUP

need() { command -v "$1" >/dev/null 2>&1 || [ -x "/usr/sbin/$1" ] || { echo "$1 is missing. Install the package $2 and run this again." >&2; exit 2; }; }
need dotnet dotnet-sdk-10.0
need node nodejs
need npm npm
need redis-server redis-server
ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || need postgres postgresql

# Sockets of 15 000 clients, and of the server.
ulimit -n "$(ulimit -Hn)" 2>/dev/null

echo "building"
front=$([ "${PERF_FRONTENDS:-1}" = 1 ] && echo false || echo true)
{
    npm ci --prefix "$socketio" --no-audit --no-fund --loglevel=error &&
        dotnet publish src/ChatService.Server -c Release $([ "$(uname -sm)" = "Linux x86_64" ] && echo "-r linux-x64") -p:SkipFrontEnds="$front" -o "$scratch/server" -v q &&
        dotnet build tests/ChatService.LoadTests -c Release -p:SkipFrontEnds=true -v q &&
        dotnet build tests/ChatService.Benchmarks -c Release -p:SkipFrontEnds=true -v q
} >"$scratch/build.log" 2>&1 || { tail -20 "$scratch/build.log"; exit 1; }
export CHATSERVICE_TEST_SERVER="$scratch/server" CHATSERVICE_SOCKETIO="$PWD/$socketio"

# Single calls, in this process and alone, before the servers come.
echo "benchmarks"
filter=$([ "${PERF_QUICK:-0}" = 1 ] && echo '*Protocol*' || echo '*')
tests/ChatService.Benchmarks/bin/Release/net10.0/ChatService.Benchmarks --filter "$filter" --artifacts "$scratch/benchmarks" >"$scratch/benchmarks.log" 2>&1 || { tail -20 "$scratch/benchmarks.log"; exit 1; }

arguments=(--minutes 34 --messages "${PERF_MESSAGES:-10000000}" --idle-seconds "${PERF_IDLE_SECONDS:-600}" --out "$out" --results "$results" --command "tests/perf.sh")
if [ "${PERF_QUICK:-0}" = 1 ]; then
    arguments+=(--quick yes --results "$out/RESULTS.md" --command "PERF_QUICK=1 tests/perf.sh")
fi
tests/ChatService.LoadTests/bin/Release/net10.0/ChatService.LoadTests table "${arguments[@]}" &
tool=$!
wait "$tool"
code=$?
tool=""
page=$([ "${PERF_QUICK:-0}" = 1 ] && echo "$out/RESULTS.md" || echo "$results")
{
    printf '\n## Single calls\n\nBenchmarkDotNet, short job, in one process: `dotnet run -c Release --project tests/ChatService.Benchmarks -- --filter "%s"`.\n\n' "$filter"
    sed -n '/^|/p' "$scratch"/benchmarks/results/*-report-github.md
} >>"$page"
echo "$out/perf.html"
exit $code
