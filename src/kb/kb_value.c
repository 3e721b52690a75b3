#include "kb/kb_value.h"

#include <string.h>

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

float kb_number(const char *s, float none)
{
    if (!s)
        return none;
    bool minus = *s == '-';
    s += minus;
    if (!digit(*s))
        return none;
    double v = 0, unit = 1;
    for (; digit(*s); s++)
        v = v * 10 + (*s - '0');
    if (*s == '.') {
        for (s++; digit(*s); s++) {
            unit *= 10;
            v = v * 10 + (*s - '0');
        }
    }
    if (*s)
        return none;
    return (float)((minus ? -v : v) / unit);
}

float kb_calibrate(const struct kb *kb, const char *kind, float p)
{
    const struct kb_table *t = kb_table(kb, "calibration");
    if (!t)
        return p;
    float x0 = 0, y0 = 0;
    bool any = false;
    for (uint32_t r = kb_row(kb, t, kind);
         r < t->n_row && !strcmp(kb_cell(kb, t, r, 0), kind); r++) {
        float x = kb_number(kb_cell(kb, t, r, 1), 0);
        float y = kb_number(kb_cell(kb, t, r, 2), 0);
        if (p <= x)
            return !any || x <= x0 ? y
                                   : y0 + (y - y0) * (p - x0) / (x - x0);
        x0 = x;
        y0 = y;
        any = true;
    }
    return any ? y0 : p;
}
