#!/bin/sh
# The encoder's bytes on arm64 (reference kernels, under qemu-user) are those
# of this machine. usage: arm64.sh TREE BYTES MODEL
# Skipped (77) without the cross compiler, qemu or a model.
tree=$1 bytes=$2 model=$3
cc=aarch64-linux-gnu-gcc
qemu=$(command -v qemu-aarch64-static || command -v qemu-aarch64)
if ! command -v $cc > /dev/null || [ -z "$qemu" ] || [ ! -f "$model" ]; then
    echo "no $cc, no qemu-aarch64 or no model: skipped"
    exit 77
fi
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
text=$(ls "$tree"/examples/*.txt | head -n 1)
files=
for f in "$tree"/src/num/*.c "$tree"/src/net/*.c "$tree"/src/enc/*.c \
    "$tree"/src/tok/*.c "$tree"/src/base/*.c \
    "$tree"/src/doc/doc.c "$tree"/src/doc/day.c; do
    case $f in
    *_test.c) ;;
    *) [ -f "$f" ] && files="$files $f" ;;
    esac
done
cat > "$tmp/blob.c" << 'END'
const unsigned char dm_blob_model[1], dm_blob_model_end[1];
END
$cc -std=c17 -D_GNU_SOURCE -O2 -static -ffp-contract=off -fno-math-errno \
    -I"$tree/src" $files "$tree/tests/num/bytes.c" "$tmp/blob.c" -lm \
    -o "$tmp/bytes" || exit 1
head -c 2500 "$text" > "$tmp/text"
here=$("$bytes" "$model" "$tmp/text")
ref=$("$bytes" "$model" "$tmp/text" ref)
there=$("$qemu" "$tmp/bytes" "$model" "$tmp/text")
echo "this machine: $here"
echo "reference:    $ref"
echo "arm64:        $there"
if [ -n "$here" ] && [ "$here" = "$there" ] && [ "$here" = "$ref" ]; then
    echo "1 passed, 0 failed"
else
    echo "0 passed, 1 failed"
    exit 1
fi
