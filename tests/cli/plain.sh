put() {
    printf "$2" >"$1"
    "$D" parse --until tok "$1" >/dev/null 2>&1
    toks "$1"
}
put line.txt 'date 2017-12-14\n\nIran left.\n'
put prefix.txt 'date 2017-12-14 WASHINGTON (AP) - Iran left.\n'
put before.txt ' \n\n\tdate 2017-12-14 Iran left.\n'
put mark.txt '\357\273\277date 2017-12-14 Iran left.\n'
put crlf.txt 'date 2017-12-14\r\n\r\nIran\r\nleft.\r\n'
put quotes.txt 'date 2017-12-14 \342\200\234No\342\200\235, it\342\200\231s\n'
put undated.txt 'Iran left.\n'
put words.txt 'date palms grow.\n'
echo '# offsets count in the text as it was given'
"$D" parse --until tok crlf.txt
echo '# coding needs a date'
code() {
    run "$D" code --until tok --format jsonl "$@" | sed 's/"version".*/.../'
}
code undated.txt
code --date 2020-02-29 undated.txt
echo '# a date that is none is not overruled'
printf 'date 2017-02-29 Iran left.\n' >bad.txt
code --date 2020-02-29 bad.txt
run "$D" parse bad.txt
printf '\n date 14/12/2017 Iran left.\n' >bad.txt
code bad.txt
echo '# bytes that are no text'
printf 'date 2017-12-14\nIran \222left\222.\n' >latin.txt
code latin.txt
printf 'date 2017-12-14\nIran\0left.\n' >nul.txt
code nul.txt
printf 'date 2017-12-14\nIran \355\240\200 left.\n' >lone.txt
code lone.txt
printf '\377\376d\0a\0t\0e\0' >utf16.txt
code utf16.txt
echo '# nothing'
: >empty.txt
code empty.txt
printf 'date 2017-12-14\n \r\n' >blank.txt
code blank.txt
echo '# too long'
{ echo 'date 2017-12-14'; many 1048577 a; } >long.txt
code long.txt
echo '# standard input, also unnamed'
toks - <line.txt
"$D" parse --until tok <line.txt | head -n 1
