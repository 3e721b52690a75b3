echo '# main text, title, date; by name, content and in an archive'
cp "$ROOT/tests/html/03.html" page.html
cp page.html page
toks page.html page
gzip -c page.html >page.html.gz
run "$D" code --until tok --format jsonl page.html.gz | sed 's/"sha256".*//'
echo '# no date, no text, too deep'
echo '<p>There is no date in this page of few words, and it ends here.</p>' >a.html
echo '<html><p>Home</p>' >b.html
python3 -c 'print("<div>" * 400)' >c.html
run "$D" code --until tok a.html b.html c.html
toks a.html
