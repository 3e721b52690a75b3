/* Marks on hand-drawn trees. */
#include "dep/punct.h"

#include "base/test.h"
#include "doc/sketch.h"

static void mark(struct doc *d, const char *lines)
{
    CHECK(sketch_open(d, "", lines) == OK);
    for (uint32_t i = 0; i < d->sent.n; i++)
        dep_punct(d, d->sent.row[i]);
}

int main(void)
{
    struct doc d = {0};
    mark(&d, "Peru Peru PROPN 2 nsubj\nleft leave VERB 0 root\n"
             "( ( PUNCT 2 punct\nat at ADP 5 case\nnoon noon NOUN 2 obl\n"
             ") ) PUNCT 2 punct\n. . PUNCT 5 punct\n");
    CHECK(d.dep.row[2].head == 4 && d.dep.row[5].head == 4);
    CHECK(d.dep.row[6].head == 1 && d.dep.row[4].head == 1);
    mark(&d, "\" \" PUNCT 3 punct\nYes yes INTJ 3 discourse\n"
             "go go VERB 0 root\n\" \" PUNCT 2 punct\nhe he PRON 3 nsubj\n"
             "! ! PUNCT 5 punct\n");
    CHECK(d.dep.row[0].head == 2 && d.dep.row[3].head == 2);
    CHECK(d.dep.row[5].head == 2);
    /* two words stand alone inside, and a mark that others hang from */
    mark(&d, "( ( PUNCT 4 punct\na a X 4 dep\nb b X 4 dep\nc c X 0 root\n"
             ") ) PUNCT 2 punct\n");
    CHECK(d.dep.row[0].head == 3 && d.dep.row[4].head == 3);
    mark(&d, "a a X 0 root\nb b X 4 dep\nc c X 1 dep\n. . PUNCT 3 punct\n");
    CHECK(d.dep.row[3].head == 2);
    mark(&d, ". . PUNCT 0 root\n");
    CHECK(d.dep.row[0].head == NONE);
    doc_close(&d);
    return test_end();
}
