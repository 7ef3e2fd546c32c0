// Processor instructions for rows of short fields that Swift cannot use: many bytes compared, moved and looked up at
// once, and memory prefetched. Nothing here depends on the meaning of a row, and every function has a portable form
// with the same results.
#ifndef PEIL_CBYTES_H
#define PEIL_CBYTES_H

#include <stdint.h>

enum {
    PEIL_ROW_COLUMNS = 63,   // the most columns of a row that is read here
    PEIL_ROW_KEYS = 4,       // the most columns whose places are given
    PEIL_ROW_PADDING = 128,  // the bytes behind the last row that can be read, whatever they are
    PEIL_NO_CODE = 0xFF      // what stands in a table for text that is no code
};

// How the rows of a file are read. Columns are counted from 0, bit n of a mask stands for column n, and coded columns
// are numbered in their order.
typedef struct {
    const uint8_t *tables;  // for every coded column, the code of each text of two bytes, the first in the low end;
                            // 0 for a column of none is the code of nothing
    uint64_t table_size;    // from one table to the next
    uint64_t coded;         // the columns that hold codes
    uint64_t numeric;       // those of them where the numbers low, low + 1, … have the codes 1, 2, …
    uint8_t low[64];        // by column: the first of these numbers, of at most two digits
    uint8_t span[64];       // and how many there are
    int32_t keys[PEIL_ROW_KEYS];  // the columns whose places are given; -1 for none
    int32_t columns;
    uint8_t separator;
    uint8_t is_portable;  // whether only what every processor can is used
} peil_row_form;

// A row.
typedef struct {
    uint8_t codes[64];  // by the number of the coded column; 0 where the field is empty, and behind the last
    uint64_t filled;    // bit n: coded column number n holds a code
    int32_t start;      // where the row begins
    int32_t end;        // where its line feed stands
    int32_t key_start[PEIL_ROW_KEYS];
    int32_t key_length[PEIL_ROW_KEYS];
    uint8_t is_usual;     // whether it has as many fields as there are columns, and every code is one; if not, only
                          // `start`, `end` and `is_returned` are set
    uint8_t is_returned;  // whether a carriage return stands before the line feed; it is no part of the last field
} peil_row;

// Reads rows from `start` on, at most `limit`, of bytes whose last one, before `end`, is a line feed.
// Returns how many there are; the next begins behind the end of the last.
int32_t peil_rows(const uint8_t *bytes, int64_t start, int64_t end, const peil_row_form *form, peil_row *rows,
                  int32_t limit);

// Whether this processor reads rows in the wide way.
int32_t peil_reads_widely(void);

// Asks for the memory that will be written to soon, which may be refused and changes nothing.
static inline void peil_prefetch(const void *memory) { __builtin_prefetch(memory, 1); }

#endif
