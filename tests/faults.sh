#!/usr/bin/env bash
# The long run of the fault suite: mixed faults under load on three nodes, then every named fault in its long form.
#   tests/faults.sh [minutes] [messages a second]      20 minutes at 330 messages/s unless told
# Writes tests/ChatService.ClusterTests/RESULTS.md. FAULTS_SEED repeats a run's choices; FAULTS_NAMED=0 leaves out the named ones.
set -u -o pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
minutes="${1:-20}"
rate="${2:-330}"
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
suite=tests/ChatService.ClusterTests/bin/Release/net10.0/ChatService.ClusterTests
[ -n "${FAULTS_SEED:-}" ] && export CHATSERVICE_FAULTS_SEED="$FAULTS_SEED"

echo "building"
dotnet publish src/ChatService.Server -c Release $([ "$(uname -sm)" = "Linux x86_64" ] && echo "-r linux-x64") -p:SkipFrontEnds=true -o "$scratch/server" -v q >"$scratch/build.log" 2>&1 &&
    dotnet build tests/ChatService.ClusterTests -c Release -p:SkipFrontEnds=true -v q >>"$scratch/build.log" 2>&1 || { tail -20 "$scratch/build.log"; exit 1; }
export CHATSERVICE_TEST_SERVER="$scratch/server"

echo "mixed faults: $minutes minutes at $rate messages/s"
CHATSERVICE_FAULTS_MINUTES="$minutes" CHATSERVICE_FAULTS_RATE="$rate" CHATSERVICE_FAULTS_REPORT="$scratch/report.md" \
    "$suite" -noColor -showLiveOutput -class '*ChaosTests' | sed -u -nE 's/.*\[OUTPUT\] //p; /\[FAIL\]/,/Stack Trace/p; /Total:/p'
code=$?
[ -s "$scratch/report.md" ] || { echo "No report: the run did not reach its end."; exit 1; }

named=""
if [ "${FAULTS_NAMED:-1}" = 1 ]; then
    echo "every named fault, long"
    CHATSERVICE_FAULTS_LONG=1 "$suite" -noColor -showLiveOutput -class- '*ChaosTests' >"$scratch/named.log"
    [ $? -eq 0 ] || code=1
    grep -E '\[FAIL\]|Total:' "$scratch/named.log"
    named="$(sed -nE 's/.*Total: ([0-9]+).*Failed: ([0-9]+).*/\1 named faults in their long form, \2 failed./p' "$scratch/named.log")"
fi

{
    echo "# Mixed faults under load"
    echo
    echo "\`tests/faults.sh $minutes $rate\`, $(date -u +%Y-%m-%d), commit $(git rev-parse --short HEAD), $(nproc) cores of $(sed -nE 's/^model name\s*: //p' /proc/cpuinfo | head -1) with everything on them: three nodes, PostgreSQL $(/usr/lib/postgresql/*/bin/postgres --version | sed -nE 's/.* ([0-9.]+).*/\1/p'), Redis $(redis-server --version | sed -nE 's/.*v=([0-9.]+).*/\1/p'), nginx, and the clients. .NET $(dotnet --version)."
    echo
    echo "Waits are counted from the moment at which a message was due by its customer's schedule, so a stall is in the figures of every message that it held up. An agent's answer is due when it is written."
    echo
    cat "$scratch/report.md"
    [ -n "$named" ] && echo && echo "$named"
} >tests/ChatService.ClusterTests/RESULTS.md
exit $code
