# data diff: removed, added, changed, by file and key.
mkdir old new
h='#! person name country from to source'
printf '%s\nBo Ek\tSWE\t2001\t\town\nCy\tUSA\t\t\town\n' "$h" >old/people.tsv
printf '%s\nBo Ek\tSWE\t2001\t2004\town\nDi\tUSA\t\t\town\n' "$h" >new/people.tsv
printf 'b\t1\town\na\t1\town\na\t2\town\n' >old/words.tsv
printf '# another order\na\t2\town\na\t1\town\nb\t2\town\n' >new/words.tsv
printf 'x\t1\n' >new/more.tsv
run "$D" data diff old new
run "$D" data diff new old
run "$D" data diff old old
run "$D" data diff old
run "$D" data diff old nowhere
