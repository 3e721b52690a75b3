run "$D" 2>&1 | sed -n '1p;$p'
"$D" >/dev/null 2>&1
echo "[$?]"
run "$D" cdoe
run "$D" frobnicate
run "$D" code --fromat jsonl x.txt
run "$D" code --formt=jsonl x.txt
run "$D" code --zzzz x.txt
run "$D" code -x x.txt
run "$D" parse --format jsonl x.txt
run "$D" code --format json x.txt
run "$D" code --format
run "$D" code --check=yes x.txt
run "$D" code --date 2017-02-30 x.txt
run "$D" code --field date x.txt
run "$D" code --field dat=pub x.txt
run "$D" code --threads 0 x.txt
run "$D" code --threads two x.txt
run "$D" code --until evnt x.txt
run "$D" code --dump tok,stanc x.txt
run "$D" code --until sent --dump dep x.txt
run "$D" code --input-format txt x.txt
run "$D" code --color sometimes x.txt
run "$D" code --model nothing.dmm x.txt
run "$D" code --data nothing x.txt
echo '# a name that begins with a dash'
printf 'date 2017-12-14 Hello.\n' >-x.txt
toks -- -x.txt
echo '# versions'
run "$D" --version | sed 's/^\(model\) ..*/\1 V/; s/^\(data\) [0-9a-f]*$/\1 V/; s/ 0\.[0-9.]*$/ V/'
