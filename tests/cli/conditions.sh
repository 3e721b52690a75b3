# What was asked, and what became of it: each state from the text of a few
# reports to the answer.
if [ -z "$MODEL" ]; then
    echo 'left out: no model in this build'
    return
fi
cat >a.jsonl <<'X'
{"id": "a", "date": "2021-03-01", "text": "Peru will not hold talks with Chile until Chile stops its naval exercises, Peruvian President Rosa Vega said on Monday."}
{"id": "b", "date": "2021-03-08", "text": "Peru will not hold talks with Chile until it frees the two skippers, the Peruvian government said on Monday."}
{"id": "c", "date": "2021-03-16", "text": "Chile held naval exercises off Arica on Monday, the Peruvian army said."}
{"id": "d", "date": "2021-03-22", "text": "Peru will not hold talks with Chile until Chile releases the two skippers, Peruvian President Rosa Vega said on Monday."}
{"id": "e", "date": "2021-04-01", "text": "Chile released the two Peruvian skippers on Wednesday, officials said."}
{"id": "f", "date": "2021-03-01", "text": "Bolivia is ready to lift its embargo on Paraguay if Paraguay stops shelling the border for 30 days, Bolivian officials said on Monday."}
{"id": "g", "date": "2021-05-01", "text": "Ecuador will not sign the accord unless Colombia apologises, Ecuador's government said on Saturday."}
{"id": "h", "date": "2021-05-11", "text": "Ecuador is ready to sign the accord with Colombia, Ecuador's government said on Tuesday."}
X
"$D" add --ledger l.db a.jsonl
states() {
    "$D" conditions --ledger "${ledger:-l.db}" --format csv "$@" 2>told |
        sed 1d | cut -d, -f1,15,16,17,18,22-28
}
echo '# id, category and state of each'
states --order oldest
echo '# of whom, by whom, of what kind, as of when'
states --holder Peru --actor Chile --engagement talks --to 2021-03-10
cat told
states --actor PRY --stance offers
states --actor Peru
states --category retreat --state met
states --state open
states --with COL --text accord
states --from 2021-03-02 --limit 1 --offset 1
echo '# in whatever order reports come'
tac a.jsonl >b.jsonl
"$D" add --ledger b.db b.jsonl
states | sort >l.states
ledger=b.db states | sort >b.states
same l.states b.states
echo '# a report that is replaced decides nothing'
sed -n '/"c"/s/Chile held/Bolivia held/p' a.jsonl >new.jsonl
"$D" add --ledger l.db new.jsonl
states --category mobilize
echo '# for people; and what is wrong'
"$D" conditions --ledger b.db --category mobilize
run "$D" conditions --ledger b.db --state broken
run "$D" conditions --ledger b.db --category FROWN
run "$D" conditions --ledger b.db --mode visit
"$D" conditions --ledger b.db --format jsonl --category mobilize
