#!/bin/sh
# The same input gives the same bytes: on every run, with any number of
# threads, whatever else is in the run, and on older processors.
# usage: same.sh PROGRAM TREE
set -eu
program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1") tree=$2
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
passed=0 failed=0

if ! ls "$tree"/examples/*.txt >/dev/null 2>&1; then
    echo 'left out: no example reports'
    exit 77
fi
if "$program" --version | grep -q 'model none'; then
    echo 'left out: no model in this build'
    exit 77
fi

# Twelve documents in one folder, so that threads have work to share.
mkdir "$dir/in"
for i in 1 2 3 4; do
    for f in "$tree"/examples/*.txt; do
        cp "$f" "$dir/in/$i-${f##*/}"
    done
done

code() {
    out=$1
    shift
    (cd "$dir" && "$program" code --format jsonl "$@") >"$dir/$out"
}

same() {
    if cmp -s "$dir/$1" "$dir/$2"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "not the same: $3"
    fi
}

code first --threads 1 in
code again --threads 1 in
same first again 'two runs'
code two --threads 2 in
same first two 'one thread and two'
code four --threads 4 in
same first four 'one thread and four'
: >"$dir/alone"
for f in "$dir"/in/*; do
    code one --threads 1 "in/${f##*/}"
    cat "$dir/one" >>"$dir/alone"
done
same first alone 'documents together and alone'
for isa in SSE41 AVX2 AVX512_CORE; do
    ONEDNN_MAX_CPU_ISA=$isa code isa in
    same first isa "processor and $isa"
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
