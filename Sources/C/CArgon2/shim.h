#include <argon2.h>
#include <malloc.h>

/// Lets memory taken in pieces of so many bytes and more go back to the system when it is free (mallopt(3)); glibc
/// alone would soon keep pieces as large as a hash takes, for each thread. For the whole process.
static inline int saraban_give_back_from(int bytes) {
    return mallopt(M_MMAP_THRESHOLD, bytes);
}
