/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bytes -> source -> document: any bytes are either refused or explained to the last one. */
#include "../support/document_fault.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void hold(const char *fault)
{
    if (fault) {
        fprintf(stderr, "fault: %s\n", fault);
        abort();
    }
}

static void read_all(lec_arena *arena, lec_arena scratch, lec_str bytes)
{
    lec_source source;
    lec_document document;
    lec_error error = {0};
    if (lec_source_decode(arena, scratch, LEC_STR("fuzz"), bytes, &source, &error) != LEC_OK) {
        hold(error.status == LEC_DATA && error.message[0] ? NULL : "refused without a reason");
        return;
    }
    hold(lec_utf8_valid(source.text) == source.text.len ? NULL : "the source is not UTF-8");
    hold(lec_str_find(source.text, '\0', 0) == source.text.len ? NULL : "the source holds a NUL");
    (void)lec_document_read(arena, scratch, &source, NULL, &document, &error);
    error = (lec_error){0};
    if (lec_document_read(arena, scratch, &source, &(lec_intake_options){.format = "text"},
                          &document, &error) == LEC_OK) {
        hold(document_fault(&document));
    } else {
        hold(error.status == LEC_DATA ? NULL : "text is refused for another reason than its data");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    lec_arena arena = {0};
    lec_arena scratch = {0};
    lec_error error = {0};
    if (lec_arena_init(&arena, (size_t)64 << 20, &error) == LEC_OK &&
        lec_arena_init(&scratch, (size_t)16 << 20, &error) == LEC_OK) {
        read_all(&arena, scratch, (lec_str){(const char *)data, size});
    }
    lec_arena_free(&scratch);
    lec_arena_free(&arena);
    return 0;
}
