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
grep -c "“the United States” is USA by lexicon 0.95," one
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
echo '# of a ledger: as it is stored, by other data, no longer told'
"$D" add --ledger l.db raid.txt two.jsonl
"$D" why --ledger l.db raid.txt/event/1 >stored
# The first paragraph in one line, without versions.
first() {
    sed '/^$/q' | tr -s '\n ' '  ' |
        sed 's/data [0-9a-f]*/data X/g; s/model [^,]*/model M/g; s/program [^,]*/program P/g'
    echo
}
first <stored
sed '1,/^$/d' stored | cmp - one && echo same
"$D" why --ledger l.db raid.txt:1 | cmp - one && echo same
mkdir d
printf '#! country name country source\nIran\tXXA\town\n' >d/mine.tsv
"$D" why --ledger l.db --data d raid.txt/event/1 | first
echo '# older versions'
sed 's/accused/praised/' two.jsonl >new.jsonl
"$D" add --ledger l.db new.jsonl
"$D" versions --ledger l.db
"$D" versions --ledger l.db --format jsonl |
    sed 's/.*"replaced_by"/"replaced_by"/'
run "$D" versions --ledger l.db --format csv
"$D" why --ledger l.db b/event/1 | grep -c '^     event.*praised'
v=$("$D" versions --ledger l.db | sed -n 's/^[^ ]*  \([^ ]*\) .*/\1/p')
"$D" why --ledger l.db "$v"/event/1 | sed -n '1p; /^     event.*accused/p'
"$D" export --ledger l.db --document "$v" --format csv --record events |
    cut -d, -f1-4
"$D" export --ledger l.db --document b --format csv --record events | grep -c praised
run "$D" export --ledger l.db --document c
run "$D" why --ledger l.db
run "$D" why --ledger l.db c/event/1
run "$D" why --ledger l.db b/event/7
run "$D" why --ledger none.db b/event/1
echo '# a condition: what decided it, then its position'
cat >cond.jsonl <<'X'
{"id": "u", "date": "2020-03-09", "text": "Iran said it will not hold talks with Israel while Israel bombs Lebanon."}
{"id": "v", "date": "2020-03-20", "text": "Rain fell. Israel bombed Beirut on Thursday."}
X
"$D" add --ledger c.db cond.jsonl
"$D" why --ledger c.db u/position/1/term/1 >told
sed '/^$/q' told
sed '1,/^$/d; /in the ledger is/,$d' told
grep -c '^     position 1 ' told
run "$D" why --ledger c.db u/position/1/term/9
run "$D" why --ledger c.db u/position/9/term/1
echo '# a shift between reports, and one that the ledger links to another report'
cat >turn.jsonl <<'X'
{"id": "p", "date": "2020-02-03", "text": "Iran is ready to hold talks with Israel without preconditions, Foreign Minister Javad Zarif said on Monday."}
{"id": "q", "date": "2020-02-05", "text": "Iran will not hold talks with Israel, a government spokesman said on Wednesday."}
X
cat >link.jsonl <<'X'
{"id": "w", "date": "2020-02-06", "text": "Iran on Thursday walked back its offer of talks with Israel. Iran will hold talks with Israel only if Israel leaves Lebanon, a government spokesman said."}
X
"$D" add --ledger t.db turn.jsonl
"$D" why --ledger t.db q/shift/1~p/position/1 >told
sed '/in the ledger is/,$d' told
grep -c '^     position 1 ' told
run "$D" why --ledger t.db q/shift/1~p/position/7
run "$D" why --ledger t.db p/shift/1~q/position/1
head -n 1 turn.jsonl >one.jsonl
"$D" add --ledger u.db one.jsonl link.jsonl
"$D" why --ledger u.db w/shift/1 | sed '/in the ledger is/,$d'
"$D" diff --record shifts u.db t.db | grep '^[-+~]'
