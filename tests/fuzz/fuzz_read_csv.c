/* The reader of tables: any bytes are documents or clear refusals. */
#define FORMAT READ_CSV
#include "fuzz_read.h"
