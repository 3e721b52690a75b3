/* The reader of web pages: any bytes are a document or a clear refusal. */
#define FORMAT READ_HTML
#include "fuzz_read.h"
