# The man page and --help name the same commands, options and stages.
page=$ROOT/docs/demarche.1
for c in code parse; do
    "$D" $c --help | sed -n 's/^  --\([a-z-]*\).*/\1/p' | sort >help.$c
    awk -v c="$c" '
        $1 == ".Ss" { on = $2 == c || $2 == "Common" }
        on && $1 == ".It" && $2 == "Fl" { sub(/^-/, "", $3); print $3 }
    ' "$page" | sort >page.$c
    same help.$c page.$c
    diff help.$c page.$c
done
"$D" code --help | sed -n 's/^stages: //p' | tr ' ' '\n' >stages
sed -n 's/^\.It Cm \([a-z]*\)$/\1/p' "$page" | grep -vx 'code\|parse' >named
same stages named
diff stages named
grep -q 'EXIT STATUS' "$page" && echo 'exit status is there'
