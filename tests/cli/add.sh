# Reports into a ledger: again, anew, by two programs at once; files that are
# none; backups.
if [ -z "$MODEL" ]; then
    echo 'left out: no model in this build'
    return
fi
mkdir in
for i in 1 2 3 4 5 6; do
    cp "$ROOT"/examples/border.txt in/b$i.txt
    echo "It was day $i of the dispute." >>in/b$i.txt
    cp "$ROOT"/examples/quarrel.txt in/q$i.txt
    echo "It was day $i of the quarrel." >>in/q$i.txt
done
run "$D" add in
run "$D" add --ledger one.db --threads 1 in
run "$D" add --ledger one.db in
echo '# the same content for any number of workers'
dump() { sqlite3 "$1" .dump 2>/dev/null | cksum; }
"$D" add --ledger two.db --threads 2 in
"$D" add --ledger five.db --threads 5 in
if command -v sqlite3 >/dev/null; then
    for l in two five; do
        [ "$(dump one.db)" = "$(dump $l.db)" ] || echo "$l.db differs"
    done
fi
echo '# a new version, ids from JSON, one without any'
echo 'Nothing else happened.' >>in/b3.txt
cat >more.jsonl <<'X'
{"id": "x1", "date": "2020-02-03", "text": "Iran rejected talks with Israel."}
{"date": "2020-02-03", "text": "Iran rejected the talks with Israel."}
{"date": "2020-02-03", "text": "Iran rejected talks with Israel."}
{"text": "Undated."}
X
run "$D" add --ledger one.db --rejects bad.jsonl in more.jsonl
cat bad.jsonl
run "$D" add --ledger one.db more.jsonl
echo '# two writers'
"$D" add --ledger both.db in 2>both.1 & a=$!
"$D" add --ledger both.db in 2>both.2 & b=$!
wait $a; echo "[$?]"
wait $b; echo "[$?]"
cat both.1 both.2 | awk '{ n += $2; k += $(NF - 3) } END { print n, k }'
echo '# what is no ledger'
run "$D" add --ledger none/x.db in
echo 'not a database, but a text of some length' >text.db
run "$D" add --ledger text.db in
cat text.db
run "$D" backup --ledger missing.db copy.db
run "$D" backup --ledger one.db
run "$D" backup --ledger one.db copy.db
run "$D" backup --ledger one.db copy.db
run "$D" add --ledger copy.db in
ls *.db*
echo '# a full disk: what is in stays'
(ulimit -f 700; trap '' XFSZ; run "$D" add --ledger small.db in) 2>&1 |
    sed 's/^demarche: [0-9]* doc.*added.*/demarche: (some) added/'
run "$D" add --ledger small.db in 2>&1 | sed 's/[0-9][0-9]*/N/g'
