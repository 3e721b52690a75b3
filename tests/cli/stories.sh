# A wire report in three papers: one story, and what it says is told once.
if [ -z "$MODEL" ]; then
    echo 'left out: no model in this build'
    return
fi
lead='Peru and Chile agreed on Thursday to reopen three border crossings that have been shut since a dispute over fishing rights flared up last autumn.'
said='There will be no talks on the sea border until Chile withdraws its patrol boats, Foreign Minister Elena Quispe told reporters in Tacna.'
more='The dispute began in October when a Chilean patrol seized two Peruvian trawlers. Peru recalled its ambassador and closed the crossings a week later.'
line() {
    printf '{"id":"%s","date":"%s","source":"%s","title":"%s","text":"%s"}\n' "$@"
}
{
    line wire 2021-03-11 'Andina Wire' 'Crossings to open' \
        "LIMA, March 11 - $lead $said $more"
    line star 2021-03-12 'Arica Star' 'Neighbours open the gates' \
        "Neighbours open the gates. $lead $said"
    line post 2021-03-12 'Tacna Post' 'Border' "$lead \\u201cQuotes\\u201d are ours. $said $more"
    line next 2021-03-13 'Andina Wire' 'Next day' \
        "Fishermen marched in Ilo on Friday, a day after Peru agreed with Chile to reopen three border crossings. Their chairman, Raul Cardenas, said that nobody had asked those who live from the sea, and that they would block the road to the south until the minister came to see them."
    line old 2021-04-12 'Arica Star' 'A month ago' "$lead $said $more"
} >news.jsonl
"$D" add --ledger l.db news.jsonl 2>/dev/null
for format in text jsonl csv; do
    "$D" stories --ledger l.db --format $format
done
echo '# the record of a report names its story'
"$D" documents --ledger l.db --format jsonl --order oldest |
    sed 's/.*"document":"\([a-z]*\)".*"story":\([^,]*\),.*/\1 \2/'
echo '# what copies say is told once'
"$D" positions --ledger l.db --stance requires --format jsonl |
    sed 's/.*"id":"\([^"]*\)".*"rule":"[^"]*"\(.*\)}/\1 \2/'
"$D" positions --ledger l.db --stance requires --to 2021-03-31
"$D" positions --ledger l.db --stance requires --copies --format jsonl |
    sed 's/.*"id":"\([^"]*\)".*"rule":"[^"]*"\(.*\)}/\1 \2/'
echo '# stories of reports that are asked for'
"$D" stories --ledger l.db --text fishermen
"$D" stories --ledger l.db --text quotes --format jsonl | grep -c '"id":"wire"'
"$D" stories --ledger l.db --actor PER --from 2021-03-12 2>/dev/null | sed -n 1p
"$D" stories --ledger l.db --offset 1
line again 2021-04-14 'Lima Mail' 'Still a month ago' "$lead $said $more" >again.jsonl
"$D" add --ledger l.db again.jsonl 2>/dev/null
for order in newest oldest; do
    "$D" stories --ledger l.db --order $order --format csv | cut -d, -f1,2,5
    "$D" stories --ledger l.db --order $order --actor CHL --limit 1 --offset 1 \
        2>/dev/null | sed -n 1p
done
echo '# the order in which they come makes no difference'
sed '1!G;h;$!d' news.jsonl again.jsonl >turned.jsonl
"$D" add --ledger turned.db turned.jsonl 2>/dev/null
for l in l turned; do
    "$D" stories --ledger $l.db --format jsonl >$l.stories
    "$D" positions --ledger $l.db --format jsonl | sort >$l.positions
done
same l.stories turned.stories
same l.positions turned.positions
echo '# a report that is replaced leaves its story'
line star 2021-03-12 'Arica Star' 'Withdrawn' 'We have withdrawn a report on this page.' \
    >newer.jsonl
"$D" add --ledger l.db newer.jsonl 2>/dev/null
"$D" stories --ledger l.db
"$D" export --ledger l.db --document star | sed 's/.*"story":\([^,]*\),.*/\1/;q'
