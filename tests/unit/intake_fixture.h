/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of intake share: memory for each test, and documents as compact text. */
#ifndef LEC_TESTS_INTAKE_FIXTURE_H
#define LEC_TESTS_INTAKE_FIXTURE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

#include <lectern/document.h>

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
/* cmocka.h needs those above it */
#include <cmocka.h>

typedef struct fixture {
    lec_arena arena, scratch;
    lec_source source;
    lec_document document;
    lec_error error;
} fixture;

static inline void fixture_start(fixture *f)
{
    *f = (fixture){0};
    assert_int_equal(lec_arena_init(&f->arena, 0, NULL), LEC_OK);
    assert_int_equal(lec_arena_init(&f->scratch, (size_t)1 << 20, NULL), LEC_OK);
}

static inline void fixture_end(fixture *f)
{
    lec_arena_free(&f->scratch);
    lec_arena_free(&f->arena);
}

static inline lec_status fixture_decode(fixture *f, lec_str bytes)
{
    return lec_source_decode(&f->arena, f->scratch, LEC_STR("name.txt"), bytes, &f->source,
                             &f->error);
}

/* Decodes and reads as plain text. */
static inline lec_status fixture_read(fixture *f, lec_str bytes)
{
    lec_status status = fixture_decode(f, bytes);
    return status != LEC_OK ? status
                            : lec_document_read(&f->arena, f->scratch, &f->source,
                                                &(lec_intake_options){.format = "text"},
                                                &f->document, &f->error);
}

/* "h1:Title|p:First. Second.|li1:milk|q2:Quoted." NUL-terminated, in the arena. */
static inline const char *fixture_dump(fixture *f)
{
    static const char *const NAMES[LEC_BLOCK_KINDS] = {
        [LEC_BLOCK_HEADING] = "h",    [LEC_BLOCK_PARAGRAPH] = "p",     [LEC_BLOCK_QUOTE] = "q",
        [LEC_BLOCK_LIST_ITEM] = "li", [LEC_BLOCK_CAPTION] = "caption", [LEC_BLOCK_NOTE] = "note",
        [LEC_BLOCK_CODE] = "code",    [LEC_BLOCK_TABLE_ROW] = "row",
    };
    lec_buf buf = {.arena = &f->arena};
    for (size_t i = 0; i < f->document.block_count; i++) {
        const lec_block *block = &f->document.blocks[i];
        lec_buf_printf(&buf, "%s%s", i ? "|" : "", NAMES[block->kind]);
        if (block->level) {
            lec_buf_printf(&buf, "%d", block->level);
        }
        lec_buf_byte(&buf, ':');
        lec_buf_add(&buf, block->text);
    }
    lec_buf_byte(&buf, '\0');
    assert_false(buf.failed);
    return lec_buf_str(&buf).ptr;
}

/* "list-mark:- |line-break:\n" Line ends are shown as \n and \r. NUL-terminated, in the arena. */
static inline const char *fixture_omissions(fixture *f)
{
    lec_buf buf = {.arena = &f->arena};
    for (size_t i = 0; i < f->document.omission_count; i++) {
        const lec_omission *omission = &f->document.omissions[i];
        lec_buf_printf(&buf, "%s%s:", i ? "|" : "", omission->rule);
        for (size_t at = omission->span.start; at < omission->span.end; at++) {
            char c = f->source.text.ptr[at];
            lec_buf_add(&buf, c == '\n'   ? LEC_STR("\\n")
                              : c == '\r' ? LEC_STR("\\r")
                                          : (lec_str){&f->source.text.ptr[at], 1});
        }
    }
    lec_buf_byte(&buf, '\0');
    assert_false(buf.failed);
    return lec_buf_str(&buf).ptr;
}

#endif
