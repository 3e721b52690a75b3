cat >wire.rss <<'END'
<?xml version="1.0"?>
<rss version="2.0"><channel><title>The Wire</title>
<item><guid>g1</guid><pubDate>Thu, 14 Dec 2017 10:00:00 GMT</pubDate>
<source url="http://s.example">The Post</source>
<description>&lt;p&gt;Iran left.&lt;/p&gt;</description></item>
<item><title>No date</title><description>Iran came.</description></item>
<item><title>No text</title></item>
<item><guid>g2</guid><pubDate>2017-12-15</pubDate>
<description>Iran &amp;amp; Iraq stayed.</description></item>
</channel></rss>
END
run "$D" code --until tok --rejects bad.jsonl wire.rss
cat bad.jsonl
toks - <wire.rss
gzip -c wire.rss | toks -
echo '# cut short: what was whole is kept'
head -c 280 wire.rss | toks --input-format feed -
