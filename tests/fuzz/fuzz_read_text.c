/* The reader of plain text: any bytes are a sound document or a clear no. */
#define FORMAT READ_TEXT
#include "fuzz_read.h"
