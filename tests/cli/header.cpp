// The public header compiles as C++, and its defaults are zeros.
#include <demarche.h>

#include <cstdio>

int main()
{
    dm_options o = dm_options();
    dm_document d = dm_document();
    bool zeros = o.format == DM_TEXT && o.input == DM_IN_AUTO && !d.text;
    std::printf("%d passed, %d failed\n", zeros ? 1 : 0, zeros ? 0 : 1);
    return zeros ? 0 : 1;
}
