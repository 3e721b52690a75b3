# Two ledgers side by side.
if [ -z "$MODEL" ]; then
    echo 'left out: no model in this build'
    return
fi
cat >old.jsonl <<'X'
{"id": "a", "date": "2020-02-03", "text": "Peru rejected talks with Chile. France accused Iran of piracy."}
{"id": "b", "date": "2020-02-04", "text": "Iran accused France of piracy."}
{"id": "c", "date": "2020-02-05", "text": "Rain fell."}
X
sed -e '2s/France/Italy/' -e '3s/"c"/"d"/' old.jsonl >new.jsonl
mkdir d
printf '#! country name country source\nPeru\tBOL\town\n' >d/mine.tsv
"$D" add --ledger old.db old.jsonl
"$D" add --ledger new.db new.jsonl
run "$D" diff old.db old.db
run "$D" diff old.db new.db
echo '# with other data'
cp old.db data.db
"$D" recode --ledger data.db --data d
run "$D" diff --counts old.db data.db
run "$D" diff --record positions old.db data.db | sed '$d' | head -n -8
"$D" diff --record events --format jsonl old.db data.db | cut -c1-240
"$D" recode --ledger data.db
run "$D" diff data.db old.db --counts | cut -c1-50
echo '# the whole of it is what both hold'
"$D" diff --format jsonl old.db new.db | grep -c '"change":"\(gained\|lost\|changed\)"'
echo '# what cannot be'
run "$D" diff old.db
run "$D" diff old.db none.db
run "$D" diff old.db new.db --format csv
run "$D" diff old.db new.db --record nothing
