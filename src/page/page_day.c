#include "page/page.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static bool put(char day[11], int y, int m, int d)
{
    if (y < 1900 || y > 2200 || m < 1 || m > 12 || d < 1 || d > 31)
        return false;
    day[0] = (char)('0' + y / 1000);
    day[1] = (char)('0' + y / 100 % 10);
    day[2] = (char)('0' + y / 10 % 10);
    day[3] = (char)('0' + y % 10);
    day[4] = day[7] = '-';
    day[5] = (char)('0' + m / 10);
    day[6] = (char)('0' + m % 10);
    day[8] = (char)('0' + d / 10);
    day[9] = (char)('0' + d % 10);
    day[10] = '\0';
    return true;
}

/* n digits as a number; -1: they are not. */
static int digits(const char *s, int n)
{
    int v = 0;
    for (int i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return -1;
        v = v * 10 + (s[i] - '0');
    }
    return v;
}

static int month_of(const char *s, size_t n)
{
    static const char *const name[] = {
        "january", "february", "march", "april", "may", "june", "july",
        "august", "september", "october", "november", "december",
    };
    for (int m = 0; n >= 3 && m < 12; m++) {
        if (n <= strlen(name[m]) && !strncasecmp(s, name[m], n))
            return m + 1;
    }
    return n == 4 && !strncasecmp(s, "sept", 4) ? 9 : 0;
}

/* Day, name of a month and year, in either order of the first two. */
static bool in_words(const char *s, char day[11])
{
    int d = 0, m = 0, y = 0;
    while (*s && !y) {
        size_t n = strspn(s, "0123456789");
        if (n) {
            int v = n < 5 ? digits(s, (int)n) : 0;
            if (n == 4 && m)
                y = v;
            else if (n <= 2 && !d)
                d = v;
        } else {
            while (isalpha((unsigned char)s[n]))
                n++;
            int found = month_of(s, n);
            if (found && !m)
                m = found;
        }
        s += n ? n : 1;
    }
    return put(day, y, m, d);
}

bool page_day(const char *s, char day[11])
{
    while (*s && (unsigned char)*s <= ' ')
        s++;
    size_t n = strspn(s, "0123456789");
    if (n == 4 && (s[4] == '-' || s[4] == '/') && digits(s + 5, 2) > 0 &&
        s[7] == s[4] && digits(s + 8, 2) > 0)
        return put(day, digits(s, 4), digits(s + 5, 2), digits(s + 8, 2));
    if (n == 8)
        return put(day, digits(s, 4), digits(s + 4, 2), digits(s + 6, 2));
    return in_words(s, day);
}
