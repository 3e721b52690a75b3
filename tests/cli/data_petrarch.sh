# The dictionaries of PETRARCH itself: all is read, and coded by.
P=$ROOT/../shared/data/petrarch2_dictionaries
if [ -d "$P" ]; then
    "$D" data import --actors "$P"/Phoenix.*.actors.txt \
        --agents "$P/Phoenix.agents.txt" -o big >big.txt
    grep -o '^records [0-9]*' big.txt
    sed -n 's/^not understood \([0-9]*\),.*/\1/p' big.txt |
        awk '{ print "not understood: " ($1 < 300 ? "below 300" : $1) }'
    printf 'date 2005-03-11 x\n' | "$D" parse --until tok --data big - |
        tail -n +2 | head -n 1 | cut -f 1
else
    echo 'left out: no dictionaries are at hand'
fi
