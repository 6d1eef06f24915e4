#include <unicode/ucol.h>
#include <unicode/unorm2.h>

// ICU renames its functions with macros, which Swift does not import.
static inline const UNormalizer2 *cicu_nfc(UErrorCode *status) { return unorm2_getNFCInstance(status); }

static inline int32_t cicu_normalize(const UNormalizer2 *form, const UChar *source, int32_t length, UChar *result,
                                     int32_t capacity, UErrorCode *status) {
    return unorm2_normalize(form, source, length, result, capacity, status);
}

static inline UCollator *cicu_collator(const char *locale, UErrorCode *status) { return ucol_open(locale, status); }

static inline void cicu_collator_set_numeric(UCollator *collator, UErrorCode *status) {
    ucol_setAttribute(collator, UCOL_NUMERIC_COLLATION, UCOL_ON, status);
}

static inline int32_t cicu_sort_key(const UCollator *collator, const UChar *text, int32_t length, uint8_t *key,
                                    int32_t capacity) {
    return ucol_getSortKey(collator, text, length, key, capacity);
}
