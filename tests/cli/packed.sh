python3 - <<'END'
import bz2, gzip, io, lzma, tarfile, zipfile
A = b'date 2017-12-14\nIran left.\n'
B = b'{"id": "b", "date": "2017-12-15", "text": "Iran came."}\n'
C = b'id;date;text\nc;2017-12-16;"Iran ""stays"";"\n'
for name, f in (('gz', gzip.compress), ('bz2', bz2.compress),
                ('xz', lzma.compress)):
    open('a.txt.' + name, 'wb').write(f(A))
open('b.jsonl.gz', 'wb').write(gzip.compress(B * 2))
def zipped(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as z:
        for name, data in members:
            z.writestr(name, data)
    return out.getvalue()
news = [('day/a.txt', A), ('b.jsonl.gz', gzip.compress(B)), ('c.csv', C),
        ('x.pdf', b'no'), ('__MACOSX/a.txt', A), ('.hid.txt', A)]
open('news.zip', 'wb').write(zipped(news))
with tarfile.open('news.tgz', 'w:gz') as t:
    for name, data in news + [('in.zip', zipped(news[:1])),
                              ('../out.txt', A)]:
        info = tarfile.TarInfo(name)
        info.size = len(data)
        t.addfile(info, io.BytesIO(data))
cut = b''.join(B.replace(b'came', b'%d came' % (i * i * 7919 % 99991))
               for i in range(3000))
cut = gzip.compress(cut)
open('cut.jsonl.gz', 'wb').write(cut[:len(cut) // 2])
open('bomb.gz', 'wb').write(gzip.compress(b'a' * (64 << 20)))
END
echo '# compressed: by name and from a pipe'
toks a.txt.gz a.txt.bz2 a.txt.xz b.jsonl.gz
toks - <a.txt.gz
echo '# packed, one in another, and names that are not read'
run "$D" code --until tok news.zip 2>&1 >/dev/null
toks news.zip news.tgz
run "$D" code --until tok news.tgz 2>&1 >/dev/null
echo '# cut short: what was whole is kept'
toks cut.jsonl.gz 2>err | awk 'END { print NR > 1000 && NR < 3000 }'
cat err
echo '# a bomb'
run "$D" code --until tok --input-format jsonl bomb.gz
echo '# of a folder'
mkdir dir
cp news.zip a.txt.xz b.jsonl.gz bomb.gz dir
run "$D" code --until tok dir 2>&1 >/dev/null
echo '# memory does not grow'
python3 - <<'END'
import gzip
row = b'{"date": "2017-12-15", "text": "Iran %d came."}\n'
with gzip.open('big.jsonl.gz', 'wb', 1) as f:
    for i in range(20000):
        f.write(row % (i * i % 99991) + b' ' * 5000 + b'\n')
END
(ulimit -v 3000000; "$D" parse --until tok --dump tok big.jsonl.gz) |
    grep -c '^# document'
