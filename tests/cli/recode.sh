# The reports of a ledger coded again: with other data, and gone on with.
if [ -z "$MODEL" ]; then
    echo 'left out: no model in this build'
    return
fi
cp "$ROOT"/examples/*.txt .
cat >more.jsonl <<'X'
{"id": "x", "date": "2020-02-03", "source": "Paper", "title": "A \"talk\"", "url": "https://example.org/x", "text": "Elena Quispe said that Peru rejected talks with Chile."}
X
mkdir d
printf '#! person name country sector source\nElena Quispe\tPER\tMIL\town\n' >d/mine.tsv
"$D" add --ledger a.db *.txt more.jsonl
"$D" backup --ledger a.db b.db
echo '# of this version already'
run "$D" recode --ledger a.db
same_export() {
    "$D" export --ledger a.db >a.jsonl
    "$D" code --format jsonl "$@" *.txt more.jsonl | cmp - a.jsonl && echo same
}
same_export
echo '# with other data'
run "$D" recode --ledger a.db --data d
run "$D" recode --ledger a.db --data d --threads 1
same_export --data d
echo '# what a new ledger says'
"$D" add --ledger fresh.db --data d *.txt more.jsonl
for q in documents statements events positions shifts conditions actors; do
    for l in a fresh; do
        "$D" $q --ledger $l.db --format jsonl --limit 0 >$l.$q 2>/dev/null
    done
    same a.$q fresh.$q
done
"$D" actors --ledger a.db --text quispe
"$D" export --ledger b.db | cmp -s - a.jsonl || echo 'other records'
echo '# older versions stay; so does what is asked'
sed 's/rejected/accepted/' more.jsonl >newer.jsonl
"$D" add --ledger a.db newer.jsonl
"$D" positions --ledger a.db --actor PER --text Elena --format jsonl |
    grep -c accepts
run "$D" recode --ledger a.db
"$D" positions --ledger a.db --actor PER --text Elena --format jsonl |
    grep -c accepts
echo '# what cannot be'
run "$D" recode
run "$D" recode --ledger none.db
ls none.db 2>/dev/null
run "$D" recode --ledger a.db x
run "$D" recode --ledger a.db --date 2020-01-01
