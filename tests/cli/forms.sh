# The formats of others: columns, the same from a ledger, what is told.
if [ -z "$MODEL" ]; then
    echo 'left out: no model in this build'
    return
fi
cp "$ROOT"/examples/border.txt "$ROOT"/examples/quarrel.txt .
"$D" add --ledger l.db border.txt quarrel.txt 2>/dev/null
for f in plover polecat icews phoenix petrarch gdelt gdelt-mentions dna; do
    "$D" code --format $f border.txt quarrel.txt >$f.code 2>$f.told
    "$D" export --ledger l.db --format $f >$f.export 2>/dev/null
    echo "$f: columns $(awk -F'\t' '{ print NF }' $f.code | sort -u)"
    same $f.code $f.export
    sed -n "s/^demarche: $f: rows .*left out: .*/rows and losses are told/p" \
        $f.told
done
echo '# one a day'
cp border.txt copy.txt
"$D" code --format phoenix --one-a-day border.txt copy.txt 2>/dev/null |
    awk -F'\t' '{ print $2, $6, $10, $14 }' | sort | uniq -d
"$D" code --format phoenix --one-a-day border.txt copy.txt 2>/dev/null |
    cut -f 24 | grep -c 'border.*;copy'  >joined
"$D" code --format phoenix --one-a-day border.txt 2>/dev/null | wc -l >rows
diff -w joined rows && echo 'ids of all are joined'
"$D" code --format icews --one-a-day --threads 2 quarrel.txt border.txt \
    2>/dev/null | wc -l >two
"$D" code --format icews --one-a-day --threads 1 quarrel.txt border.txt \
    2>/dev/null | wc -l >one
same one two
echo '# what does not go together'
run "$D" code --one-a-day border.txt
run "$D" export --ledger l.db --one-a-day
run "$D" export --ledger l.db --format icwes
run "$D" export --ledger l.db --format gdelt --record events
run "$D" data coverage --format icews border.txt
"$D" code --format gdelt border.txt 2>/dev/null >/dev/full
echo "[$?]"
