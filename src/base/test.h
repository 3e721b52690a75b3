/* test.h - a small harness: CHECK, then return test_end().
 * reads:   -                                writes:  stdout
 * shape:   -                                units:   checks
 * errors:  -                                threads: one
 * cost:    -                                source:  -
 */
#ifndef DM_TEST_H
#define DM_TEST_H

#include <stdio.h>
#include <string.h>

/* Checks that held and that did not. */
static int test_passed, test_failed;

/* Counts one check and prints it when it does not hold. */
#define CHECK(cond)                                              \
    ((cond) ? (void)test_passed++                                \
            : (void)(test_failed++,                              \
                     printf("%s:%d: not so: %s\n", __FILE__,     \
                            __LINE__, #cond)))

/* Checks that two strings are equal and prints both when they are not. */
#define CHECK_STR(got, want)                                          \
    (strcmp((got), (want)) == 0                                       \
         ? (void)test_passed++                                        \
         : (void)(test_failed++,                                      \
                  printf("%s:%d: got \"%s\", want \"%s\"\n", __FILE__, \
                         __LINE__, (got), (want))))

/* Prints the closing line; the value is main's exit status. */
static inline int test_end(void)
{
    printf("%d passed, %d failed\n", test_passed, test_failed);
    return test_failed != 0;
}

#endif
