/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inputs: bytes from a path, standard input or memory; a source of them; its documents. */
#include "base/arena.h"
#include "base/chain.h"
#include "base/error.h"
#include "base/platform.h"
#include "base/str.h"
#include "intake/decode.h"
#include "intake/document.h"
#include "intake/fetch.h"

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

/* Line ends in the pieces of a member's file that stand before it there. */
static size_t lines_before(const lec_source *source, const lec_member *member)
{
    size_t lines = 0;
    for (size_t i = 0; member->offset > 0 && i < source->member_count; i++) {
        const lec_member *other = &source->members[i];
        bool last = i + 1 == source->member_count;
        size_t end = last ? source->text.len : source->members[i + 1].start;
        lec_str text = lec_str_slice(source->text, other->start, end);
        if (other->offset < member->offset && lec_str_equal(other->name, member->name)) {
            lines += lec_place_of(text, text.len).line - 1;
        }
    }
    return lines;
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
        found.line = lines_before(source, member);
    }
    lec_place place = lec_place_of(text, found.offset);
    found.offset += source->member_count ? source->members[member_of(source, byte)].offset : 0;
    found.line += place.line;
    found.column = place.column;
    return found;
}

/* ---- documents */

static const lec_intake_options DEFAULTS = {0};

static lec_status fail_empty(lec_str name, const lec_document *document, lec_error *error)
{
    if (document && document->left_out_count > 0) {
        return lec_fail_at(error, LEC_DATA, name, 0, 0,
                           "nothing to speak: all of its text would be left out; --keep=all reads "
                           "it all the same");
    }
    return lec_fail_at(error, LEC_DATA, name, 0, 0, "nothing to speak: there are no words in it");
}

static lec_status read_as(lec_arena *arena, lec_arena scratch, const lec_source *source,
                          const lec_reader_row *row, lec_str url, const lec_intake_options *options,
                          lec_document *document, lec_error *error)
{
    const lec_packed_member whole = {.name = source->name, .format = row->info.name};
    const lec_packed_story story = {.members = &whole, .member_count = 1, .facts.url = url};
    lec_status status = lec_document_make(arena, scratch, source, &story, options, document, error);
    return status == LEC_OK && document->block_count == 0
               ? fail_empty(source->name, document, error)
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
        status = lec_fail_at(error, LEC_DATA, source->name, 0, 0,
                             "this is no single text but a container (%s)", row->info.name);
    }
    return status == LEC_OK
               ? read_as(arena, scratch, source, row, LEC_STR(""), options, document, error)
               : status;
}

/* ---- containers */

/* What the functions below are given. */
typedef struct input {
    lec_arena *arena;
    lec_arena scratch;
    const lec_intake_options *options;
    lec_error *error;
    lec_str name, bytes;
    lec_fetched fetched; /* empty when it was not */
} input;

/* The members' texts in a row, as one source. @return false when memory has run out. */
static bool join(const input *in, const lec_packed_story *story, lec_source *source)
{
    lec_member *members = LEC_NEW(in->arena, story->member_count, lec_member);
    size_t size = 0;
    for (size_t i = 0; members && i < story->member_count; i++) {
        members[i] = (lec_member){
            .name = story->members[i].name, .start = size, .offset = story->members[i].offset};
        size += story->members[i].text.len;
    }
    char *text = LEC_NEW(in->arena, size, char);
    if (!members || !text) {
        return false;
    }
    for (size_t i = 0; i < story->member_count; i++) {
        lec_str part = story->members[i].text;
        if (part.len) {
            memcpy(text + members[i].start, part.ptr, part.len);
        }
    }
    *source = (lec_source){.name = story->name.len ? story->name : in->name,
                           .text = {text, size},
                           .encoding = story->encoding.len ? story->encoding : LEC_STR("UTF-8"),
                           .note = story->note,
                           .members = members,
                           .member_count = story->member_count};
    return true;
}

/* Documents that are being read, and what there is to say about those that are not. */
typedef struct reading {
    lec_document *items;
    size_t count;
    lec_chain notes; /* of lec_str */
    lec_error first; /* failure */
} reading;

static lec_status pass_on(const lec_error *failure, lec_error *error)
{
    return lec_fail_at(error, failure->status, lec_str_of(failure->source), failure->line,
                       failure->column, "%s", failure->message);
}

static lec_status add_note(const input *in, reading *r, lec_str note)
{
    lec_str kept = lec_arena_str(in->arena, note);
    lec_chain_add(&r->notes, &kept, 1);
    return kept.ptr && !r->notes.failed ? LEC_OK : lec_fail_memory(in->error);
}

static lec_status read_story(const input *in, const lec_packed_story *story, lec_document *document,
                             lec_error *error)
{
    lec_source *source = LEC_NEW(in->arena, 1, lec_source);
    if (!source || !join(in, story, source)) {
        return lec_fail_memory(error);
    }
    lec_status status =
        lec_document_make(in->arena, in->scratch, source, story, in->options, document, error);
    return status == LEC_OK && document->block_count == 0
               ? fail_empty(source->name, document, error)
               : status;
}

/* A story that cannot be read is passed over with a note; what stands in for it is tried. */
static lec_status try_stories(const input *in, const lec_packed_story *story, reading *r)
{
    lec_status status = LEC_OK;
    for (; status == LEC_OK && story; story = story->otherwise) {
        lec_error failure = {0};
        status = read_story(in, story, &r->items[r->count], &failure);
        if (status == LEC_OK) {
            r->count++;
            return LEC_OK;
        }
        if (status != LEC_DATA) {
            return pass_on(&failure, in->error);
        }
        r->first = r->first.status == LEC_OK ? failure : r->first;
        status = add_note(
            in, r,
            lec_arena_printf(in->arena, "%.*s: %s: %s", LEC_ARG(story->name),
                             story->otherwise ? "what the feed carries is read" : "passed over",
                             failure.message));
    }
    return status;
}

static lec_status read_package(input *in, const lec_package *package, lec_documents *documents)
{
    reading r = {.items = LEC_NEW(in->arena, package->count, lec_document),
                 .notes = {.arena = &in->scratch, .size = sizeof(lec_str)}};
    if (!r.items) {
        return lec_fail_memory(in->error);
    }
    lec_chain_add(&r.notes, package->notes, package->note_count);
    lec_status status = LEC_OK;
    for (size_t i = 0; status == LEC_OK && i < package->count; i++) {
        status = try_stories(in, &package->stories[i], &r);
    }
    if (status != LEC_OK) {
        return status;
    }
    if (r.count == 0) {
        return pass_on(&r.first, in->error);
    }
    *documents = (lec_documents){.items = r.items,
                                 .count = r.count,
                                 .notes = lec_chain_copy(&r.notes, in->arena),
                                 .note_count = r.notes.count};
    return documents->notes ? LEC_OK : lec_fail_memory(in->error);
}

/* ---- inputs */

static lec_status unpack(input *in, const lec_reader_row *row, lec_str bytes,
                         lec_documents *documents)
{
    lec_package package = {0};
    const lec_unpacking unpacking = {.name = in->name,
                                     .bytes = bytes,
                                     .charset = in->fetched.charset,
                                     .url = in->fetched.url,
                                     .options = in->options,
                                     .arena = in->arena,
                                     .scratch = in->scratch,
                                     .error = in->error};
    lec_status status = row->unpack(&unpacking, &package);
    return status == LEC_OK ? read_package(in, &package, documents) : status;
}

static lec_status read_text(input *in, const char *format, lec_str name, lec_documents *documents)
{
    lec_source *source = LEC_NEW(in->arena, 1, lec_source);
    lec_document *document = LEC_NEW(in->arena, 1, lec_document);
    const lec_reader_row *row = NULL;
    if (!source || !document) {
        return lec_fail_memory(in->error);
    }
    *documents = (lec_documents){.items = document, .count = 1};
    lec_status status =
        lec_decode_as(in->arena, in->name, in->bytes, in->fetched.charset, source, in->error);
    if (status == LEC_OK) {
        status = lec_format_choose(in->scratch, name, source->text, format, &row, in->error);
    }
    if (status != LEC_OK) {
        return status;
    }
    return row->read ? read_as(in->arena, in->scratch, source, row, in->fetched.url, in->options,
                               document, in->error)
                     : unpack(in, row, source->text, documents);
}

/* The part of an address that may end like the name of a file. */
static lec_str path_of(lec_str url)
{
    lec_str path = lec_str_cut(lec_str_cut(url, '#').head, '?').head;
    lec_cut host = lec_str_cut(lec_str_slice(path, LEC_STR("https://").len, path.len), '/');
    return host.found ? path : LEC_STR("");
}

/* What the user says comes first; then what the content says, of a container; then the server. */
static lec_status read_input(input *in, lec_documents *documents)
{
    const lec_reader_row *container = NULL;
    const char *format = in->options->format;
    bool fetched = in->fetched.url.len > 0;
    const char *told = fetched && !format ? lec_type_format(in->fetched.type) : NULL;
    lec_str name = told ? LEC_STR("") : fetched ? path_of(in->fetched.url) : in->name;
    lec_status status =
        lec_container_choose(in->scratch, name, in->bytes, format, &container, in->error);
    if (status == LEC_OK && !container && told) {
        format = told;
        status = lec_container_choose(in->scratch, name, in->bytes, told, &container, in->error);
    }
    if (status != LEC_OK) {
        return status;
    }
    return container ? unpack(in, container, in->bytes, documents)
                     : read_text(in, format, name, documents);
}

lec_status lec_intake_bytes(lec_arena *arena, lec_arena scratch, lec_str name, lec_str bytes,
                            const lec_intake_options *options, lec_documents *documents,
                            lec_error *error)
{
    input in = {.arena = arena,
                .scratch = scratch,
                .options = options ? options : &DEFAULTS,
                .error = error,
                .name = name,
                .bytes = bytes};
    return read_input(&in, documents);
}

static lec_status read_fetched(input *in, lec_documents *documents)
{
    lec_status status =
        lec_fetch(in->arena, in->scratch, in->name, in->options, &in->fetched, in->error);
    in->bytes = in->fetched.bytes;
    in->name = lec_url_bare(in->arena, in->name);
    if (status == LEC_OK && !in->name.ptr) {
        return lec_fail_memory(in->error);
    }
    return status == LEC_OK ? read_input(in, documents) : status;
}

/* "ftp://host/x" is no file's name, nor is it fetched (RFC 3986, 3.1). */
static bool has_scheme(lec_str name)
{
    size_t end = 0;
    while (end < name.len && name.ptr[end] >= 'a' && name.ptr[end] <= 'z') {
        end++;
    }
    return end > 1 && lec_str_starts(lec_str_slice(name, end, name.len), LEC_STR("://"));
}

lec_status lec_intake(lec_arena *arena, lec_arena scratch, const char *path,
                      const lec_intake_options *options, lec_documents *documents, lec_error *error)
{
    input in = {.arena = arena,
                .scratch = scratch,
                .options = options ? options : &DEFAULTS,
                .error = error,
                .name = lec_arena_str(arena, lec_str_of(path))};
    if (!in.name.ptr) {
        return lec_fail_memory(error);
    }
    if (lec_is_url(in.name)) {
        return read_fetched(&in, documents);
    }
    if (has_scheme(in.name) && !lec_file_exists(path)) {
        return lec_fail_at(error, LEC_NO_INPUT, in.name, 0, 0,
                           "only what is at http:// and https:// is fetched");
    }
    lec_status status = lec_file_read(arena, path, LEC_SOURCE_MAX, &in.bytes, error);
    return status == LEC_OK ? read_input(&in, documents) : status;
}
