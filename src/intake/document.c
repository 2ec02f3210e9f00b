/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is read of a source becomes a draft; what of the draft is spoken becomes the document. */
#include "intake/document.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "intake/furniture_mark.h"
#include "intake/langtag.h"

#include <string.h>

const char *const *lec_notes_names(void)
{
    static const char *const names[LEC_NOTES_MODES] = {
        [LEC_NOTES_NONE] = "none",
        [LEC_NOTES_END] = "end",
        [LEC_NOTES_INLINE] = "inline",
    };
    return names;
}

/* ---- reading */

static lec_status read_member(const lec_packed_member *member, lec_reading reading)
{
    const lec_reader_row *row = NULL;
    if (member->read) {
        return member->read(&reading);
    }
    if (!member->format) {
        lec_writer_omit(reading.writer, reading.span, member->rule, member->reason);
        return LEC_OK;
    }
    lec_status status = lec_format_choose(reading.scratch, member->name, LEC_STR(""),
                                          member->format, &row, reading.error);
    return status == LEC_OK ? row->read(&reading) : status;
}

static lec_span member_span(const lec_source *source, size_t index)
{
    bool last = index + 1 >= source->member_count;
    return (lec_span){source->member_count ? source->members[index].start : 0,
                      last ? source->text.len : source->members[index + 1].start};
}

/* ---- what is spoken */

/* What a kind of block takes to be spoken. */
typedef struct kind_rule {
    const char *rule, *reason;
    bool (*wanted)(const lec_intake_options *options); /* NULL: always */
} kind_rule;

static bool wants_captions(const lec_intake_options *options)
{
    return options->captions;
}

static bool wants_notes(const lec_intake_options *options)
{
    return options->notes != LEC_NOTES_NONE;
}

static const kind_rule KIND_RULES[LEC_BLOCK_KINDS] = {
    [LEC_BLOCK_CAPTION] = {"caption", "captions are not asked for", wants_captions},
    [LEC_BLOCK_NOTE] = {"note", "notes are not asked for", wants_notes},
};

static void apply_options(lec_draft *draft, const lec_intake_options *options)
{
    for (size_t i = 0; i < draft->block_count; i++) {
        lec_block *block = &draft->blocks[i];
        const kind_rule *rule = &KIND_RULES[block->kind];
        if (options->keep_all) {
            block->rule = block->reason = NULL;
        } else if (!block->rule && rule->wanted && !rule->wanted(options)) {
            block->rule = rule->rule;
            block->reason = rule->reason;
        }
    }
}

static size_t count_left_out(const lec_draft *draft)
{
    size_t count = 0;
    for (size_t i = 0; i < draft->block_count; i++) {
        count += draft->blocks[i].rule != NULL;
    }
    return count;
}

/* Parts the blocks that are spoken, which stay where they are, from those that are not. */
static lec_block *part(lec_arena *arena, const lec_draft *draft, size_t left_out_count)
{
    lec_block *left_out = LEC_NEW(arena, left_out_count, lec_block);
    size_t kept = 0, left = 0;
    for (size_t i = 0; left_out && i < draft->block_count; i++) {
        if (draft->blocks[i].rule) {
            left_out[left++] = draft->blocks[i];
        } else {
            draft->blocks[kept++] = draft->blocks[i];
        }
    }
    return left_out;
}

static lec_status divide(lec_arena *arena, const lec_draft *draft, lec_document *document,
                         lec_error *error)
{
    *document = (lec_document){
        .source = draft->source,
        .facts = draft->facts,
        .warning = draft->warning,
        .omissions = draft->omissions,
        .omission_count = draft->omission_count,
    };
    document->left_out_count = count_left_out(draft);
    document->left_out = part(arena, draft, document->left_out_count);
    document->blocks = draft->blocks;
    document->block_count = draft->block_count - document->left_out_count;
    if (!document->left_out) {
        return lec_fail_memory(error);
    }
    const lec_block *first = document->block_count ? document->blocks : NULL;
    if (first && first->kind == LEC_BLOCK_HEADING && first->level == 1) {
        document->facts.title = first->text;
    }
    return LEC_OK;
}

/* ---- both */

static lec_status write_draft(lec_arena *arena, lec_arena scratch, lec_writer *writer,
                              const lec_packed_story *story, const lec_intake_options *options,
                              lec_draft *draft, lec_error *error)
{
    lec_status status = LEC_OK;
    for (size_t i = 0; status == LEC_OK && i < story->member_count; i++) {
        status = read_member(
            &story->members[i],
            (lec_reading){.source = draft->source,
                          .span = member_span(draft->source, i),
                          .fragment = draft->source->member_count > 0 && !story->members[i].whole,
                          .options = options,
                          .writer = writer,
                          .facts = &draft->facts,
                          .warning = &draft->warning,
                          .arena = arena,
                          .scratch = scratch,
                          .error = error});
    }
    if (status == LEC_OK && !lec_writer_finish(writer, arena, draft)) {
        status = lec_fail_memory(error);
    }
    if (status == LEC_OK && story->settle) {
        story->settle(story, draft);
    }
    return status;
}

/* Whether a draft is one text whose format has no markup. */
static bool is_unmarked(const lec_packed_story *story, const lec_source *source)
{
    const char *format = story->member_count == 1 ? story->members[0].format : NULL;
    return source->member_count == 0 && format && lec_reader_text.unmarked &&
           strcmp(format, lec_reader_text.info.name) == 0;
}

/* Formats differ in how they write a language; voices are found by BCP 47 alone. */
static bool settle_languages(lec_arena *arena, lec_draft *draft)
{
    bool ok = true;
    if (draft->facts.lang.len) {
        draft->facts.lang = lec_langtag(arena, draft->facts.lang);
        ok = draft->facts.lang.ptr != NULL;
    }
    for (size_t i = 0; ok && i < draft->block_count; i++) {
        if (draft->blocks[i].lang.len) {
            draft->blocks[i].lang = lec_langtag(arena, draft->blocks[i].lang);
            ok = draft->blocks[i].lang.ptr != NULL;
        }
    }
    return ok;
}

lec_status lec_document_make(lec_arena *arena, lec_arena scratch, const lec_source *source,
                             const lec_packed_story *story, const lec_intake_options *options,
                             lec_document *document, lec_error *error)
{
    lec_arena memory;
    lec_draft draft = {.source = source, .facts = story->facts, .warning = story->warning};
    lec_status status = lec_arena_init(&memory, 0, error);
    if (status != LEC_OK) {
        return status;
    }
    lec_writer writer = lec_writer_start(&memory, source->text);
    status = write_draft(arena, scratch, &writer, story, options, &draft, error);
    lec_arena_free(&memory);
    if (status == LEC_OK && !options->keep_all && is_unmarked(story, source)) {
        status = lec_furniture_mark(scratch, options, &draft, error);
    }
    if (status == LEC_OK && !settle_languages(arena, &draft)) {
        status = lec_fail_memory(error);
    }
    if (status == LEC_OK) {
        apply_options(&draft, options);
        status = divide(arena, &draft, document, error);
    }
    return status;
}
