#!/usr/bin/env python3
"""Writes an assembler file that holds a file's bytes between two symbols.

usage: blob.py SYMBOL OUT.S [FILE]     (without FILE: no bytes)
"""
import os
import sys


def main():
    symbol, out = sys.argv[1], sys.argv[2]
    path = sys.argv[3] if len(sys.argv) > 3 else None
    lines = [
        '.section .rodata', '.balign 64',
        '.global ' + symbol, '.hidden ' + symbol, symbol + ':']
    if path:
        lines.append('.incbin "%s"' % os.path.abspath(path))
    lines += [
        '.global ' + symbol + '_end', '.hidden ' + symbol + '_end',
        symbol + '_end:', '.byte 0',
        '.section .note.GNU-stack,"",%progbits']
    with open(out, 'w') as f:
        f.write('\n'.join(lines) + '\n')


main()
