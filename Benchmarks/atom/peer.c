// What Peil is measured against: a plain libxml2 SAX2 pass in C over an Atom feed, which extracts the same
// fields (the column of each property by a switch on its name, its number, its line) and keeps nothing.
//
// cc -O2 peer.c $(xml2-config --cflags --libs) -o peer && ./peer FEED
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { maximumColumns = 64, maximumText = 64 };

static struct {
    xmlParserCtxtPtr parser;
    const xmlChar *names[maximumColumns];  // the parser keeps one copy of each name: pointers compare
    int columns;
    int inProperties;
    int column;
    int line;
    char text[maximumText];
    int length;
    long entries, values, total, lines;
} state;

static int columnOf(const xmlChar *name) {
    for (int c = 0; c < state.columns; c++)
        if (state.names[c] == name) return c;
    if (state.columns == maximumColumns) exit(2);
    state.names[state.columns] = name;
    return state.columns++;
}

static void start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespaces,
                  const xmlChar **declared, int attributes, int defaulted, const xmlChar **values) {
    (void)user, (void)prefix, (void)uri, (void)namespaces, (void)declared, (void)attributes, (void)defaulted;
    (void)values;
    if (state.inProperties) {
        state.column = columnOf(name);
        state.line = xmlSAX2GetLineNumber(state.parser);
        state.length = 0;
    } else if (strcmp((const char *)name, "properties") == 0) {
        state.inProperties = 1;
        state.entries++;
    }
}

static void end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
    (void)user, (void)prefix, (void)uri;
    if (state.column >= 0) {
        state.text[state.length] = 0;
        char *stop;
        double number = strtod(state.text, &stop);
        if (stop != state.text) state.total += (long)number;
        state.values++;
        state.lines += state.line;
        state.column = -1;
    } else if (strcmp((const char *)name, "properties") == 0) {
        state.inProperties = 0;
    }
}

static void characters(void *user, const xmlChar *text, int length) {
    (void)user;
    if (state.column < 0) return;
    if (length > maximumText - 1 - state.length) length = maximumText - 1 - state.length;
    memcpy(state.text + state.length, text, (size_t)length);
    state.length += length;
}

int main(int count, char **arguments) {
    if (count != 2) return 64;
    FILE *file = fopen(arguments[1], "rb");
    if (!file) return 66;
    struct timespec begin, finish;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    xmlSAXHandler handler;
    memset(&handler, 0, sizeof handler);
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = start;
    handler.endElementNs = end;
    handler.characters = characters;
    state.column = -1;
    state.parser = xmlCreatePushParserCtxt(&handler, NULL, NULL, 0, NULL);
    static char chunk[1 << 16];
    size_t size;
    while ((size = fread(chunk, 1, sizeof chunk, file)) > 0) xmlParseChunk(state.parser, chunk, (int)size, 0);
    if (xmlParseChunk(state.parser, chunk, 0, 1) != 0) return 65;
    clock_gettime(CLOCK_MONOTONIC, &finish);
    double seconds = (double)(finish.tv_sec - begin.tv_sec) + (double)(finish.tv_nsec - begin.tv_nsec) / 1e9;
    printf("%.4f\n", seconds);
    fprintf(stderr, "%ld entries, %ld values, sums %ld %ld\n", state.entries, state.values, state.total, state.lines);
    return 0;
}
