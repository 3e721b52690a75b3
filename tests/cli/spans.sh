# Every span of every record is the text it says, in code points.
[ -n "$MODEL" ] || { echo 'left out: no model is built in'; return; }
cat >news.jsonl <<'END'
{"id": "r", "date": "2017-12-14", "text": "\ud83d\udd4a T\u00c9H\u00c9RAN \u2014 \u201cWe will not talk to Washington until it lifts the sanctions,\u201d Foreign Minister Javad Zarif told reporters on Wednesday.\r\n\r\nThe United States rejected the demand. Russia\u2019s army shelled Kharkiv, the mayor said."}
END
"$D" code --check --format jsonl news.jsonl | python3 -c 'import json, sys
text, n, bad = "", 0, 0
def walk(x):
    global n, bad
    if isinstance(x, dict):
        if isinstance(x.get("start"), int):
            n += 1
            bad += text[x["start"]:x["end"]] != x["text"]
        for v in x.values(): walk(v)
    elif isinstance(x, list):
        for v in x: walk(v)
for line in sys.stdin:
    r = json.loads(line)
    if r["record"] == "document":
        text = r["text"]
    else:
        walk(r)
print("some" if n else "no", "spans,", bad, "wrong")'
