// The parts of libxml2 that Swift cannot call itself: functions with a variable number of arguments,
// macros, and the few lines that must be the same wherever a parser is made.
#ifndef PEIL_CXML_SHIM_H
#define PEIL_CXML_SHIM_H

// Debian's libxml2 converts encodings with ICU and would draw in its headers, of which Foundation brings other
// versions. Nothing here looks at what a converter is made of.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

// Swallows a message. libxml2 quotes the offending line in its messages, and a line of a delivery must
// never reach the journal.
static void peil_xml_silent(void *context, const char *format, ...) {
    (void)context;
    (void)format;
}

static void peil_xml_silent_structured(void *context, xmlErrorPtr error) {
    (void)context;
    (void)error;
}

// Silences what libxml2 says outside any parser, on the thread that calls this.
static inline void peil_xml_silence_thread(void) {
    xmlSetGenericErrorFunc(NULL, peil_xml_silent);
    xmlSetStructuredErrorFunc(NULL, peil_xml_silent_structured);
}

// Refuses everything that a document asks to be loaded: no file, no network, whatever it is.
static xmlParserInputPtr peil_xml_load_nothing(const char *url, const char *id, xmlParserCtxtPtr parser) {
    (void)url;
    (void)id;
    (void)parser;
    return NULL;
}

// Installs that for the whole process; once is enough, more does no harm.
static inline void peil_xml_prepare(void) {
    xmlInitParser();
    xmlSetExternalEntityLoader(peil_xml_load_nothing);
}

// Makes a push parser for UTF-8 that loads nothing and tells its errors to `handler` only.
static inline xmlParserCtxtPtr peil_xml_push_parser(xmlSAXHandlerPtr handler, void *user) {
    handler->initialized = XML_SAX2_MAGIC;
    xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(handler, user, NULL, 0, NULL);
    if (parser == NULL) return NULL;
    // NOENT only makes `&amp;` in an attribute one character; with a DOCTYPE refused there are no others.
    // The encoding is that of what is pushed, whatever the document says that it once was.
    xmlCtxtUseOptions(parser, XML_PARSE_NOENT | XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
    xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
    return parser;
}

// How many bytes of its input the parser has gone past.
static inline unsigned long peil_xml_offset(xmlParserCtxtPtr parser) {
    xmlParserInputPtr input = parser->input;
    if (input == NULL) return 0;
    return input->consumed + (unsigned long)(input->cur - input->base);
}

// Where the tag starts that the parser has just read; a tag holds no other `<`, and stands in memory whole.
static inline unsigned long peil_xml_tag_offset(xmlParserCtxtPtr parser) {
    xmlParserInputPtr input = parser->input;
    if (input == NULL) return 0;
    const xmlChar *at = input->cur;
    while (at > input->base && *at != '<') at--;
    return input->consumed + (unsigned long)(at - input->base);
}

// True where the parser stands at the `>` of a start tag, and content follows.
static inline int peil_xml_opens_content(xmlParserCtxtPtr parser) {
    return parser->input != NULL && *parser->input->cur == '>';
}

#endif
