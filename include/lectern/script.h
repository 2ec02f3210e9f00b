/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Script: the third noun of the pipeline.
 *
 * document --script--> script
 *
 * A script is what the narrator has on the desk: lines in the order in which they are heard. Each
 * line is a stretch of speech, a pause or a chapter mark. It depends on the text and the tables in
 * voices/ alone, never on an engine.
 */
#ifndef LECTERN_SCRIPT_H
#define LECTERN_SCRIPT_H

#include <lectern/document.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Who speaks a line; a voice can be given to each. */
typedef enum lec_role {
    LEC_ROLE_STORY, /**< paragraphs; what every role without a voice of its own sounds like */
    LEC_ROLE_HEADING,
    LEC_ROLE_QUOTE,
    LEC_ROLE_LIST_ITEM,
    LEC_ROLE_CAPTION,
    LEC_ROLE_NOTE,
    LEC_ROLES /**< number of roles */
} lec_role;

/**
 * The names of the roles, as --voice takes them ("story", "heading", "quote", "list-item").
 * @return LEC_ROLES names, indexed by lec_role; static storage.
 */
const char *const *lec_role_names(void);

/** Why there is a pause. Its length is in [pauses] of voices/<lang>/lang.conf, unless the source
 * asks for a longer one. */
typedef enum lec_pause {
    LEC_PAUSE_HEAD,           /**< before the first word of all */
    LEC_PAUSE_CLAUSE,         /**< inside a sentence that was divided for the voice */
    LEC_PAUSE_SENTENCE,       /**< between sentences of a block */
    LEC_PAUSE_PARAGRAPH,      /**< between blocks */
    LEC_PAUSE_BEFORE_HEADING, /**< before a heading */
    LEC_PAUSE_AFTER_HEADING,  /**< after a heading */
    LEC_PAUSE_STORY,          /**< between stories */
    LEC_PAUSE_TAIL,           /**< after the last word of all */
    LEC_PAUSES                /**< number of kinds */
} lec_pause;

/** A stretch of a line's displayed text that is said in other words. */
typedef struct lec_reading {
    lec_span display; /**< bytes of the line's `display` */
    lec_span spoken;  /**< bytes of the line's `spoken`; empty: not said */
    const char *rule; /**< stable lower-case name, e.g. "abbreviation"; static or in the arena */
} lec_reading;

/** What a line is. */
typedef enum lec_line_kind { LEC_LINE_SPEECH, LEC_LINE_PAUSE, LEC_LINE_CHAPTER } lec_line_kind;

/**
 * Speech: one utterance, a sentence or a part of a very long one. The lines of a block hold every
 * character of it but white space. A line with nothing to say ("* * *") has an empty `spoken` and
 * one reading, "not-spoken"; it takes no time, and no pause or chapter stands before it.
 */
typedef struct lec_speech_line {
    lec_str display; /**< a slice of the block's text, without white space at its ends */
    lec_str spoken;  /**< what the engine is given: plain text, no control character, no markup */
    const lec_reading *readings; /**< where `spoken` departs from `display`; ascending */
    uint32_t reading_count;
    uint32_t block; /**< index into the document's blocks */
    lec_role role;
    bool opens_sentence; /**< false for the second and later parts of a divided sentence */
} lec_speech_line;

/** A pause. */
typedef struct lec_pause_line {
    lec_pause why;
    uint32_t ms;
} lec_pause_line;

/** A chapter starts with the next speech line. It stands before the pause of that line. */
typedef struct lec_chapter_line {
    lec_str title; /**< one line, at most LEC_CHAPTER_TITLE_MAX characters */
    int level;     /**< 1: a story; 2 and deeper: inside it */
} lec_chapter_line;

/** One line. */
typedef struct lec_line {
    lec_line_kind kind;
    uint32_t story; /**< index into the script's stories */
    union {
        lec_speech_line speech;
        lec_pause_line pause;
        lec_chapter_line chapter;
    };
} lec_line;

/** One input's part of the script. */
typedef struct lec_story {
    const lec_document *document;
    lec_str title; /**< never empty: the document's, else the opening words */
    lec_str lang;  /**< BCP 47; rules and voices are chosen by it */
    size_t sentence_count;
    size_t word_count; /**< written words in all speech lines */
} lec_story;

/** The whole script. Starts with LEC_PAUSE_HEAD (or a chapter) and ends with LEC_PAUSE_TAIL. */
typedef struct lec_script {
    const lec_story *stories;
    size_t story_count;
    const lec_line *lines;
    size_t line_count;
    size_t speech_count;               /**< lines that are speech, those with nothing to say too */
    size_t chapter_count;              /**< lines that are chapters */
    size_t sentence_count, word_count; /**< of all stories */
    uint64_t estimate_ms; /**< how long it will last at LEC_ESTIMATE_WPM, from the text alone */
} lec_script;

/** The rate of speech that estimates are for, in words a minute. */
#define LEC_ESTIMATE_WPM 195

/**
 * How long a line will last at LEC_ESTIMATE_WPM, from its text alone: no engine, no language.
 * @return milliseconds; 0 for a chapter.
 */
uint32_t lec_line_estimate_ms(const lec_line *line);

/**
 * Which bytes of a speech line's displayed text a byte of its spoken text stands for: the same byte
 * where they agree, the whole of a reading where they differ.
 * @param spoken byte offset into line->spoken, at most its length.
 */
lec_span lec_speech_line_display(const lec_speech_line *line, size_t spoken);

/** Longest chapter title, in characters, an ellipsis included. */
#define LEC_CHAPTER_TITLE_MAX 60

/** Where chapters are set. */
typedef enum lec_chapter_mode {
    LEC_CHAPTERS_AUTO,      /**< headings, and long stretches without one divided at paragraphs */
    LEC_CHAPTERS_STORY,     /**< one for each input */
    LEC_CHAPTERS_HEADING,   /**< stories and headings */
    LEC_CHAPTERS_PARAGRAPH, /**< every block */
    LEC_CHAPTERS_NONE,
    LEC_CHAPTER_MODES /**< number of modes */
} lec_chapter_mode;

/**
 * The names of the modes, as --chapters takes them.
 * @return LEC_CHAPTER_MODES names, indexed by lec_chapter_mode; static storage.
 */
const char *const *lec_chapter_mode_names(void);

/** What a language's folder in voices/ says: sentences, readings, pauses. Opaque; in the arena. */
typedef struct lec_rules lec_rules;

/**
 * Loads the tables of one language. A language without a folder gets those that suit any language
 * (voices/und); a tag is tried with its subtags dropped from the right (RFC 4647, 3.4 lookup).
 *
 * @param arena holds the rules.
 * @param voices the folder voices/; NUL-terminated.
 * @param more a further folder like voices/, whose tables win, e.g. the user's own; or NULL.
 * @param lang BCP 47 tag, e.g. "en-GB".
 * @return LEC_OK; LEC_DATA (a malformed table: file, line, column); LEC_UNAVAILABLE (the folder
 *         cannot be read); LEC_TRY_AGAIN.
 */
LEC_WARN_UNUSED lec_status lec_rules_load(lec_arena *arena, lec_arena scratch, const char *voices,
                                          const char *more, lec_str lang, const lec_rules **rules,
                                          lec_error *error);

/**
 * Length of the sentence at the beginning of a text, the white space after it included, so that
 * sentences tile the text: no character is lost or changed. Reads, allocates and fails nothing.
 *
 * @param text one block's text.
 * @return bytes, at least 1 while `text` is not empty; 0 at its end.
 */
size_t lec_sentence_length(const lec_rules *rules, lec_str text);

/** A document and the rules of its language. */
typedef struct lec_script_input {
    const lec_document *document;
    const lec_rules *rules;
    lec_str lang;  /**< BCP 47 */
    lec_str title; /**< instead of the document's; empty for none */
} lec_script_input;

/**
 * Writes the script of one or more documents, each a story.
 *
 * @param arena holds the script, which refers to the inputs.
 * @param count at least 1.
 * @return LEC_OK; LEC_DATA (nothing to speak); LEC_TRY_AGAIN.
 */
LEC_WARN_UNUSED lec_status lec_script_write(lec_arena *arena, lec_arena scratch,
                                            const lec_script_input *inputs, size_t count,
                                            lec_chapter_mode chapters, lec_script *script,
                                            lec_error *error);

#ifdef __cplusplus
}
#endif
#endif
