// Swift has no way to ask a processor for the bits of a comparison, or for memory ahead of time. These two steps of
// reading rows are written here: where separators stand among 64 bytes, which takes nothing but a pointer to 64
// readable bytes; and the request for memory, which may be refused and changes nothing.
#ifndef PEIL_CBYTES_H
#define PEIL_CBYTES_H

#include <stdint.h>

// Bit n stands for byte n.
typedef struct {
    uint64_t separators;  // bytes that are the separator
    uint64_t ends;        // bytes that are a line feed
} peil_marks;

#if defined(__SSE2__)
typedef char peil_bytes16 __attribute__((vector_size(16), aligned(1), may_alias));

static inline uint64_t peil_bits16(peil_bytes16 bytes, char byte) {
    peil_bytes16 same = (peil_bytes16){byte, byte, byte, byte, byte, byte, byte, byte,
                                       byte, byte, byte, byte, byte, byte, byte, byte};
    return (uint16_t)__builtin_ia32_pmovmskb128((__attribute__((vector_size(16))) char)(bytes == same));
}

static inline peil_marks peil_marks_of(const uint8_t *bytes, uint8_t separator) {
    peil_marks marks = {0, 0};
    for (int part = 0; part < 4; part++) {
        peil_bytes16 some = *(const peil_bytes16 *)(bytes + 16 * part);
        marks.separators |= peil_bits16(some, (char)separator) << (16 * part);
        marks.ends |= peil_bits16(some, '\n') << (16 * part);
    }
    return marks;
}
#else
static inline peil_marks peil_marks_of(const uint8_t *bytes, uint8_t separator) {
    peil_marks marks = {0, 0};
    for (int n = 0; n < 64; n++) {
        marks.separators |= (uint64_t)(bytes[n] == separator) << n;
        marks.ends |= (uint64_t)(bytes[n] == '\n') << n;
    }
    return marks;
}
#endif

// Asks for the memory that will be written to soon.
static inline void peil_prefetch(const void *memory) { __builtin_prefetch(memory, 1); }

#endif
