/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * WAV: 16-bit PCM, mono, with the chapters as cue points and their titles as labels.
 *
 * RIFF (Multimedia Programming Interface and Data Specifications 1.0, IBM and Microsoft, 1991):
 * fmt, LIST INFO, cue, LIST adtl, data, in the order that readers want. libsndfile writes the
 * header from a buffer that grows by doubling and stops short of 100 KiB, and when it is full
 * drops what is left, without an error; its reader has the same limit. So the sizes are worked out
 * before, and the header is looked at again when the file is written.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"
#include "base/utf8.h"
#include "publish/rendition.h"

#include <inttypes.h>
#include <limits.h>
#include <sndfile.h>
#include <string.h>

enum {
    CHAPTERS_MAX = 1400, /* whose names libsndfile's reader finds */
    LABEL_MAX = 255,     /* bytes of a title, without its NUL */
    TAG_MAX = 250,       /* bytes of an INFO text: a longer one upsets the doubling of the buffer */
    HEADER_MAX = 65536 - 64,
    LIST_MAX = 100 * 1024 / 2 - 64, /* a chunk that is handed over, at once */
    CHUNK_HEAD = 8,                 /* identifier and length */
    CUE_POINT = 24,
    FRAME_BYTES = sizeof(int16_t),
    BLOCK_FRAMES = 16384
};

static const uint64_t RIFF_MAX = UINT32_MAX;

/* Its own name is in it because libsndfile would otherwise add that, and its version. */
#define SOFTWARE LEC_STR("lectern " LEC_VERSION " (libsndfile)")

/* ---- what the format can hold */

static lec_status check_size(uint64_t frames, int rate_hz, lec_error *error)
{
    if (frames <= (RIFF_MAX - HEADER_MAX) / FRAME_BYTES) {
        return LEC_OK;
    }
    uint64_t hours = frames / (uint64_t)rate_hz / 3600;
    return lec_fail(error, LEC_DATA,
                    "a WAV file ends at 4 GiB, and this would last %" PRIu64
                    " hours; narrate fewer inputs at once",
                    hours);
}

static lec_status check_chapters(size_t count, lec_error *error)
{
    if (count <= CHAPTERS_MAX) {
        return LEC_OK;
    }
    return lec_fail(error, LEC_DATA,
                    "a WAV file holds %d chapters, and there are %zu; use --chapters=story, or "
                    "narrate fewer inputs at once",
                    CHAPTERS_MAX, count);
}

static lec_status check_wav(const lec_script *script, int rate_hz, uint64_t expected_ms,
                            lec_error *error)
{
    lec_status status = check_chapters(script->chapter_count, error);
    uint64_t seconds = expected_ms / 1000;
    seconds = seconds < RIFF_MAX ? seconds : RIFF_MAX;
    return status == LEC_OK ? check_size(seconds * (uint64_t)rate_hz, rate_hz, error) : status;
}

/* ---- the file */

typedef struct wav {
    const lec_publication *publication;
    const lec_timeline *timeline;
    const lec_outfile *out;
    lec_arena *scratch;
    lec_error *error;
    SNDFILE *file;
    size_t header; /* bytes in front of the samples */
} wav;

/* @param text of libsndfile: "System error : File too large." when the system refused. */
static lec_status fail_write(const lec_outfile *out, const char *text, lec_error *error)
{
    lec_str why = lec_str_of(text);
    lec_cut cut = lec_str_cut(why, ':');
    why = lec_str_trim(cut.found ? cut.tail : why);
    why.len -= lec_str_ends(why, LEC_STR("."));
    return lec_fail_at(error, LEC_IO, lec_str_of(out->path), 0, 0, "cannot write: %.*s",
                       LEC_ARG(why));
}

static lec_status fail_wav(const wav *w)
{
    return fail_write(w->out, sf_strerror(w->file), w->error);
}

static size_t even(size_t n)
{
    return n + n % 2;
}

/* ---- INFO */

/* The longest beginning of `text` that has at most `max` bytes and ends at a character. */
static lec_str cut_at_character(lec_str text, size_t max)
{
    size_t end = text.len < max ? text.len : max;
    while (end > 0 && end < text.len && ((unsigned char)text.ptr[end] & 0xC0) == 0x80) {
        end--;
    }
    return lec_str_slice(text, 0, end);
}

static lec_status add_tags(wav *w)
{
    const lec_metadata *metadata = &w->publication->metadata;
    const struct {
        int type;
        lec_str text;
    } tags[] = {
        {SF_STR_TITLE, metadata->title}, {SF_STR_ARTIST, metadata->author},
        {SF_STR_DATE, metadata->date},   {SF_STR_COMMENT, metadata->comment},
        {SF_STR_SOFTWARE, SOFTWARE},
    };
    w->header += CHUNK_HEAD + 4;
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        lec_str text = cut_at_character(tags[i].text, TAG_MAX);
        const char *terminated = lec_arena_cstr(w->scratch, text);
        if (!terminated) {
            return lec_fail_memory(w->error);
        }
        if (text.len == 0) {
            continue;
        }
        if (sf_set_string(w->file, tags[i].type, terminated) != 0) {
            return fail_wav(w);
        }
        w->header += CHUNK_HEAD + even(text.len + 1);
    }
    return LEC_OK;
}

/* ---- chapters */

/* SF_CUES of any length, as SF_CUES_VAR() lays it out. */
typedef struct cue_list {
    uint32_t cue_count;
    SF_CUE_POINT cue_points[];
} cue_list;

static lec_status add_cues(wav *w)
{
    size_t count = w->timeline->chapter_count;
    size_t size = offsetof(cue_list, cue_points) + count * sizeof(SF_CUE_POINT);
    cue_list *cues = lec_alloc(w->scratch, 1, size);
    if (!cues) {
        return lec_fail_memory(w->error);
    }
    cues->cue_count = (uint32_t)count;
    for (size_t i = 0; i < count; i++) {
        uint32_t start = (uint32_t)w->timeline->chapters[i].frames.start;
        cues->cue_points[i] = (SF_CUE_POINT){
            .indx = (int32_t)i + 1,
            .position = start,
            .fcc_chunk = 'd' | 'a' << 8 | 't' << 16 | 'a' << 24,
            .sample_offset = start,
        };
    }
    w->header += CHUNK_HEAD + 4 + count * CUE_POINT;
    return sf_command(w->file, SFC_SET_CUE, cues, (int)size) == SF_TRUE ? LEC_OK : fail_wav(w);
}

static lec_str title_of(const wav *w, size_t chapter)
{
    return w->timeline->script->lines[w->timeline->chapters[chapter].line].chapter.title;
}

static const size_t LABEL_HEAD = CHUNK_HEAD + 4; /* and the number of the cue point */

static size_t labels_size(const wav *w, size_t longest)
{
    size_t size = 4; /* "adtl" */
    for (size_t i = 0; i < w->timeline->chapter_count; i++) {
        size += LABEL_HEAD + even(cut_at_character(title_of(w, i), longest).len + 1);
    }
    return size + size % 4; /* libsndfile's reader loses its way when it is no multiple of 4 */
}

/* How many bytes a title may have so that the header holds them all: with many hundred chapters
 * long titles are cut. */
static size_t longest_label(const wav *w)
{
    size_t room = HEADER_MAX - w->header - CHUNK_HEAD;
    room = room < LIST_MAX ? room : LIST_MAX;
    size_t longest = LABEL_MAX;
    while (longest > 0 && labels_size(w, longest) > room) {
        longest--;
    }
    return longest;
}

static void add_number(lec_buf *buf, size_t n)
{
    for (int shift = 0; shift < 32; shift += 8) {
        lec_buf_byte(buf, (char)(n >> shift & 0xFF));
    }
}

/* @param padding bytes behind the title, at least 1 for its NUL; they count as text, unless the
 * last one only makes the length even. */
static void add_label(lec_buf *list, size_t number, lec_str title, size_t padding)
{
    lec_buf_add(list, LEC_STR("labl"));
    add_number(list, 4 + title.len + padding - (padding == 2));
    add_number(list, number);
    lec_buf_add(list, title);
    for (size_t i = 0; i < padding; i++) {
        lec_buf_byte(list, '\0');
    }
}

static lec_status add_labels(wav *w)
{
    lec_buf list = {.arena = w->scratch};
    size_t count = w->timeline->chapter_count;
    size_t longest = longest_label(w);
    size_t size = labels_size(w, longest);
    lec_buf_add(&list, LEC_STR("adtl"));
    for (size_t i = 0; i < count; i++) {
        lec_str title = cut_at_character(title_of(w, i), longest);
        bool last = i + 1 == count;
        size_t padding = last ? size - list.len - LABEL_HEAD - title.len : 2 - title.len % 2;
        add_label(&list, i + 1, title, padding);
    }
    if (list.failed) {
        return lec_fail_memory(w->error);
    }
    SF_CHUNK_INFO chunk = {
        .id = "LIST", .id_size = 4, .datalen = (unsigned)list.len, .data = list.ptr};
    w->header += CHUNK_HEAD + list.len;
    return sf_set_chunk(w->file, &chunk) == SF_ERR_NO_ERROR ? LEC_OK : fail_wav(w);
}

static lec_status add_chapters(wav *w)
{
    if (w->timeline->chapter_count == 0) {
        return LEC_OK;
    }
    lec_status status = add_cues(w);
    return status == LEC_OK ? add_labels(w) : status;
}

/* ---- samples */

static lec_status add_frames(wav *w)
{
    int16_t *block = LEC_NEW(w->scratch, BLOCK_FRAMES, int16_t);
    if (!block) {
        return lec_fail_memory(w->error);
    }
    uint64_t total = w->timeline->frame_count;
    for (uint64_t done = 0; done < total;) {
        uint64_t left = total - done;
        size_t count = left < BLOCK_FRAMES ? (size_t)left : BLOCK_FRAMES;
        lec_status status = lec_track_read(w->publication->track, done, count, block, w->error);
        if (status != LEC_OK) {
            return status;
        }
        if (sf_writef_short(w->file, block, (sf_count_t)count) != (sf_count_t)count) {
            return fail_wav(w);
        }
        status = lec_outfile_wrote(w->out, w->header + done * FRAME_BYTES, count * FRAME_BYTES,
                                   w->error);
        if (status != LEC_OK) {
            return status;
        }
        done += count;
    }
    return LEC_OK;
}

static uint32_t number_at(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
           (uint32_t)bytes[3] << 24;
}

/* Whether the file has the sizes that it should have, which libsndfile does not say. */
static lec_status check_file(const wav *w)
{
    size_t data = (size_t)w->timeline->frame_count * FRAME_BYTES;
    unsigned char riff[CHUNK_HEAD] = {0};
    unsigned char head[CHUNK_HEAD] = {0};
    unsigned char last = 0;
    int failure = lec_fd_read_at(w->out->fd, riff, sizeof riff, 0);
    failure =
        failure ? failure : lec_fd_read_at(w->out->fd, head, sizeof head, w->header - sizeof head);
    failure = failure ? failure : lec_fd_read_at(w->out->fd, &last, 1, w->header + data - 1);
    if (failure) {
        return lec_fail_at(w->error, LEC_IO, lec_str_of(w->out->path), 0, 0,
                           "cannot be read back: %s", strerror(failure));
    }
    bool whole = memcmp(riff, "RIFF", 4) == 0 && memcmp(head, "data", 4) == 0 &&
                 number_at(riff + 4) == w->header + data - CHUNK_HEAD &&
                 number_at(head + 4) == data;
    return whole ? LEC_OK
                 : lec_fail_at(w->error, LEC_INTERNAL, lec_str_of(w->out->path), 0, 0,
                               "this version of libsndfile wrote another header than expected");
}

static lec_status write_parts(wav *w)
{
    lec_status status = add_tags(w);
    status = status == LEC_OK ? add_chapters(w) : status;
    (void)sf_command(w->file, SFC_UPDATE_HEADER_NOW, NULL, 0); /* right without a frame too */
    return status == LEC_OK ? add_frames(w) : status;
}

static lec_status write_wav(const lec_publication *publication, const lec_outfile *out,
                            lec_arena scratch, lec_error *error)
{
    wav w = {
        .publication = publication,
        .timeline = lec_track_timeline(publication->track),
        .out = out,
        .scratch = &scratch,
        .error = error,
        .header = 12 + CHUNK_HEAD + 16 + CHUNK_HEAD, /* RIFF, fmt, and the head of data */
    };
    lec_status status = check_chapters(w.timeline->chapter_count, error);
    status =
        status == LEC_OK ? check_size(w.timeline->frame_count, w.timeline->rate_hz, error) : status;
    if (status != LEC_OK) {
        return status;
    }
    SF_INFO info = {.samplerate = w.timeline->rate_hz,
                    .channels = 1,
                    .format = SF_FORMAT_WAV | SF_FORMAT_PCM_16};
    w.file = sf_open_fd(out->fd, SFM_WRITE, &info, 0);
    if (!w.file) {
        return fail_wav(&w);
    }
    status = write_parts(&w);
    int failure = sf_close(w.file);
    if (status == LEC_OK && failure != 0) {
        status = fail_write(out, sf_error_number(failure), error);
    }
    return status == LEC_OK ? check_file(&w) : status;
}

const lec_rendition_row lec_rendition_wav = {
    .info = {.name = "wav",
             .extension = ".wav",
             .description = "sound, 16-bit PCM, with chapters as cue points",
             .needs = LEC_NEEDS_TRACK,
             .binary = true},
    .check = check_wav,
    .write = write_wav,
};
