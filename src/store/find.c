#include "store/store_in.h"
