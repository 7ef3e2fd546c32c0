/* Counts households by buurt, postcode and joint cell, on two threads: the least that any program must do with the
 * file to have what Peil holds of it.
 * Nothing is checked. usage: peer HOUSEHOLDS.csv (columns as `synthesize --form households` writes them) */
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CELLS = 350, SLOTS = 1 << 16 };

struct part {
    const char *at, *end;
    uint64_t code[SLOTS];
    uint32_t *counts[SLOTS];
    long counted, left_out;
};

static uint32_t *cells_of(struct part *part, uint64_t code) {
    uint32_t slot = code * 0x9E3779B97F4A7C15u >> 48;
    while (part->counts[slot] && part->code[slot] != code) slot = (slot + 1) & (SLOTS - 1);
    if (!part->counts[slot]) {
        part->code[slot] = code;
        part->counts[slot] = calloc(CELLS, sizeof(uint32_t));
    }
    return part->counts[slot];
}

static void *count(void *argument) {
    struct part *part = argument;
    const char *at = part->at;
    while (at < part->end) {
        const char *next = memchr(at, '\n', part->end - at);
        next = next ? next + 1 : part->end;
        while (*at++ != ';') {}                     /* year */
        while (*at++ != ';') {}                     /* identifier */
        uint64_t code = 0;
        const char *buurt = at;
        if (*at == 'B') for (at += 2; *at != ';'; at++) code = code * 10 + (*at - '0');
        int known = at++ > buurt;
        int wealth = 0, level = 0, work = 0, type = 0;
        for (; *at != ';'; at++) wealth = wealth * 10 + (*at - '0');
        if (*++at != ';') level = *at++ - '0';
        if (*++at != ';') work = *at++ - '0';
        at++;
        uint32_t postcode = 0;
        for (; *at != ';'; at++) postcode = postcode * 10 + (*at - '0');
        at++;
        if (*at != ';') type = *at++ - '0';
        int income = *++at == '1';
        if (known && wealth && level && work && type != 8 && income) {
            cells_of(part, code << 14 | postcode)[(wealth - 1) * 35 + (level - 1) * 7 + work - 1]++;
            part->counted++;
        } else {
            part->left_out++;
        }
        at = next;
    }
    return NULL;
}

int main(int argc, char **argv) {
    int file = argc == 2 ? open(argv[1], O_RDONLY) : -1;
    struct stat facts;
    if (file < 0 || fstat(file, &facts) != 0) return 64;
    const char *text = mmap(NULL, facts.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    if (text == MAP_FAILED) return 74;
    const char *end = text + facts.st_size;
    const char *first = (const char *)memchr(text, '\n', facts.st_size) + 1;
    const char *middle = (const char *)memchr(text + facts.st_size / 2, '\n', facts.st_size / 2) + 1;
    static struct part parts[2];
    pthread_t threads[2];
    for (int n = 0; n < 2; n++) {
        parts[n].at = n ? middle : first;
        parts[n].end = n ? end : middle;
        pthread_create(&threads[n], NULL, count, &parts[n]);
    }
    for (int n = 0; n < 2; n++) pthread_join(threads[n], NULL);
    for (int slot = 0; slot < SLOTS; slot++) {
        if (!parts[1].counts[slot]) continue;
        uint32_t *whole = cells_of(&parts[0], parts[1].code[slot]);
        for (int cell = 0; cell < CELLS; cell++) whole[cell] += parts[1].counts[slot][cell];
    }
    printf("%ld counted, %ld left out\n", parts[0].counted + parts[1].counted,
           parts[0].left_out + parts[1].left_out);
    return 0;
}
