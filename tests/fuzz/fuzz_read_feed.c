/* The reader of feeds: any bytes are documents or clear refusals. */
#define FORMAT READ_FEED
#include "fuzz_read.h"
