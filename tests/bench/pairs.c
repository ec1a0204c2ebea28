/* The plain loop that counting is measured against. */
#include <stddef.h>
#include <stdint.h>

void count_pairs(const uint8_t *functional, const uint8_t *dysfunctional, size_t features,
                 size_t respondents, int64_t *cells) {
    for (size_t feature = 0; feature < features; feature++) {
        for (size_t i = 0; i < respondents; i++) {
            cells[feature * 36 + functional[i] * 6 + dysfunctional[i]]++;
        }
        functional += respondents;
        dysfunctional += respondents;
    }
}
