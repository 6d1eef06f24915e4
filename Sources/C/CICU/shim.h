#include <unicode/ucol.h>
#include <unicode/unorm2.h>
#include <unicode/ubrk.h>
