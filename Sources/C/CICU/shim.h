#include <unicode/ucol.h>
#include <unicode/unorm2.h>

// ICU renames its functions with macros, which Swift does not import.
static inline const UNormalizer2 *cicu_nfc(UErrorCode *status) { return unorm2_getNFCInstance(status); }

static inline int32_t cicu_normalize(const UNormalizer2 *form, const UChar *source, int32_t length, UChar *result,
                                     int32_t capacity, UErrorCode *status) {
    return unorm2_normalize(form, source, length, result, capacity, status);
}
