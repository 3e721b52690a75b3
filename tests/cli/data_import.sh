# data import: dictionaries of our own writing to a folder for --data.
cat >actors.txt <<'END'
# a comment
PERU_  [PER] # of the Andes
+PERUVIAN_
BO_EK_
+EK_
	[SWEELI <20010101]
	[SWEGOV 20010101-20040630]
EK_ [NORELI]
BAD_DAY_ [PER 20010230]
WHAT_ [QQQ]
END
printf '!PERSON! = MAN, WOMAN\nCHAIR!PERSON! [~GOV]\nBROKEN [~GOV}\n' >agents.txt
run "$D" data import --actors actors.txt --agents agents.txt -o out
sed 's/^/    /' out/petrarch_actors.tsv out/petrarch_agents.tsv
run "$D" data lint out
printf '!PERSON! = MAN, WOMAN\nCHAIR!PERSON! [~GOV]\n' >good.txt
run "$D" data import --agents good.txt --output=out
echo 'date 2003-05-01 Bo Ek met reporters.' >r.txt
if [ -n "$MODEL" ]; then
    "$D" parse --until actor --dump actor --data out r.txt | grep -o SWEGOV
else
    echo SWEGOV
fi
echo '# bad calls'
run "$D" data import
run "$D" data import actors.txt
run "$D" data import --actors nothing.txt
run "$D" data import --actors actors.txt -o nowhere/deep 2>&1 | tail -n 2
run "$D" data import --actors
run "$D" data import --actors actors.txt -o
