/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A book whose files are the input's parts, so that what is changed in them is not lost to check
 * sums: a line "%%% NAME" begins a file. What every book has is there when the input has no such
 * file.
 */
#define LEC_FUZZ_FORMAT "epub"
#include "../unit/zip_fixture.h"
#include "path.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char CONTAINER[] =
    "<container version='1.0' xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles>"
    "<rootfile full-path='b.opf' media-type='application/oebps-package+xml'/></rootfiles>"
    "</container>";

/* Adds the files of the input. @return whether META-INF/container.xml is one of them. */
static bool add_files(zip_writer *zip, lec_arena *arena, lec_str input)
{
    enum { FILES_MAX = 40 };
    static const char mark[] = "%%% ";
    bool container = false;
    for (int files = 0; files < FILES_MAX && input.len > 0; files++) {
        lec_cut name = lec_str_cut(lec_str_slice(input, sizeof mark - 1, input.len), '\n');
        const char *next =
            name.tail.len ? memmem(name.tail.ptr, name.tail.len, mark, sizeof mark - 1) : NULL;
        size_t length = next ? (size_t)(next - name.tail.ptr) : name.tail.len;
        const char *path = lec_arena_cstr(arena, name.head);
        hold(path != NULL, "memory is there");
        container |= strcmp(path, "META-INF/container.xml") == 0;
        zip_add_lying(zip, path, lec_str_slice(name.tail, 0, length), (zip_lie){0});
        input = lec_str_slice(name.tail, length, name.tail.len);
    }
    return container;
}

static lec_str pack(lec_arena *files, lec_arena *folder, lec_arena *names, lec_str input)
{
    zip_writer zip = {.files = {.arena = files}, .folder = {.arena = folder}};
    zip_add(&zip, "mimetype", "application/epub+zip");
    if (!add_files(&zip, names, input)) {
        zip_add(&zip, "META-INF/container.xml", CONTAINER);
    }
    return zip_end(&zip);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { ARENAS = 5 };
    lec_arena arenas[ARENAS];
    for (size_t i = 0; i < ARENAS; i++) {
        lec_error error = {0};
        hold(lec_arena_init(&arenas[i], MEMORY_MAX, &error) == LEC_OK, error.message);
    }
    lec_str bytes = pack(&arenas[2], &arenas[3], &arenas[4], (lec_str){(const char *)data, size});
    hold(bytes.len > 0, "there is a book");
    path_run(&arenas[0], arenas[1], bytes, size ? data[size - 1] : 0);
    for (size_t i = 0; i < ARENAS; i++) {
        lec_arena_free(&arenas[i]);
    }
    return 0;
}
