# data lint: faults with file and line; exit status 0, 1, 2.
mkdir good bad
printf '#! person name forms country sector office from to source\nBo Ek\t\tSWE\tGOV\tking\t2001\t2003\town\n' >good/mine.tsv
run "$D" data lint good
{
    printf '#! person name forms country sector office from to source\n'
    printf 'Bo Ek\t\tSWE\tGOV\tking\t2001\t2003\town\n'
    printf 'Bo Ek\t\tSWE\tGOV\tking\t2003-05\t2006\town\n'
    printf 'Bo Ek\t\tSWE\tGOV\tking\t2002\t2002\town\n'
    printf 'Al \tAl|Al\tXYZ\tGOV ABC\t\t2004\t2001-02-30\tOwn\n'
    printf 'Cy\t\tSWE\n'
    printf 'Di\t\tswe\t\t\t\t\town\n'
    printf 'Ed \033[31m\t\tSWE\t\t\t2004\t2001\town'
} >bad/mine.tsv
printf 'x\t1\town\r\nx\t\377\town\nx\t2\town\nx\t2\town\n' >bad/words.tsv
run "$D" data lint bad
echo '# notes'
rm bad/*
printf '#! igo name forms country source\nA League\tAL\tUNO\town\nAlso\tAL\tEUR\town\n' >bad/a.tsv
printf '#! igo name forms country source\nA League\tAL\tUNO\town\n' >bad/b.tsv
run "$D" data lint bad
run "$D" data lint --notes bad
echo '# bad calls'
run "$D" data lint nowhere
run "$D" data lint good bad
run "$D" data lnt good
run "$D" data
run "$D" data lint --nots good
"$D" data lint | sed 's/[0-9a-f]\{12\}/V/'
