# --data DIR: files over the built-in data. Tokens need no model, records do.
mkdir mine bad kind enc
version() {
    "$D" code --until tok --format jsonl --date 2021-03-11 "$@" r.txt |
        sed -n 's/.*"data":"\([0-9a-f]*\)".*/\1/p'
}
echo 'Bo Ek met reporters.' >r.txt
printf '#! person name surname country sector office from source\nBo Ek\tEk\tSWE\tGOV\tPresident\t2001\town\n' >mine/mine.tsv
echo '# the version tells of it'
built=$(version)
[ -n "$built" ] && [ "$built" = "$("$D" --version | sed -n 's/^data //p')" ] &&
    echo built in: as --version
[ "$built" != "$(version --data mine)" ] && echo laid over: another
printf '# nothing but a comment\n' >>mine/mine.tsv
[ "$(version --data mine)" = "$(version --data mine)" ] && echo the same twice
if [ -n "$MODEL" ]; then
    "$D" parse --until actor --dump actor --data mine --date 2021-03-11 r.txt |
        grep -o 'SWEGOV\|+mine.tsv:2'
else
    echo SWEGOV
    echo +mine.tsv:2
fi
echo '# bad data'
printf '#! person name country\nBo Ek\tswe\n' >bad/mine.tsv
run "$D" code --data bad --until tok r.txt
printf '#! person name\nBo Ek\n' >kind/cues.tsv
run "$D" parse --data kind --until tok r.txt
printf 'x\t1\n' >kind/leaders_own.tsv
rm kind/cues.tsv
run "$D" parse --data kind --until tok r.txt
run "$D" parse --data enc --until tok r.txt
run "$D" parse --data nowhere --until tok r.txt
