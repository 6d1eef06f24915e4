// Swift hides the constants of closed enums; this keeps them visible.
#define enum_extensibility(x)
#include <microhttpd.h>
#undef enum_extensibility
