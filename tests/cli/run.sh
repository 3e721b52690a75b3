#!/bin/sh
# Runs the program as a user does: each NAME.sh here, its output and messages
# compared with NAME.out.
#
#     run.sh [--write] DEMARCHE [NAME...]
#
# A script runs with sh in an empty folder of its own; $D is the program, $ROOT
# the tree, $MODEL is empty when no model is built in. `same A B` and
# `is WHAT STATUS` are in lib.sh. --write makes the .out files anew; look at the
# difference before it is kept.
set -u
LC_ALL=C
export LC_ALL
write=
[ "$1" = --write ] && { write=1; shift; }
D=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
shift
[ -x "$D" ] || { echo "$D: no program"; exit 1; }
here=$(cd "$(dirname "$0")" && pwd)
ROOT=$(cd "$here/../.." && pwd)
MODEL=$("$D" --version | sed -n 's/^model //p' | grep -v '^none$')
export D ROOT MODEL
unset NO_COLOR
passed=0 failed=0
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
[ $# = 0 ] && set -- "$here"/*.sh
for script; do
    name=$(basename "$script" .sh)
    case $name in run | lib) continue ;; esac
    mkdir "$tmp/$name"
    (cd "$tmp/$name" && . "$here/lib.sh" && . "$here/$name.sh") \
        >"$tmp/$name.got" 2>&1 </dev/null
    case $(tail -n 1 "$tmp/$name.got") in
    'left out: '*)
        echo "$name: $(tail -n 1 "$tmp/$name.got")"
        continue ;;
    esac
    [ -n "$write" ] && cp "$tmp/$name.got" "$here/$name.out"
    if diff -u "$here/$name.out" "$tmp/$name.got" >"$tmp/diff"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "$name: not as expected"
        sed 's/^/    /' "$tmp/diff" | head -n 60
    fi
    rm -rf "${tmp:?}/$name"
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
