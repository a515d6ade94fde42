#!/usr/bin/env bash
# Is each protection the reason why its fault test is green? For every patch in tests/ChatService.ClusterTests/Protections: switches it off in a scratch copy of HEAD,
# builds, and runs the tests of that fault, which must now fail. Prints a table; ends with 1 when one stayed green.
#   tests/protections.sh              all of them (an hour on two cores)
#   tests/protections.sh F07 F19      some
set -u -o pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
project=tests/ChatService.ClusterTests
patches="$PWD/$project/Protections"
[ $# -gt 0 ] || set -- $(cd "$patches" && ls F*.patch | sed 's/\.patch$//')

scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
git clone -q --shared . "$scratch/clone" && cd "$scratch/clone" || exit 2

# Ends with 0 when the build went through; what it said is in the log.
build() { dotnet build "$project" -v q -p:SkipFrontEnds=true -p:RunAnalyzers=false >"$scratch/build.log" 2>&1; }

# The word for the table: what became of the test of a fault without its protection.
outcome() {
    # A fault with several protections has a patch for each, with a letter behind its number.
    local log="$scratch/$1.log" total bad errors tests="${1%[a-z]}_*"
    timeout -k 15 "${LIMIT:-600}" "$project/bin/Debug/net10.0/ChatService.ClusterTests" -noColor -method "*.$tests" >"$log" 2>&1
    total=$(sed -nE 's/.*Total: ([0-9]+).*/\1/p' "$log" | tail -1)
    bad=$(sed -nE 's/.*Failed: ([0-9]+).*/\1/p' "$log" | tail -1)
    errors=$(sed -nE 's/.*Errors: ([0-9]+).*/\1/p' "$log" | tail -1)
    # Nothing that ran, a cluster that did not start or a crowd that did not come together says nothing about the protection: the machine is too busy. A test that did not end at all did not pass.
    if [ -z "$total" ]; then
        grep -q "Starting:" "$log" && echo "red (did not end)" || echo "did not run"
    elif [ "$total" -eq 0 ] || [ "$errors" -gt 0 ] || grep -q -e "threw in InitializeAsync" -e "at .*Crowd.GatherAsync" "$log"; then
        echo "did not run"
    elif [ "$bad" -gt 0 ]; then
        echo red
    else
        echo GREEN
    fi
}

# The first line of why it failed.
reason() { grep -A 1 '\[FAIL\]' "$scratch/$1.log" 2>/dev/null | sed -n 2p | tr '|' '/' | sed 's/^ *//' | cut -c1-140; }

weak=0
echo "| fault | switched off | its test | because |"
echo "|---|---|---|---|"
for fault; do
    patch="$patches/$fault.patch"
    if [ ! -f "$patch" ]; then
        echo "| $fault | | no such patch | |"
        weak=1
        continue
    fi

    git checkout -q -- . && git clean -qfd src
    if ! git apply "$patch" 2>"$scratch/apply.log"; then
        result="patch does not apply"
    elif ! build; then
        result="does not build"
    else
        result="$(outcome "$fault")"
    fi

    case "$result" in red*) ;; *) weak=1 ;; esac
    echo "| $fault | $(sed -n '1s/^# [^:]*: //p' "$patch") | $result | $(reason "$fault") |"
done
exit $weak
