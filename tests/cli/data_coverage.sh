# data coverage: unknown names of the records, with a line for the data.
if [ -z "$MODEL" ]; then
    echo 'left out: no model is built in'
else
    cat >news.jsonl <<'END'
{"id":"a","date":"2020-05-01","text":"Zorvan Quillix accused Peru of lying on Friday. Angela Merkel met reporters."}
{"id":"b","date":"2020-05-02","text":"Chilean senator Zorvan Quillix said talks with Peru would resume."}
{"id":"c","text":"Undated."}
END
    run "$D" data coverage news.jsonl
    run "$D" data coverage --date 2020-05-03 --format jsonl --top 1 news.jsonl
    for n in 1 2; do
        "$D" data coverage --threads $n --top 0 news.jsonl >out.$n 2>&1
    done
    same out.1 out.2
    echo '# a line of data, and it is known'
    mkdir mine
    printf '#! person name surname country sector source\nZorvan Quillix\tQuillix\tCHL\tLEG\town\n' >mine/mine.tsv
    run "$D" data coverage --date 2020-05-03 --data mine news.jsonl
    echo '# bad calls'
    run "$D" data coverage --top many news.jsonl
    run "$D" data coverage --format xml news.jsonl
    run "$D" data coverage --until tok news.jsonl
    run "$D" data coverage nothing.jsonl
fi
