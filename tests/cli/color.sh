[ -n "$MODEL" ] || { echo 'left out: no model is built in'; return; }
printf 'date 2017-12-14 Iran rejected talks with Israel.\n' >a.txt
esc=$(printf '\033')
colored() {
    if grep -q "$esc" out; then echo colored; else echo plain; fi
}
"$D" code a.txt >out; colored
"$D" code --color=always a.txt >out; colored
"$D" code --color=never a.txt >out; colored
NO_COLOR=1 "$D" code --color=always a.txt >out; colored
"$D" code a.txt >out; "$D" code --color=always a.txt |
    sed "s/$esc\[[0-9;]*m//g" >stripped
same out stripped
