# lib.sh - what the scripts share; see run.sh.

# Runs a command, then says its exit status.
run() {
    "$@"
    echo "[$?]"
}

# The tokens of what is read, one line a document: no model is needed.
toks() {
    "$D" parse --until tok "$@" | awk '
        /^# document/ { if (doc) print doc; doc = $3 ":"; next }
        /^tok\t/ { split($0, f, "\t"); doc = doc " " f[4] }
        END { if (doc) print doc }'
}

# n times the character c.
many() {
    head -c "$1" /dev/zero | tr '\0' "$2"
}

# Says whether two files are the same.
same() {
    if cmp -s "$1" "$2"; then echo "$1 and $2 are the same"
    else echo "$1 and $2 differ"; fi
}
