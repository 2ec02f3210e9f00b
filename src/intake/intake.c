/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inputs: bytes from a path, standard input or memory; a source of them; its documents. */
#include "base/arena.h"
#include "base/error.h"
#include "base/platform.h"
#include "base/str.h"
#include "intake/decode.h"
#include "intake/document.h"

#include <string.h>

/* ---- sources */

lec_status lec_source_read(lec_arena *arena, lec_arena scratch, const char *path,
                           lec_source *source, lec_error *error)
{
    (void)scratch;
    lec_str bytes;
    lec_str name = lec_arena_str(arena, lec_str_of(path));
    if (!name.ptr) {
        return lec_fail_memory(error);
    }
    lec_status status = lec_file_read(arena, path, LEC_SOURCE_MAX, &bytes, error);
    return status == LEC_OK ? lec_decode(arena, name, bytes, source, error) : status;
}

lec_status lec_source_decode(lec_arena *arena, lec_arena scratch, lec_str name, lec_str bytes,
                             lec_source *source, lec_error *error)
{
    (void)scratch;
    lec_str copy = lec_arena_str(arena, bytes);
    return copy.ptr ? lec_decode(arena, name, copy, source, error) : lec_fail_memory(error);
}

/* The member that holds a byte. */
static size_t member_of(const lec_source *source, size_t byte)
{
    size_t found = 0;
    while (found + 1 < source->member_count && source->members[found + 1].start <= byte) {
        found++;
    }
    return found;
}

lec_source_place lec_source_find(const lec_source *source, size_t byte)
{
    lec_source_place found = {.name = source->name, .offset = byte};
    lec_str text = source->text;
    if (source->member_count > 0) {
        const lec_member *member = &source->members[member_of(source, byte)];
        found.name = member->name;
        found.offset = byte - member->start;
        text = lec_str_slice(text, member->start, text.len);
    }
    lec_place place = lec_place_of(text, found.offset);
    found.line = place.line;
    found.column = place.column;
    return found;
}

/* ---- documents */

static const lec_intake_options DEFAULTS = {0};

static lec_status fail_empty(lec_str name, lec_error *error)
{
    return lec_fail_at(error, LEC_DATA, name, 0, 0, "nothing to speak: there are no words in it");
}

static lec_status read_as(lec_arena *arena, lec_arena scratch, const lec_source *source,
                          const lec_reader_row *row, const lec_intake_options *options,
                          lec_document *document, lec_error *error)
{
    const lec_packed_member whole = {.name = source->name, .format = row->info.name};
    const lec_packed_story story = {.members = &whole, .member_count = 1};
    lec_status status = lec_document_make(arena, scratch, source, &story, options, document, error);
    return status == LEC_OK && document->block_count == 0 ? fail_empty(source->name, error)
                                                          : status;
}

lec_status lec_document_read(lec_arena *arena, lec_arena scratch, const lec_source *source,
                             const lec_intake_options *options, lec_document *document,
                             lec_error *error)
{
    const lec_reader_row *row = &lec_reader_text;
    options = options ? options : &DEFAULTS;
    lec_status status =
        lec_format_choose(scratch, source->name, source->text, options->format, &row, error);
    if (status == LEC_OK && !row->read) {
        status = lec_fail_at(error, LEC_DATA, source->name, 0, 0, "%s is no text but a container",
                             row->info.description);
    }
    return status == LEC_OK ? read_as(arena, scratch, source, row, options, document, error)
                            : status;
}

/* ---- containers */

/* The members' texts in a row, as one source. */
static lec_status join(lec_arena *arena, lec_str name, const lec_packed_story *story,
                       lec_source *source, lec_error *error)
{
    lec_member *members = LEC_NEW(arena, story->member_count, lec_member);
    size_t size = 0;
    for (size_t i = 0; members && i < story->member_count; i++) {
        members[i] = (lec_member){story->members[i].name, size};
        size += story->members[i].text.len;
    }
    char *text = LEC_NEW(arena, size, char);
    if (!members || !text) {
        return lec_fail_memory(error);
    }
    for (size_t i = 0; i < story->member_count; i++) {
        lec_str part = story->members[i].text;
        if (part.len) {
            memcpy(text + members[i].start, part.ptr, part.len);
        }
    }
    *source = (lec_source){.name = name,
                           .text = {text, size},
                           .encoding = LEC_STR("UTF-8"),
                           .members = members,
                           .member_count = story->member_count};
    return LEC_OK;
}

static lec_status read_package(lec_arena *arena, lec_arena scratch, lec_str name,
                               const lec_package *package, const lec_intake_options *options,
                               lec_documents *documents, lec_error *error)
{
    lec_document *items = LEC_NEW(arena, package->count, lec_document);
    lec_source *sources = LEC_NEW(arena, package->count, lec_source);
    if (!items || !sources) {
        return lec_fail_memory(error);
    }
    *documents = (lec_documents){.items = items};
    lec_status status = LEC_OK;
    for (size_t i = 0; status == LEC_OK && i < package->count; i++) {
        const lec_packed_story *story = &package->stories[i];
        lec_document *document = &items[documents->count];
        status = join(arena, name, story, &sources[i], error);
        if (status == LEC_OK) {
            status =
                lec_document_make(arena, scratch, &sources[i], story, options, document, error);
            documents->count += status == LEC_OK && document->block_count > 0;
        }
    }
    return status == LEC_OK && documents->count == 0 ? fail_empty(name, error) : status;
}

/* ---- inputs */

static lec_status read_text(lec_arena *arena, lec_arena scratch, lec_str name, lec_str bytes,
                            const lec_intake_options *options, lec_documents *documents,
                            lec_error *error)
{
    lec_source *source = LEC_NEW(arena, 1, lec_source);
    lec_document *document = LEC_NEW(arena, 1, lec_document);
    if (!source || !document) {
        return lec_fail_memory(error);
    }
    *documents = (lec_documents){document, 1};
    lec_status status = lec_decode(arena, name, bytes, source, error);
    return status == LEC_OK ? lec_document_read(arena, scratch, source, options, document, error)
                            : status;
}

lec_status lec_intake_bytes(lec_arena *arena, lec_arena scratch, lec_str name, lec_str bytes,
                            const lec_intake_options *options, lec_documents *documents,
                            lec_error *error)
{
    lec_package package = {0};
    const lec_reader_row *container = NULL;
    options = options ? options : &DEFAULTS;
    lec_status status =
        lec_container_choose(scratch, name, bytes, options->format, &container, error);
    if (status != LEC_OK || !container) {
        return status == LEC_OK ? read_text(arena, scratch, name, bytes, options, documents, error)
                                : status;
    }
    const lec_unpacking unpacking = {name, bytes, options, arena, scratch, error};
    status = container->unpack(&unpacking, &package);
    return status == LEC_OK
               ? read_package(arena, scratch, name, &package, options, documents, error)
               : status;
}

lec_status lec_intake(lec_arena *arena, lec_arena scratch, const char *path,
                      const lec_intake_options *options, lec_documents *documents, lec_error *error)
{
    lec_str bytes;
    lec_str name = lec_arena_str(arena, lec_str_of(path));
    if (!name.ptr) {
        return lec_fail_memory(error);
    }
    lec_status status = lec_file_read(arena, path, LEC_SOURCE_MAX, &bytes, error);
    return status == LEC_OK
               ? lec_intake_bytes(arena, scratch, name, bytes, options, documents, error)
               : status;
}
