code() {
    run "$D" code --until tok --format jsonl "$@" | sed 's/"version".*/.../'
}
cat >news.jsonl <<'END'
{"id": "a", "date": "2017-12-14", "text": "Iran left.", "title": "T", "source": "S", "url": "http://x.example/1", "tags": ["x", {"y": 1}]}

{"date": "2017-12-14T23:30:00Z", "text": "  \u201cNo\u201d,\r\n\ud83d\udd4a "}
{"id": 12, "date": "2017-12-15", "text": "B"}
{"id": "a", "date": "2017-12-15", "text": "C"}
END
echo '# all is kept as it is'
code news.jsonl
echo '# from a pipe: told by its first character'
toks - <news.jsonl
echo '# other names'
cat >other.jsonl <<'END'
{"pub_date": "2017-12-14", "body": "Iran left.", "key": "k1"}
END
code --field date=pub_date --field text=body --field id=key other.jsonl
run "$D" code other.jsonl
echo '# faults: each is told, none stops the run'
cat >bad.jsonl <<'END'
{"date": "2017-12-14", "text": "One."}
{"date": "2017-12-14", "text": "Two."
{"date": "2017-12-14", "text": "Three.",}
["2017-12-14", "Four."]
{"date": "2017-12-14", "text": 5}
{"date": "2017-12-14"}
{"date": "2017-12-14", "text": "\ud800 seven"}
{"date": "2017-12-14", "text": "ei\u0000ght"}
{"date": "14 December", "text": "Nine."}
{"date": 20171214, "text": "Ten."}
{"text": "Eleven."}
{"date": "2017-12-14", "text": " \n"}
{"date": "2017-12-14", "text": "Thirteen."} {"text": "Thirteen."}
END
printf '{"date": "2017-12-14", "text": "\203 fourteen"}\n' >>bad.jsonl
printf '{"date": "2017-12-14", "text": "nul\0fifteen"}\n' >>bad.jsonl
printf '\r\n{"date": "2017-12-14", "text": "Last."}' >>bad.jsonl
run "$D" code --until tok --dump tok --rejects rejects.jsonl bad.jsonl
echo '# the rejects'
cat rejects.jsonl
echo '# they are JSON, one a refused line'
python3 -c 'import json, sys
rows = [json.loads(line) for line in open("rejects.jsonl", encoding="utf8")]
print(len(rows), sorted({tuple(r) for r in rows}))'
echo '# JSON that is not one object a line'
printf '{\n  "date": "2017-12-14",\n  "text": "A"\n}\n' >spread.json
code spread.json
echo '# nothing is no fault'
: >none.jsonl
code none.jsonl
echo '# rejects that cannot be written'
code --rejects no/where.jsonl news.jsonl
code --rejects /dev/full bad.jsonl 2>&1 | tail -n 2
