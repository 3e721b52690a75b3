/* The reader of JSON Lines: each line is a sound document or a clear no. */
#define FORMAT READ_JSONL
#include "fuzz_read.h"
