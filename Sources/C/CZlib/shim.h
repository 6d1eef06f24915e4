#include <zlib.h>

// A macro in zlib.h.
static inline int saraban_inflateInit(z_stream *stream) { return inflateInit(stream); }
