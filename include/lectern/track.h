/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Track: the fifth noun of the pipeline.
 *
 * takes --audio--> track
 *
 * A track is all frames of a briefing, spooled to disk, with one timeline. Every time that a
 * rendition prints comes from that timeline, which counts frames that were really written.
 */
#ifndef LECTERN_TRACK_H
#define LECTERN_TRACK_H

#include <lectern/voice.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A stretch of the track, in frames, half-open. */
typedef struct lec_frames {
    uint64_t start, end;
} lec_frames;

/** A word that was spoken. Words of a line tile its frames. */
typedef struct lec_timed_word {
    uint32_t line;    /**< index into the script's lines */
    uint32_t display; /**< byte offset into the line's `display` text */
    uint32_t length;  /**< bytes of `display`, without white space at its end */
    lec_frames frames;
} lec_timed_word;

/** A chapter. Chapters tile the track from frame 0. */
typedef struct lec_timed_chapter {
    uint32_t line; /**< index of its LEC_LINE_CHAPTER in the script's lines */
    lec_frames frames;
} lec_timed_chapter;

/** When everything is heard. */
typedef struct lec_timeline {
    const lec_script *script;
    int rate_hz;
    uint64_t frame_count;
    const lec_frames *lines; /**< by index into the script's lines; chapters are empty ranges */
    const lec_timed_word *words;
    size_t word_count;
    const lec_timed_chapter *chapters;
    size_t chapter_count;
} lec_timeline;

/** The frames, on disk. */
typedef struct lec_track lec_track;

/** How far before its first word a chapter starts, in ms (the first one starts at 0). */
#define LEC_CHAPTER_LEAD_MS 250

/**
 * When a chapter starts: shortly before its first sound, but not before what is in front of it has
 * ended. The rule is the same for frames and for ms.
 * @param silence when that has ended.
 * @param sound when the chapter is first heard.
 * @param lead LEC_CHAPTER_LEAD_MS, in the unit of both.
 */
uint64_t lec_chapter_start(uint64_t silence, uint64_t sound, uint64_t lead);

/**
 * Starts a track.
 * @param arena holds the timeline; must outlive the track.
 * @param[out] track release with lec_track_free(). Its spool is a file without a name in the
 *        folder that TMPDIR names (else /var/tmp, else /tmp), gone with the process.
 * @return LEC_OK; LEC_CANNOT_CREATE (no spool); LEC_TRY_AGAIN.
 */
LEC_WARN_UNUSED lec_status lec_track_start(lec_arena *arena, const lec_script *script, int rate_hz,
                                           lec_track **track, lec_error *error);

/**
 * Adds a take, after the pauses and chapters that stand before its line in the script. The engine's
 * own silence at both ends is cut, and the edges are faded so that no joint clicks.
 *
 * @param take the next speech line of the script.
 * @return LEC_OK; LEC_IO (the spool cannot be written; the disk is full); LEC_TRY_AGAIN.
 */
LEC_WARN_UNUSED lec_status lec_track_add(lec_track *track, const lec_take *take, lec_error *error);

/** Adds what stands after the last take. The track is then complete and only read. */
LEC_WARN_UNUSED lec_status lec_track_finish(lec_track *track, lec_error *error);

/**
 * @return the timeline, in the track's arena: complete when the track is finished; until then only
 *         its frame_count and rate_hz may be read.
 */
const lec_timeline *lec_track_timeline(const lec_track *track);

/** @return when a frame is heard, in ms, rounded to the nearest. Reads rate_hz alone. */
uint64_t lec_timeline_ms(const lec_timeline *timeline, uint64_t frame);

/**
 * Reads frames of a finished track.
 * @param first index of the first frame.
 * @param[out] frames at least `count` long; mono, native byte order.
 * @return LEC_OK; LEC_IO.
 */
LEC_WARN_UNUSED lec_status lec_track_read(const lec_track *track, uint64_t first, size_t count,
                                          int16_t *frames, lec_error *error);

/** Takes NULL. */
void lec_track_free(lec_track *track);

#ifdef __cplusplus
}
#endif
#endif
