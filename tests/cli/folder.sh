mkdir -p in/b/deep in/.hidden
printf 'Z' >in/z.txt
printf 'A' >in/a.txt
printf 'C' >in/b/deep/c.txt
printf '{"text": "D"}\n{"text": "E"}\n' >in/b/d.ndjson
printf '{"text": "F"}\n' >in/b/f.json
printf '%%PDF' >in/page.pdf
printf 'H' >in/.hidden/h.txt
printf 'H' >in/.h.txt
ln -s .. in/b/up
ln -s nowhere in/b/broken.txt
run toks in
echo '# twice the same: the ids differ'
run toks in/a.txt in/ in/z.txt
echo '# what is not there is told; the rest is read'
run "$D" parse --until tok in/a.txt nothing.txt in/z.txt
echo '# when there is nothing else, the run could not be'
run "$D" parse --until tok nothing.txt
mkdir empty
run "$D" parse --until tok empty
echo '# a folder without a date: every report is told'
run "$D" code in/b
