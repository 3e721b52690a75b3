# Why a sentence was coded: the evidence, what decided, and clear refusals.
[ -n "$MODEL" ] || { echo 'left out: no model is built in'; return; }
cat >raid.txt <<'END'
date 2019-10-22
Rain fell. On Monday the United States accused Iran of piracy.
END
"$D" why raid.txt:1 >one
grep -c '^raid.txt, sentence 1 of 0 .. 1$' one
grep -A1 'accused Iran' one | grep -c '\^\^\^\^\^\^\^'
grep 'ACCUSE' one | grep -c 'event 1'
grep -c 'is USA by lexicon, countries.tsv' one
grep -c '“Monday” is 2019-10-21' one
grep -c 'accuse  *VERB' one
grep -c 'Rain' one
echo '# by the id of a record, and a file of many reports'
"$D" why raid.txt raid.txt/event/1 | cmp - one && echo same
printf '%s\n' '{"id": "a", "date": "2019-10-22", "text": "Rain fell."}' \
    '{"id": "b", "date": "2019-10-22", "text": "France accused Iran."}' >two.jsonl
"$D" why two.jsonl b/event/1 | grep -c '^b, sentence 0'
echo '# what is not there'
run "$D" why raid.txt:7
run "$D" why raid.txt raid.txt/event/9
run "$D" why raid.txt other/event/1
run "$D" why
run "$D" why raid.txt --until tag
