{
    many 10000 '['
    echo
    printf '{"date": "2017-12-14", "text": "'
    many 52428800 a
    echo '"}'
    printf '{"date": "2017-12-14", "text": "'
    many 1048577 a
    echo '"}'
    printf '{"date": "2017-12-14", "text": "A", "v": [0'
    many 200000 , | sed 's/,/,1/g'
    echo ']}'
    printf '{"date": "2017-12-14", "text": "A", "v": '
    many 900 '['
    many 900 ']'
    echo '}'
    echo '{"date": "2017-12-14", "text": "Good."}'
} >hostile.jsonl
run "$D" parse --until tok --rejects rejects.jsonl hostile.jsonl
python3 -c 'import json
for line in open("rejects.jsonl", encoding="utf8"):
    r = json.loads(line)
    print(r["line"], r["at"], len(r["input"]))'
echo '# from a pipe'
run "$D" parse --until tok - <hostile.jsonl | tail -n 4
echo '# no end'
yes | run "$D" parse --until tok -
