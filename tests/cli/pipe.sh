echo '# the reader goes away: no message, no failure'
for threads in 1 2; do
    yes '{"date": "2017-12-14", "text": "Iran left."}' | {
        "$D" parse --until tok --threads $threads --input-format jsonl -
        echo "[$?]" >status
    } | head -n 2
    cat status
done
"$D" code --help | head -n 1
echo '# a pipe that pauses gets its answers before it goes on'
for threads in 1 2; do
    : >out
    {
        echo '{"date": "2017-12-14", "text": "Iran left."}'
        n=0
        while [ ! -s out ] && [ $n -lt 200 ]; do
            sleep 0.1
            n=$((n + 1))
        done
        [ -s out ] && echo 'answered' >answer || echo 'silent' >answer
        echo '{"date": "2017-12-14", "text": "Iran came."}'
    } | "$D" parse --until tok --threads $threads --input-format jsonl - >out
    cat answer
    grep -c Iran out
done
echo '# a full disk is told'
printf 'date 2017-12-14 Iran left.\n' >a.txt
"$D" parse --until tok a.txt >/dev/full
echo "[$?]"
"$D" parse --until tok a.txt >&-
echo "[$?]"
