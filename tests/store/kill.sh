#!/bin/sh
# Adding to a ledger, and coding it again, is killed (-9) at a random moment,
# again and again: what was in stays in, nothing is in twice, and what comes of
# it in the end is what comes of a run that nobody disturbed.
# usage: kill.sh PROGRAM TREE [ROUNDS]
set -eu
program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1") tree=$2 rounds=${3-10}
if "$program" --version | grep -q 'model none'; then
    echo 'left out: no model in this build'
    exit 77
fi
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
exec python3 "$tree/tests/store/kill.py" "$program" "$tree" "$dir" "$rounds"
