# Memory does not grow with the input: 200 MB through 250 MB of address space.
most=250000
if ! (ulimit -v $most && "$D" --version) >/dev/null 2>&1; then
    echo 'left out: this build needs more address space'
    return
fi
many 1000000 x >filler
line() {
    printf '{"date": "2017-12-14", "text": "Iran left.", "more": "'
    cat filler
    echo '"}'
}
line >line.jsonl
for i in 1 2 3 4 5 6 7 8 9 10; do cat line.jsonl; done >ten.jsonl
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    cat ten.jsonl
done | (
    ulimit -v $most
    "$D" parse --until tok --threads 1 - | grep -c Iran
)
# A line without end, likewise.
many 300000000 x | (
    ulimit -v $most
    run "$D" parse --until tok --threads 1 --input-format jsonl -
)
