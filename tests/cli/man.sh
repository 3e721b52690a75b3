# The man page and --help name the same commands, options and stages.
page=$ROOT/docs/demarche.1
options() {
    f=$(echo "$1" | tr ' ' _)
    "$D" $1 --help | sed -n 's/^  --\([a-z-]*\).*/\1/p' | sort >help.$f
    awk -v c=".Ss $1" -v more=".Ss ${2-}" -v last=".Ss ${3-}" '
        /^\.S[hs]/ { on = $0 == c || $0 == more || $0 == last }
        on && $1 == ".It" && $2 == "Fl" { sub(/^-/, "", $3); print $3 }
    ' "$page" | sort >page.$f
    same help.$f page.$f
    diff help.$f page.$f
}
options code 'Common options' 'Stage options'
options parse 'Common options' 'Stage options'
options why 'Common options' 'Stage options'
options add 'Common options'
options recode
options backup
options 'data coverage' 'Common options'
for c in statements events positions shifts conditions documents timeline stories; do
    options $c 'Question options' 'Question conditions'
done
options actors 'Question options'
options versions
options export
options diff
options 'data diff'
options 'data import'
options 'data lint'
echo '# the page names every command'
"$D" --help | sed -n 's/^  \([a-z]*\( [a-z]*\)\{0,1\}\)   *.*/\1/p' >commands
while read -r c; do
    grep -qx "\.Cm $c" "$page" || echo "$c is not in the page"
done <commands
wc -l <commands | tr -d ' '
"$D" code --help | sed -n 's/^stages: //p' | tr ' ' '\n' >stages
sed -n 's/^\.It Cm \([a-z]*\)$/\1/p' "$page" |
    grep -vx 'code\|parse\|why\|add\|recode\|conditions\|diff\|versions\|backup\|actors\|export\|timeline\|stories\|data' >named
same stages named
diff stages named
grep -q 'EXIT STATUS' "$page" && echo 'exit status is there'
