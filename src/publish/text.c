/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is read and what is said, as plain text. */
#include "base/buf.h"
#include "base/str.h"
#include "publish/pieces.h"
#include "publish/rendition.h"

/* ---- text: the article */

static void add_paragraph(lec_sink *sink, lec_str text, bool *first)
{
    lec_sink_add(sink, *first ? LEC_STR("") : LEC_STR("\n"));
    lec_sink_add(sink, text);
    lec_sink_add(sink, LEC_STR("\n"));
    *first = false;
}

static lec_status write_text(const lec_publication *publication, const lec_outfile *out,
                             lec_arena scratch, lec_error *error)
{
    (void)scratch;
    lec_sink sink = {.fd = out->fd};
    bool first = true;
    for (size_t i = 0; i < publication->document_count; i++) {
        const lec_document *document = &publication->documents[i];
        if (document->facts.title.len && !lec_opens_with_title(document)) {
            add_paragraph(&sink, document->facts.title, &first);
        }
        for (size_t k = 0; k < document->block_count; k++) {
            add_paragraph(&sink, document->blocks[k].text, &first);
        }
    }
    return lec_sink_flush(&sink, out->path, error);
}

/* ---- sentences and script: one sentence a line */

/* What stands before a line's text: nothing, the end of the sentence before it, or what lies
 * between two parts of one sentence. */
typedef lec_str join_function(const lec_speech_line *last, const lec_speech_line *line);

/* Both are slices of one block, so that the sentence is printed as it stands there. */
static lec_str join_displayed(const lec_speech_line *last, const lec_speech_line *line)
{
    const char *end = last->display.ptr + last->display.len;
    return (lec_str){end, (size_t)(line->display.ptr - end)};
}

static lec_str join_spoken(const lec_speech_line *last, const lec_speech_line *line)
{
    (void)last;
    (void)line;
    return LEC_STR(" ");
}

static lec_str displayed(const lec_speech_line *line)
{
    return line->display;
}

static lec_str spoken(const lec_speech_line *line)
{
    return line->spoken;
}

static lec_status write_lines(const lec_script *script, const lec_outfile *out,
                              lec_str (*text)(const lec_speech_line *line), join_function *join,
                              lec_error *error)
{
    lec_sink sink = {.fd = out->fd};
    const lec_speech_line *last = NULL;
    for (size_t i = 0; i < script->line_count; i++) {
        if (script->lines[i].kind != LEC_LINE_SPEECH) {
            continue;
        }
        const lec_speech_line *line = &script->lines[i].speech;
        if (last) {
            lec_sink_add(&sink, line->opens_sentence ? LEC_STR("\n") : join(last, line));
        }
        lec_sink_add(&sink, text(line));
        last = line;
    }
    lec_sink_add(&sink, last ? LEC_STR("\n") : LEC_STR(""));
    return lec_sink_flush(&sink, out->path, error);
}

static lec_status write_sentences(const lec_publication *publication, const lec_outfile *out,
                                  lec_arena scratch, lec_error *error)
{
    (void)scratch;
    return write_lines(publication->script, out, displayed, join_displayed, error);
}

static lec_status write_script(const lec_publication *publication, const lec_outfile *out,
                               lec_arena scratch, lec_error *error)
{
    (void)scratch;
    return write_lines(publication->script, out, spoken, join_spoken, error);
}

const lec_rendition_row lec_rendition_text = {
    .info = {.name = "text",
             .extension = ".txt",
             .description = "the article as plain text, title first",
             .needs = LEC_NEEDS_DOCUMENT},
    .write = write_text,
};

const lec_rendition_row lec_rendition_sentences = {
    .info = {.name = "sentences",
             .description = "the sentences as they are written, one a line",
             .needs = LEC_NEEDS_SCRIPT},
    .write = write_sentences,
};

const lec_rendition_row lec_rendition_script = {
    .info = {.name = "script",
             .description = "the words as they are said, one sentence a line",
             .needs = LEC_NEEDS_SCRIPT},
    .write = write_script,
};
