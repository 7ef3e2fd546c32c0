#include "CBytes.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// The code of a field of at most two bytes; no text holds a NUL byte.
static inline uint8_t code_of(const peil_row_form *form, int number, const uint8_t *text, int32_t length) {
    uint32_t first = length > 0 ? text[0] : 0, second = length > 1 ? text[1] : 0;
    if (length > 2 || (length > 0 && !first) || (length > 1 && !second)) return PEIL_NO_CODE;
    uint32_t word = first | second << 8;
    return form->tables[(uint64_t)number * form->table_size + word];
}

// Where the line feeds and separators among 64 bytes stand; bit n stands for byte n.
typedef struct {
    uint64_t separators, ends;
} marks;

#if defined(__SSE2__)
static inline uint64_t bits_of(__m128i bytes, char byte) {
    return (uint16_t)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(byte)));
}

static inline marks marks_of(const uint8_t *bytes, uint8_t separator) {
    marks found = {0, 0};
    for (int part = 0; part < 4; part++) {
        __m128i some = _mm_loadu_si128((const __m128i *)(bytes + 16 * part));
        found.separators |= bits_of(some, (char)separator) << (16 * part);
        found.ends |= bits_of(some, '\n') << (16 * part);
    }
    return found;
}
#else
static inline marks marks_of(const uint8_t *bytes, uint8_t separator) {
    marks found = {0, 0};
    for (int n = 0; n < 64; n++) {
        found.separators |= (uint64_t)(bytes[n] == separator) << n;
        found.ends |= (uint64_t)(bytes[n] == '\n') << n;
    }
    return found;
}
#endif

// Reads the row at `at` as every processor can.
static void read_row(const uint8_t *at, const peil_row_form *form, peil_row *row) {
    int32_t ends[64 + 1];
    int32_t count = 0;
    int32_t length = 0;
    for (int32_t base = 0;; base += 64) {
        marks found = marks_of(at + base, form->separator);
        uint64_t below = found.ends ^ (found.ends - 1);  // up to the line feed, or all
        for (uint64_t left = found.separators & below; left; left &= left - 1) {
            ends[count & 63] = base + __builtin_ctzll(left);
            count++;
        }
        if (found.ends) {
            length = base + __builtin_ctzll(found.ends);
            break;
        }
    }
    row->end = row->start + length;
    row->is_returned = length > 0 && at[length - 1] == '\r';
    row->is_usual = 0;
    if (count + 1 != form->columns || count >= PEIL_ROW_COLUMNS) return;
    ends[count] = length - row->is_returned;
    memset(row->codes, 0, sizeof row->codes);
    row->filled = 0;
    uint8_t worst = 0;
    int number = 0;
    for (uint64_t left = form->coded; left; left &= left - 1, number++) {
        int column = __builtin_ctzll(left);
        int32_t begin = column ? ends[column - 1] + 1 : 0;
        uint8_t code = code_of(form, number, at + begin, ends[column] - begin);
        row->codes[number] = code;
        row->filled |= (uint64_t)(code != 0) << number;
        if (code == PEIL_NO_CODE) worst = code;
    }
    for (int key = 0; key < PEIL_ROW_KEYS; key++) {
        int column = form->keys[key];
        if (column < 0) continue;
        int32_t begin = column ? ends[column - 1] + 1 : 0;
        row->key_start[key] = row->start + begin;
        row->key_length[key] = ends[column] - begin;
    }
    row->is_usual = worst != PEIL_NO_CODE;
}

#if defined(__x86_64__)
#define WIDE __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,popcnt,bmi,bmi2")))

// Reads the row at `at`, if it ends within 128 bytes: every field at once, a byte of a register each. False if not.
WIDE static inline int read_row_widely(const uint8_t *at, const peil_row_form *form, peil_row *row) {
    const __m512i numbers = _mm512_set_epi8(
        63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41, 40, 39, 38, 37, 36,
        35, 34, 33, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7,
        6, 5, 4, 3, 2, 1, 0);
    const __m512i one = _mm512_set1_epi8(1), nine = _mm512_set1_epi8(9), zero = _mm512_set1_epi8('0');
    const __m512i separator = _mm512_set1_epi8((char)form->separator), feed = _mm512_set1_epi8('\n');
    __m512i low = _mm512_loadu_si512(at), high = _mm512_loadu_si512(at + 64);

    // Where fields end: the separators, and the line feed.
    uint64_t ends_low = _mm512_cmpeq_epi8_mask(low, separator), ends_high = 0;
    uint64_t feeds = _mm512_cmpeq_epi8_mask(low, feed);
    int32_t length;
    if (feeds) {
        length = (int32_t)_tzcnt_u64(feeds);
        ends_low = (ends_low & _blsmsk_u64(feeds)) | _blsi_u64(feeds);
    } else {
        feeds = _mm512_cmpeq_epi8_mask(high, feed);
        if (!feeds) return 0;
        length = 64 + (int32_t)_tzcnt_u64(feeds);
        ends_high = (_mm512_cmpeq_epi8_mask(high, separator) & _blsmsk_u64(feeds)) | _blsi_u64(feeds);
    }
    row->end = row->start + length;
    row->is_returned = length > 0 && at[length - 1] == '\r';
    int32_t count_low = (int32_t)_mm_popcnt_u64(ends_low), count = count_low + (int32_t)_mm_popcnt_u64(ends_high);
    row->is_usual = 0;
    if (count != form->columns || count > PEIL_ROW_COLUMNS) return 1;

    __m512i ends = _mm512_maskz_compress_epi8(ends_low, numbers);
    if (ends_high) {
        __m512i behind = _mm512_maskz_compress_epi8(ends_high, _mm512_add_epi8(numbers, _mm512_set1_epi8(64)));
        ends = _mm512_mask_expand_epi8(ends, ~0ULL << count_low, behind);
    }
    if (row->is_returned) ends = _mm512_mask_sub_epi8(ends, 1ULL << (count - 1), ends, one);
    __m512i before = _mm512_permutexvar_epi8(_mm512_sub_epi8(numbers, one), ends);
    __m512i starts = _mm512_maskz_add_epi8(~1ULL, before, one);
    __m512i lengths = _mm512_sub_epi8(ends, starts);

    // The number that each field of one or two digits writes.
    __m512i first = _mm512_sub_epi8(_mm512_permutex2var_epi8(low, starts, high), zero);
    __m512i second = _mm512_sub_epi8(_mm512_permutex2var_epi8(low, _mm512_add_epi8(starts, one), high), zero);
    uint64_t empty = _mm512_testn_epi8_mask(lengths, lengths);
    uint64_t single = _mm512_cmpeq_epi8_mask(lengths, one);
    uint64_t pair = _mm512_cmpeq_epi8_mask(lengths, _mm512_add_epi8(one, one)) &
                    _mm512_cmple_epu8_mask(second, nine) & _mm512_test_epi8_mask(first, first);
    uint64_t digits = _mm512_cmple_epu8_mask(first, nine) & (single | pair);
    __m512i two = _mm512_add_epi8(first, first), four = _mm512_add_epi8(two, two);
    __m512i ten = _mm512_add_epi8(two, _mm512_add_epi8(four, four));
    __m512i value = _mm512_mask_add_epi8(first, pair, ten, second);

    // Its code, where the column has one for each of a run of numbers.
    __m512i above = _mm512_sub_epi8(value, _mm512_loadu_si512(form->low));
    uint64_t good = digits & form->numeric & _mm512_cmplt_epu8_mask(above, _mm512_loadu_si512(form->span));
    __m512i codes = _mm512_maskz_compress_epi8(form->coded, _mm512_maskz_add_epi8(good, above, one));
    _mm512_storeu_si512(row->codes, codes);
    row->filled = _mm512_test_epi8_mask(codes, codes);

    // The places of the keys; those of a column that there is not mean nothing.
    __m512i keys = _mm512_castsi128_si512(_mm_loadu_si128((const __m128i *)form->keys));
    __m128i key_starts = _mm512_castsi512_si128(_mm512_permutexvar_epi8(keys, starts));
    __m128i key_lengths = _mm512_castsi512_si128(_mm512_permutexvar_epi8(keys, lengths));
    __m128i bytes_only = _mm_set1_epi32(0xFF);
    _mm_storeu_si128((__m128i *)row->key_start,
                     _mm_add_epi32(_mm_and_si128(key_starts, bytes_only), _mm_set1_epi32(row->start)));
    _mm_storeu_si128((__m128i *)row->key_length, _mm_and_si128(key_lengths, bytes_only));

    uint64_t others = form->coded & ~(good | empty);
    row->is_usual = 1;
    if (!others) return 1;
    // Texts that are no such number are looked up.
    row->is_usual = 0;
    uint8_t start[64] __attribute__((aligned(64))), size[64] __attribute__((aligned(64)));
    _mm512_store_si512((void *)start, starts);
    _mm512_store_si512((void *)size, lengths);
    for (uint64_t left = others; left; left = _blsr_u64(left)) {
        int column = (int)_tzcnt_u64(left);
        int number = (int)_mm_popcnt_u64(form->coded & (_blsi_u64(left) - 1));
        uint8_t code = code_of(form, number, at + start[column], size[column]);
        if (code == PEIL_NO_CODE) return 1;
        row->codes[number] = code;
        row->filled |= (uint64_t)(code != 0) << number;
    }
    row->is_usual = 1;
    return 1;
}

WIDE static int32_t read_rows_widely(const uint8_t *bytes, int64_t start, int64_t end, const peil_row_form *form,
                                     peil_row *rows, int32_t limit) {
    int32_t count = 0;
    while (count < limit && start < end) {
        peil_row *row = rows + count++;
        row->start = (int32_t)start;
        if (!read_row_widely(bytes + start, form, row)) read_row(bytes + start, form, row);
        start = row->end + 1;
    }
    return count;
}

int32_t peil_reads_widely(void) {
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vbmi") &&
           __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
}
#else
int32_t peil_reads_widely(void) { return 0; }
#endif

int32_t peil_rows(const uint8_t *bytes, int64_t start, int64_t end, const peil_row_form *form, peil_row *rows,
                  int32_t limit) {
#if defined(__x86_64__)
    if (!form->is_portable) return read_rows_widely(bytes, start, end, form, rows, limit);
#endif
    int32_t count = 0;
    while (count < limit && start < end) {
        peil_row *row = rows + count++;
        row->start = (int32_t)start;
        read_row(bytes + start, form, row);
        start = row->end + 1;
    }
    return count;
}
