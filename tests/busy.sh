#!/usr/bin/env bash
# Ten busy minutes in real browsers: two agents, a supervisor, twenty customers, on the seeded defaults, in English and in Chinese.
#   tests/busy.sh [MINUTES] [CUSTOMERS] [SEED]     pictures of all pages every five seconds go to TestResults/busy
# The test run has a short version of the same story.
set -eu -o pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
export CHATSERVICE_BUSY_MINUTES="${1:-10}" CHATSERVICE_BUSY_CUSTOMERS="${2:-20}" CHATSERVICE_BUSY_SEED="${3:-}"
export CHATSERVICE_BUSY_PICTURES="$PWD/TestResults/busy"
[ -d node_modules ] || npm ci --no-audit --no-fund --loglevel=error
dotnet build tests/ChatService.BrowserTests -v q -clp:ErrorsOnly
exec tests/ChatService.BrowserTests/bin/Debug/net10.0/ChatService.BrowserTests -noColor -showLiveOutput -class '*BusyDeskTests'
