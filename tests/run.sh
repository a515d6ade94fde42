#!/usr/bin/env bash
# The test command: installs or names what is missing, builds, runs everything, ends with "N passed, N failed".
#   tests/run.sh            everything
#   tests/run.sh fast       without the browser and the cluster tests
set -u -o pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
mode="${1:-all}"
case "$mode" in all | fast) ;; *) echo "usage: tests/run.sh [fast]" >&2 && exit 2 ;; esac
results="$PWD/TestResults"
rm -rf "$results"
mkdir -p "$results"
passed=0
failed=0

say() { printf '\n== %s (at %d:%02d)\n' "$*" $((SECONDS / 60)) $((SECONDS % 60)); }

# Installs Debian packages where that is possible.
install() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
    say "installing $1"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $1; } >"$results/apt.log" 2>&1
}

need() {
    command -v "$1" >/dev/null 2>&1 || install "$2" && return 0
    echo "$1 is missing and could not be installed here. Install it ($2) and run this again." >&2
    finish 1
}

# The shell is the same browser without what only a screen needs, and costs a story less; the whole one does as well.
find_browser() {
    [ -n "${CHROMIUM_PATH:-}" ] && return 0
    command -v chromium-headless-shell >/dev/null 2>&1 || install "chromium-headless-shell fonts-noto-cjk" || need chromium "chromium fonts-noto-cjk"
    CHROMIUM_PATH=$(command -v chromium-headless-shell || command -v chromium)
    export CHROMIUM_PATH
}

# A step that is not a test but must work: counts as one failed when it does not.
must() {
    local name="$1"
    shift
    say "$name"
    if ! "$@" >"$results/$name.log" 2>&1; then
        tail -n 60 "$results/$name.log"
        echo "$name failed"
        failed=$((failed + 1))
        finish 1
    fi
}

finish() {
    printf '\n%d passed, %d failed\n' "$passed" "$failed"
    [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ] && [ "${1:-0}" -eq 0 ]
    exit $?
}

# What a run is called. PART names a part of a project's tests.
name_of() { echo "$1${CHATSERVICE_TEST_ENGINE:+ on $CHATSERVICE_TEST_ENGINE}${PART:+, $PART}"; }

log_of() { local name="${1//[\/ ]/-}"; echo "$results/${name//,/}.log"; }

# Runs the tests of a project; its log has everything.
dotnet_run() {
    local project="$1"
    shift
    timeout -k 15 "${LIMIT:-600}" "tests/$project/bin/Debug/net10.0/$project" -noColor "$@" >"$(log_of "$(name_of "$project")")" 2>&1
}

# Reads the totals of an xunit v3 run that has ended.
dotnet_count() {
    local log total errors bad skipped
    log=$(log_of "$1")
    total=$(sed -nE 's/.*Total: ([0-9]+).*/\1/p' "$log" | tail -1)
    bad=$(sed -nE 's/.*Failed: ([0-9]+).*/\1/p' "$log" | tail -1)
    errors=$(sed -nE 's/.*Errors: ([0-9]+).*/\1/p' "$log" | tail -1)
    skipped=$(sed -nE 's/.*Skipped: ([0-9]+).*/\1/p' "$log" | tail -1)
    if [ -z "$total" ]; then
        tail -n 40 "$log"
        echo "$1 did not finish"
        failed=$((failed + 1))
        return
    fi
    # Measurements that are run on demand are no tests.
    total=$((total - $(sed -nE 's/.*Not Run: ([0-9]+).*/\1/p' "$log" | tail -1)))
    # A skip or a fixture error counts as a failure: nothing is left out silently. So does a run of nothing.
    bad=$((bad + errors + skipped))
    [ "$total" -eq 0 ] && echo "$1 has no tests" && bad=1 && total=1
    [ "$bad" -gt 0 ] && grep -E -A 12 '\[(FAIL|SKIP)\]' "$log" | head -n 120
    echo "$((total - bad)) passed, $bad failed"
    passed=$((passed + total - bad))
    failed=$((failed + bad))
}

dotnet_tests() {
    local name
    name=$(name_of "$1")
    say "$name"
    dotnet_run "$@"
    dotnet_count "$name"
}

npm_tests() {
    local workspace="$1"
    say "$workspace"
    local log="$results/${workspace//\//-}.log"
    npm run test --workspace "$workspace" -- --reporter=default --reporter=json --outputFile.json="$results/vitest.json" >"$log" 2>&1
    local code=$? counts
    counts=$(node -e 'const r=require(process.argv[1]);console.log(r.numPassedTests,r.numFailedTests+r.numPendingTests+r.numTodoTests)' "$results/vitest.json" 2>/dev/null)
    if [ -z "$counts" ] || { [ "$code" -ne 0 ] && [ "${counts#* }" -eq 0 ]; }; then
        tail -n 40 "$log"
        failed=$((failed + 1))
        return
    fi
    [ "${counts#* }" -gt 0 ] && grep -E -A 8 "FAIL|×" "$log" | head -n 60
    echo "${counts% *} passed, ${counts#* } failed"
    passed=$((passed + ${counts% *}))
    failed=$((failed + ${counts#* }))
    rm -f "$results/vitest.json"
}

# Counts the stories of a script: its last line is "N passed, M failed".
script_count() {
    local log counts
    log=$(log_of "$1")
    counts=$(sed -nE 's/^([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' "$log" | tail -1)
    if [ -z "$counts" ]; then
        tail -n 40 "$log"
        echo "$1 did not finish"
        failed=$((failed + 1))
        return
    fi
    [ "${counts#* }" -gt 0 ] && grep -A 12 '^FAIL' "$log" | head -n 60
    echo "${counts% *} passed, ${counts#* } failed"
    passed=$((passed + ${counts% *}))
    failed=$((failed + ${counts#* }))
}

need dotnet "dotnet-sdk-10.0"
need node nodejs
need npm npm
ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || need postgres postgresql
need redis-server redis-server
[ -x /usr/sbin/nginx ] || need nginx nginx
[ -x /usr/sbin/haproxy ] || need haproxy haproxy
need faketime faketime
export PATH="$PATH:/usr/sbin"
[ "$mode" = all ] && find_browser

must packages npm ci --no-audit --no-fund --loglevel=error
must front-end-rules npm run check
# One that does not apply any more switches nothing off, and nobody would notice.
must protections sh -c 'for patch in tests/ChatService.ClusterTests/Protections/*.patch; do git apply --check "$patch" || exit 1; done'
# Optimised: the simulated hours of the domain take a third of the time.
must build dotnet build ChatService.sln -v q -p:Optimize=true

npm_tests @chatservice/client
npm_tests @chatservice/widget
npm_tests @chatservice/agent-console
dotnet_tests ChatService.Domain.Tests
# Nodes that are killed and started again and again: what ops would run, compiled ahead, starts with a third of the work. It is made of what
# tests that wait leave over.
if [ "$mode" = all ]; then
    nice -n 19 dotnet publish src/ChatService.Server -c Release $([ "$(uname -sm)" = "Linux x86_64" ] && echo "-r linux-x64") -p:SkipFrontEnds=true -o "$results/server" -v q >"$results/publish.log" 2>&1 &
    publish=$!
fi
dotnet_tests ChatService.Realtime.Tests
# Three at a time on two cores: each waits for its clients now and then.
LIMIT=1200 dotnet_tests ChatService.Server.Tests -maxThreads $(($(nproc) + 1))
# The same specifications on the other engine and with clients that speak the other hub protocol: the rooms that decide by what is stored. The classes in Storage choose their engine themselves and have run above.
export CHATSERVICE_TEST_ENGINE=postgres CHATSERVICE_TEST_WIRE=messagepack
set -f
LIMIT=1200 dotnet_tests ChatService.Server.Tests -maxThreads $(($(nproc) + 1)) $(printf -- '-class ChatService.Server.Tests.%s ' 'AutoReplies.*' 'Analytics.*' 'ConversationApi.*' 'Crash.PoisonTests' \
    'Messages.*' 'Presence.*' 'Routing.*' 'Search.*' 'Sla.*' 'Door.LogInTests' 'Door.OperationsTests' 'Abuse.HttpInputTests' 'Abuse.HubInputTests' \
    'Rights.LostRightTests' 'Rights.LostInboxTests' 'Rights.ServesAllTests' 'Rights.TokenScopeTests')
set +f
# By itself: a server that is started again and again beside other tests is measured by them.
PART=crash dotnet_tests ChatService.Server.Tests -class '*CrashTests'
unset CHATSERVICE_TEST_ENGINE CHATSERVICE_TEST_WIRE
[ "$mode" = all ] || finish 0

say "publish, begun before"
wait "$publish" || { tail -n 60 "$results/publish.log"; echo "publish failed"; failed=$((failed + 1)); finish 1; }
# Faults are waited for half of the time. What only looks at pages, and watches no clock, takes what that leaves over.
hostile="widget on hostile pages"
looks=(AccessibilityTests AccountAccessibilityTests WindowSizeTests EmbedTests)
(
    renice -n 10 "$BASHPID" >/dev/null
    timeout -k 15 600 node web-widget/packages/widget/test/browser.mjs >"$(log_of "$hostile")" 2>&1
    PART=looks LIMIT=900 dotnet_run ChatService.BrowserTests $(printf -- '-class ChatService.BrowserTests.Stories.%s ' "${looks[@]}")
) &
looking=$!
CHATSERVICE_TEST_SERVER="$results/server" LIMIT=900 dotnet_tests ChatService.ClusterTests
say "$hostile, begun before"
wait "$looking"
script_count "$hostile"
say "ChatService.BrowserTests, looks, begun before"
dotnet_count "ChatService.BrowserTests, looks"
PART=stories LIMIT=1800 dotnet_tests ChatService.BrowserTests $(printf -- '-class- ChatService.BrowserTests.Stories.%s ' "${looks[@]}")

finish 0
