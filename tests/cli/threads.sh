# The same bytes for any number of workers, bad documents among the good.
until=stance
[ -n "$MODEL" ] || until=tok
awk 'BEGIN {
    split("Iran Israel Russia Ukraine Pyongyang", who, " ")
    split("talks withdrawal sanctions inspections", what, " ")
    for (i = 1; i <= 90; i++) {
        text = ""
        for (k = 0; k <= i % 7; k++)
            text = text who[1 + (i + k) % 5] " said it will not accept " \
                what[1 + (i * k) % 4] " until " who[1 + (i + 3) % 5] \
                " withdraws its forces. "
        if (i % 10 == 3) text = "\\ud800"
        printf "{\"id\": \"d%d\", \"date\": \"2017-12-%02d\", \"text\": \"%s\"}\n",
            i % 50, 1 + i % 28, text
        if (i % 20 == 5) print "oops"
    }
}' >news.jsonl
code() {
    "$D" code --until $until --format jsonl --threads "$1" \
        --rejects "rejects.$1" news.jsonl >"out.$1" 2>"err.$1"
    echo "[$?]"
}
code 1
code 2
code 5
for what in out rejects err; do
    same $what.1 $what.2
    same $what.1 $what.5
done
grep -c '"record":"document"' out.1
tail -n 1 err.1
