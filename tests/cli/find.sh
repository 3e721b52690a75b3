# Questions to a ledger, against the records that code prints.
if [ -z "$MODEL" ]; then
    echo 'left out: no model in this build'
    return
fi
cp "$ROOT"/examples/*.txt .
"$D" code --format jsonl ./*.txt >code.jsonl
"$D" add --ledger l.db ./*.txt 2>/dev/null
"$D" export --ledger l.db >export.jsonl
same code.jsonl export.jsonl
cat >pick.py <<'X'
import json, sys
rows = [json.loads(l) for l in open('code.jsonl')]
kind, test = sys.argv[1:3]
def codes(*who):
    return [c for w in who for e in ([w] if isinstance(w, dict) else w or [])
            for c in (e['actor'], e['country'], e['group']) if c]
def has(list, code):
    return any(c == code or (len(c) % 3 == 0 and c.startswith(code))
               for c in list)
got = sorted(json.loads(l)['id'] for l in sys.stdin)
want = sorted(r['id'] for r in rows if r['record'] == kind and eval(test))
print(kind, 'as expected' if got == want and want else (got, want))
X
check() {
    kind=$1 test=$2
    shift 2
    "$D" ${kind}s --ledger l.db --format jsonl --limit 0 "$@" 2>told |
        python3 pick.py $kind "$test"
}
check document True
check statement True
check event True
check position True
check shift True
check statement 'r["kind"] == "think"' --kind think
check event 'r["category"] == "REJECT"' --category reject
check event 'r["date"] >= "2023-05-16"' --from 2023-05-16
check event 'has(codes(r["actor"]), "PER")' --actor Peru
cat told
check event 'has(codes(r["actor"]), "PERGOV")' --actor PERGOV
check event 'has(codes(r["actor"]), "CHL") and has(codes(r["actor"], r["recipient"]), "PER")' --actor CHL --with PER
check position 'r["stance"] == "requires"' --stance requires
check position 'has(codes(r["holder"]), "PER")' --holder PER
check statement 'has(codes(r["speaker"]), "PERGOV")' --speaker PERGOV
check statement '"Quispe" in str(r["speaker"] and r["speaker"]["name"])' --speaker Quispe
check statement '"without preconditions" in str(r["content"])' --text '"without preconditions"'
echo '# order, limit, offset'
"$D" events --ledger l.db --format jsonl --limit 0 --order oldest >all
"$D" events --ledger l.db --format jsonl --limit 5 --offset 3 --order oldest >some
sed -n 4,8p all >same.some
same some same.some
run "$D" events --ledger l.db --limit 1 --format csv 2>&1 | sed -n '1p;$p'
"$D" events --ledger l.db --limit 0 --format csv >events.csv
"$D" export --ledger l.db --format csv --record events | sort >export.csv
sort events.csv >sorted.csv
same sorted.csv export.csv
echo '# a timeline is in order'
"$D" timeline --ledger l.db --actor CHL --with PER --limit 0 2>/dev/null |
    grep -o '^[0-9-]\{10\}' >days
sort days >days.sorted
same days days.sorted
test -s days || echo 'nothing in it'
"$D" actors --ledger l.db --format csv --limit 0 | sed -n 1p
"$D" actors --ledger l.db --text quispe --format csv --limit 0 | wc -l | tr -d ' '
echo '# what is wrong'
run "$D" events
run "$D" events --ledger none.db
run "$D" events --ledger l.db x
run "$D" events --ledger l.db --category FROWN
run "$D" events --ledger l.db --from yesterday
run "$D" events --ledger l.db --limit some
run "$D" events --ledger l.db --format xml
run "$D" events --ledger l.db --order newst
run "$D" events --ledger l.db --text ' - '
run "$D" events --ledger l.db --actor Nobody
run "$D" timeline --ledger l.db --format csv
run "$D" export --ledger l.db --format csv
run "$D" export --ledger l.db --record events
