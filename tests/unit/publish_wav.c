/* SPDX-License-Identifier: GPL-3.0-or-later */
/* WAV files, read back by libsndfile and chunk by chunk. */
#include "base/utf8.h"
#include "publish_fixture.h"

#include <signal.h>
#include <sndfile.h>
#include <sys/resource.h>

/* ---- RIFF, read by hand */

typedef struct chunk {
    lec_str id, body;
} chunk;

static size_t number_at(lec_str bytes, size_t at)
{
    assert_true(at + 4 <= bytes.len);
    const unsigned char *b = (const unsigned char *)bytes.ptr + at;
    return (size_t)b[0] | (size_t)b[1] << 8 | (size_t)b[2] << 16 | (size_t)b[3] << 24;
}

/* The chunk at the beginning of `rest`, which then begins behind it. */
static chunk next_chunk(lec_str *rest)
{
    size_t length = number_at(*rest, 4);
    size_t padded = 8 + length + length % 2;
    assert_true(padded <= rest->len);
    chunk found = {lec_str_slice(*rest, 0, 4), lec_str_slice(*rest, 8, 8 + length)};
    *rest = lec_str_slice(*rest, padded, rest->len);
    return found;
}

static bool is_chunk(chunk found, const char *id, const char *type)
{
    return lec_str_equal(found.id, lec_str_of(id)) && lec_str_starts(found.body, lec_str_of(type));
}

typedef struct riff {
    chunk fmt, info, cue, adtl, data;
} riff;

/* Takes a file apart; it has these chunks in this order, and no other. */
static riff riff_of(lec_str bytes, bool chapters)
{
    riff parts = {0};
    assert_true(lec_str_starts(bytes, LEC_STR("RIFF")));
    assert_int_equal(number_at(bytes, 4), bytes.len - 8);
    lec_str rest = lec_str_slice(bytes, 8, bytes.len);
    assert_true(lec_str_starts(rest, LEC_STR("WAVE")));
    rest = lec_str_slice(rest, 4, rest.len);
    parts.fmt = next_chunk(&rest);
    assert_true(is_chunk(parts.fmt, "fmt ", ""));
    parts.info = next_chunk(&rest);
    assert_true(is_chunk(parts.info, "LIST", "INFO"));
    if (chapters) {
        parts.cue = next_chunk(&rest);
        assert_true(is_chunk(parts.cue, "cue ", ""));
        parts.adtl = next_chunk(&rest);
        assert_true(is_chunk(parts.adtl, "LIST", "adtl"));
    }
    parts.data = next_chunk(&rest);
    assert_true(is_chunk(parts.data, "data", ""));
    assert_int_equal(rest.len, 0);
    return parts;
}

/* ---- a publication with many chapters */

static const char *const SCRIPTS[] = {
    "Tea and milk",   "Чай с молоком", "Τσάι με γάλα", "चाय और दूध", "茶と牛乳",
    "우유를 넣은 차", "تحت المطر",     "תה עם חלב",    "ชากับนม",    "𐌲𐌿𐍄𐌹𐍃𐌺",
};
enum { SCRIPT_COUNT = sizeof SCRIPTS / sizeof *SCRIPTS };

static const char *numbered_title(lec_arena *arena, size_t number)
{
    return lec_arena_printf(arena, "%zu %s", number + 1, SCRIPTS[number % SCRIPT_COUNT]).ptr;
}

static const char *long_title(lec_arena *arena, size_t number)
{
    lec_str title = LEC_STR("");
    for (int i = 0; i < 30; i++) { /* ten characters each */
        title = lec_arena_printf(arena, "%s%s%04zu.....%s", title.len ? title.ptr : "",
                                 number % 2 ? "é" : "茶", number, number % 3 ? "" : "x");
    }
    return title.ptr;
}

typedef const char *title_function(lec_arena *arena, size_t number);

typedef struct example {
    lec_script script;
    lec_track *track;
    lec_publication from;
} example;

/* A sentence and a pause for each chapter. */
static example example_of(lec_arena *arena, size_t chapters, title_function *title)
{
    lec_line *lines = LEC_NEW(arena, 3 * chapters + 1, lec_line);
    assert_non_null(lines);
    for (size_t i = 0; i < chapters; i++) {
        lines[3 * i] = chapter(title(arena, i), 1);
        lines[3 * i + 1] = speech("a");
        lines[3 * i + 2] = pause_ms(300);
    }
    lines[3 * chapters] = speech("end");
    example e = {.script = script_of(lines, 3 * chapters + 1, NULL, 0)};
    lec_script *script = LEC_NEW(arena, 1, lec_script);
    assert_non_null(script);
    *script = e.script;
    e.track = track_of(arena, script, RATE);
    e.from = (lec_publication){.script = script, .track = e.track};
    return e;
}

static lec_status write_to(const example *e, const char *path, lec_arena *arena, lec_error *error)
{
    return lec_rendition_write(lec_rendition_named("wav"), &e->from, path, *arena, error);
}

/* ---- tests */

static lec_str label_of(const riff *parts, size_t number, lec_str *rest)
{
    if (number == 0) {
        *rest = lec_str_slice(parts->adtl.body, 4, parts->adtl.body.len);
    }
    chunk label = next_chunk(rest);
    assert_true(is_chunk(label, "labl", ""));
    assert_int_equal(number_at(label.body, 0), number + 1);
    assert_int_equal(label.body.ptr[label.body.len - 1], '\0');
    return lec_str_of(label.body.ptr + 4);
}

/* The chunks of a file: the cue points are where the chapters are, and have their titles. */
static void check_chunks(lec_str bytes, const example *e, lec_arena *arena, title_function *title,
                         size_t shortest)
{
    const lec_timeline *timeline = lec_track_timeline(e->track);
    size_t count = timeline->chapter_count;
    riff parts = riff_of(bytes, count > 0);
    assert_int_equal(parts.data.body.len, timeline->frame_count * sizeof(int16_t));
    if (count == 0) {
        return;
    }
    assert_int_equal(parts.adtl.body.len % 4, 0);
    assert_int_equal(parts.cue.body.len, 4 + 24 * count);
    assert_int_equal(number_at(parts.cue.body, 0), count);
    lec_str rest = {0};
    for (size_t i = 0; i < count; i++) {
        size_t at = 4 + 24 * i;
        assert_int_equal(number_at(parts.cue.body, at), i + 1);
        assert_int_equal(number_at(parts.cue.body, at + 4), timeline->chapters[i].frames.start);
        assert_memory_equal(parts.cue.body.ptr + at + 8, "data", 4);
        assert_int_equal(number_at(parts.cue.body, at + 12), 0);
        assert_int_equal(number_at(parts.cue.body, at + 16), 0);
        assert_int_equal(number_at(parts.cue.body, at + 20), timeline->chapters[i].frames.start);
        lec_str label = label_of(&parts, i, &rest);
        lec_str whole = lec_str_of(title(arena, i));
        assert_true(lec_str_starts(whole, label));
        assert_int_equal(lec_utf8_valid(label), label.len);
        assert_true(label.len <= 255);
        assert_true(label.len >= (whole.len < shortest ? whole.len : shortest));
    }
    assert_int_equal(rest.len, 0);
}

/* What libsndfile reads: every cue point by its name. */
static void check_reader(const char *path, const example *e, lec_arena *arena,
                         title_function *title, size_t shortest)
{
    const lec_timeline *timeline = lec_track_timeline(e->track);
    SF_INFO info = {0};
    SNDFILE *file = sf_open(path, SFM_READ, &info);
    assert_non_null(file);
    assert_int_equal(info.frames, timeline->frame_count);
    assert_int_equal(info.samplerate, RATE);
    assert_int_equal(info.channels, 1);
    assert_int_equal(info.format, SF_FORMAT_WAV | SF_FORMAT_PCM_16);
    size_t count = timeline->chapter_count;
    uint32_t found = 0;
    (void)sf_command(file, SFC_GET_CUE_COUNT, &found, sizeof found);
    assert_int_equal(found, count);
    if (count) {
        typedef SF_CUES_VAR(1) cue_list;
        size_t size = sizeof(cue_list) + (count - 1) * sizeof(SF_CUE_POINT);
        cue_list *cues = lec_alloc(arena, 1, size);
        assert_non_null(cues);
        assert_int_equal(sf_command(file, SFC_GET_CUE, cues, (int)size), SF_TRUE);
        const SF_CUE_POINT *points = cues->cue_points;
        for (size_t i = 0; i < count; i++) {
            lec_str name = lec_str_of(points[i].name);
            lec_str whole = lec_str_of(title(arena, i));
            assert_int_equal(points[i].sample_offset, timeline->chapters[i].frames.start);
            assert_true(lec_str_starts(whole, name));
            assert_true(name.len >= (whole.len < shortest ? whole.len : shortest));
        }
    }
    assert_int_equal(sf_close(file), 0);
}

static void check_file(lec_arena *arena, size_t chapters, title_function *title, size_t shortest)
{
    example e = example_of(arena, chapters, title);
    const char *path = temporary_path(arena, ".wav");
    lec_error error = {0};
    if (write_to(&e, path, arena, &error) != LEC_OK) {
        fail_msg("%zu chapters: %s", chapters, error.message);
    }
    check_reader(path, &e, arena, title, shortest);
    check_chunks(take_file(arena, path), &e, arena, title, shortest);
    lec_track_free(e.track);
}

static void test_chapters(void **state)
{
    check_file(*state, 0, numbered_title, 255);
    check_file(*state, 1, numbered_title, 255);
    check_file(*state, 2, numbered_title, 255);
    check_file(*state, 10, numbered_title, 255);
    check_file(*state, 300, numbered_title, 255);
    check_file(*state, 667, numbered_title, 40);
    check_file(*state, 1399, numbered_title, 5);
    check_file(*state, 1400, numbered_title, 5);
}

static void test_long_titles(void **state)
{
    check_file(*state, 1, long_title, 250);
    check_file(*state, 100, long_title, 250);
    check_file(*state, 300, long_title, 140);
    for (size_t count = 600; count <= 1400; count += 100) { /* the header is full to a title */
        check_file(*state, count, long_title, 5);
    }
}

static void test_too_many_chapters(void **state)
{
    example e = example_of(*state, 1401, numbered_title);
    lec_error error = {0};
    assert_int_equal(
        lec_rendition_check(lec_rendition_named("wav"), e.from.script, RATE, 0, &error), LEC_DATA);
    assert_non_null(strstr(error.message, "1401"));
    assert_non_null(strstr(error.message, "--chapters=story"));
    const char *path = temporary_path(*state, ".wav");
    assert_int_equal(write_to(&e, path, *state, NULL), LEC_DATA);
    assert_int_not_equal(access(path, F_OK), 0);
    lec_track_free(e.track);
}

static void test_too_long(void **state)
{
    const lec_rendition *wav = lec_rendition_named("wav");
    (void)state;
    const lec_line line = speech("a");
    lec_script script = script_of(&line, 1, NULL, 0);
    const uint64_t hour_ms = 3600000;
    lec_error error = {0};
    /* 4 GiB are 27 hours and 3 minutes at 22,050 Hz */
    assert_int_equal(lec_rendition_check(wav, &script, 22050, 27 * hour_ms, &error), LEC_OK);
    const uint64_t ms = 27 * hour_ms + 240000;
    assert_int_equal(lec_rendition_check(wav, &script, 22050, ms, &error), LEC_DATA);
    assert_non_null(strstr(error.message, "4 GiB"));
    assert_int_equal(lec_rendition_check(wav, &script, 8000, ms, NULL), LEC_OK);
    assert_int_equal(lec_rendition_check(wav, &script, 22050, UINT64_MAX, NULL), LEC_DATA);
    assert_int_equal(
        lec_rendition_check(lec_rendition_named("text"), &script, 22050, UINT64_MAX, NULL), LEC_OK);
}

static void assert_string(SNDFILE *file, int type, const char *expected)
{
    const char *got = sf_get_string(file, type);
    assert_non_null(got);
    assert_string_equal(got, expected);
}

static void test_tags(void **state)
{
    example e = example_of(*state, 2, numbered_title);
    e.from.metadata = (lec_metadata){
        .title = LEC_STR("茶 & tea"),
        .author = LEC_STR("A. Lee"),
        .date = LEC_STR("2024-02-29"),
        .comment = LEC_STR("read by a machine"),
    };
    const char *path = temporary_path(*state, ".wav");
    assert_int_equal(write_to(&e, path, *state, NULL), LEC_OK);
    SF_INFO info = {0};
    SNDFILE *file = sf_open(path, SFM_READ, &info);
    assert_non_null(file);
    assert_string(file, SF_STR_TITLE, "茶 & tea");
    assert_string(file, SF_STR_ARTIST, "A. Lee");
    assert_string(file, SF_STR_DATE, "2024-02-29");
    assert_string(file, SF_STR_COMMENT, "read by a machine");
    assert_string(file, SF_STR_SOFTWARE, "lectern " LEC_VERSION " (libsndfile)");
    (void)sf_close(file);
    (void)take_file(*state, path);
    lec_track_free(e.track);
}

static void test_tags_that_are_empty_or_long(void **state)
{
    char text[4000];
    for (size_t i = 0; i < sizeof text; i += 2) {
        text[i] = (char)0xC3;
        text[i + 1] = (char)0xA9;
    }
    example e = example_of(*state, 300, numbered_title);
    e.from.metadata = (lec_metadata){.title = {text, 3999}, .comment = {text, 4000}};
    const char *path = temporary_path(*state, ".wav");
    assert_int_equal(write_to(&e, path, *state, NULL), LEC_OK);
    SF_INFO info = {0};
    SNDFILE *file = sf_open(path, SFM_READ, &info);
    assert_non_null(file);
    assert_null(sf_get_string(file, SF_STR_ARTIST));
    assert_null(sf_get_string(file, SF_STR_DATE));
    lec_str title = lec_str_of(sf_get_string(file, SF_STR_TITLE));
    assert_int_equal(title.len, 250);
    assert_int_equal(lec_utf8_valid(title), title.len);
    (void)sf_close(file);
    check_reader(path, &e, *state, numbered_title, 255);
    (void)take_file(*state, path);
    lec_track_free(e.track);
}

static void test_samples_and_bytes(void **state)
{
    example e = example_of(*state, 3, numbered_title);
    const lec_timeline *timeline = lec_track_timeline(e.track);
    lec_str first = rendered(*state, "wav", &e.from);
    lec_str second = rendered(*state, "wav", &e.from);
    assert_true(lec_str_equal(first, second));
    int16_t *frames = LEC_NEW((lec_arena *)*state, timeline->frame_count, int16_t);
    assert_non_null(frames);
    assert_int_equal(lec_track_read(e.track, 0, (size_t)timeline->frame_count, frames, NULL),
                     LEC_OK);
    riff parts = riff_of(first, true);
    for (size_t i = 0; i < timeline->frame_count; i++) {
        const unsigned char *b = (const unsigned char *)parts.data.body.ptr + 2 * i;
        assert_int_equal((int16_t)(b[0] | b[1] << 8), frames[i]);
    }
    lec_track_free(e.track);
}

static void test_no_frames(void **state)
{
    lec_script script = script_of(NULL, 0, NULL, 0);
    lec_track *track = track_of(*state, &script, RATE);
    const lec_publication from = {.script = &script, .track = track};
    riff parts = riff_of(rendered(*state, "wav", &from), false);
    assert_int_equal(parts.data.body.len, 0);
    lec_track_free(track);
}

/* A limit on the size of files stands for a disk that is full. */
static lec_status write_limited(const example *e, const char *path, lec_arena *arena,
                                lec_error *error)
{
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    (void)signal(SIGXFSZ, SIG_IGN);
    struct rlimit small = {40000, limit.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    lec_status status = write_to(e, path, arena, error);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    return status;
}

static void test_full_disk(void **state)
{
    example e = example_of(*state, 100, numbered_title);
    const char *path = temporary_path(*state, ".wav");
    FILE *old = fopen(path, "w");
    assert_non_null(old);
    assert_true(fputs("what stood here", old) >= 0);
    assert_int_equal(fclose(old), 0);
    lec_error error = {0};
    assert_int_equal(write_limited(&e, path, *state, &error), LEC_IO);
    assert_string_equal(error.source, path);
    assert_string_equal(error.message, "cannot write: File too large");
    assert_text(take_file(*state, path), "what stood here");
    lec_track_free(e.track);
}

/* It stops at once, before the disk is full. */
static void test_stopped(void **state)
{
    example e = example_of(*state, 100, numbered_title);
    const char *path = temporary_path(*state, ".wav");
    const lec_cancel stopped = 1;
    e.from.cancel = &stopped;
    assert_int_equal(write_limited(&e, path, *state, NULL), LEC_INTERRUPTED);
    assert_int_not_equal(access(path, F_OK), 0);
    lec_track_free(e.track);
}

static void test_pipe(void **state)
{
    example e = example_of(*state, 1, numbered_title);
    lec_str expected = rendered(*state, "wav", &e.from);
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    const char *path = lec_arena_printf(*state, "/dev/fd/%d", ends[1]).ptr;
    assert_int_equal(write_to(&e, path, *state, NULL), LEC_OK);
    assert_int_equal(close(ends[1]), 0);
    char *got = LEC_NEW((lec_arena *)*state, expected.len + 1, char);
    assert_non_null(got);
    assert_int_equal(read(ends[0], got, expected.len + 1), expected.len);
    assert_memory_equal(got, expected.ptr, expected.len);
    assert_int_equal(close(ends[0]), 0);
    lec_track_free(e.track);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ARENA_TEST(test_chapters),
        ARENA_TEST(test_long_titles),
        ARENA_TEST(test_too_many_chapters),
        ARENA_TEST(test_too_long),
        ARENA_TEST(test_tags),
        ARENA_TEST(test_tags_that_are_empty_or_long),
        ARENA_TEST(test_samples_and_bytes),
        ARENA_TEST(test_no_frames),
        ARENA_TEST(test_full_disk),
        ARENA_TEST(test_stopped),
        ARENA_TEST(test_pipe),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
