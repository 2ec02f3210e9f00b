/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a format gives to the table in formats.c: one row, in its own file. A format of text has a
 * reader; one that is a container has an unpacker, whose members are read by the readers.
 */
#ifndef LEC_INTAKE_READER_H
#define LEC_INTAKE_READER_H

#include "intake/writer.h"

#include <lectern/document.h>

/** What a reader is given. */
typedef struct lec_reading {
    const lec_source *source;
    lec_span span; /**< what is to be read: every byte of it goes to the writer */
    /** Part of a document, such as a chapter's file or what a feed carries: all of it is the
     * article, but for what its own markup calls something else. */
    bool fragment;
    const lec_intake_options *options;
    lec_writer *writer;
    lec_facts *facts;  /**< what is found goes where it is still empty */
    lec_str *warning;  /**< likewise */
    lec_arena *arena;  /**< of what those two refer to */
    lec_arena scratch; /**< a copy may be taken, as ever */
    lec_error *error;
} lec_reading;

/** A member of a package, decoded. */
typedef struct lec_packed_member {
    lec_str name;       /**< as in lec_member */
    const char *format; /**< by whose reader; NULL: by none, `rule` says why */
    lec_str text;       /**< valid UTF-8 */
    const char *rule;   /**< why nothing of it is read, as in lec_omission; static storage */
    const char *reason;
    bool whole; /**< a page of its own, with all that stands around an article: no fragment */
    /** Reads what is in no format of its own, such as the header of a message; or NULL. */
    lec_status (*read)(const lec_reading *reading);
    size_t offset; /**< as in lec_member */
    int level;     /**< of its first heading, for the container's settle(); 0: as it says itself */
} lec_packed_member;

/** A document to be, such as a book, or an item of a feed. */
typedef struct lec_packed_story lec_packed_story;
struct lec_packed_story {
    lec_facts facts;
    lec_str warning;
    const lec_packed_member *members; /**< in reading order */
    size_t member_count;
    lec_str name;           /**< of its source; empty: as the input's */
    lec_str encoding, note; /**< as in lec_source; empty: "UTF-8", and nothing to say */
    /** Read in its place when it cannot be read or has nothing to say; NULL for none. */
    const lec_packed_story *otherwise;
    /** Changes kind, level and rule of blocks by what only the container knows; or NULL. */
    void (*settle)(const lec_packed_story *story, lec_draft *draft);
    const void *known; /**< for it */
};

/** What a container holds. */
typedef struct lec_package {
    const lec_packed_story *stories;
    size_t count;
    const lec_str *notes; /**< as in lec_documents */
    size_t note_count;
} lec_package;

/** What an unpacker is given. */
typedef struct lec_unpacking {
    lec_str name; /**< of the input */
    lec_str bytes;
    lec_str charset; /**< that came with the bytes, as in HTTP; empty when none did */
    lec_str url;     /**< where they were fetched from; empty when they were not */
    const lec_intake_options *options;
    lec_arena *arena; /**< of the package */
    lec_arena scratch;
    lec_error *error;
} lec_unpacking;

typedef struct lec_reader_row {
    lec_format info; /**< first, so that a pointer to it is one to the row */
    /** Whether the beginning of a text says that it is of this format; NULL: nothing can. */
    bool (*sniff)(lec_str text);
    /** Reads a source or a member. @return LEC_OK; LEC_DATA; LEC_TRY_AGAIN. NULL: a container. */
    lec_status (*read)(const lec_reading *reading);
    /** Furniture is told by the words of the text alone, for want of markup. */
    bool unmarked;
    /** Whether undecoded bytes are of this container; NULL where sniff() tells. */
    bool (*claims)(lec_str bytes);
    /** @return LEC_OK; LEC_DATA; LEC_TRY_AGAIN. NULL: no container. */
    lec_status (*unpack)(const lec_unpacking *unpacking, lec_package *package);
} lec_reader_row;

extern const lec_reader_row lec_reader_text; /* plain.c */
extern const lec_reader_row lec_reader_html; /* html.c */
extern const lec_reader_row lec_reader_markdown;
extern const lec_reader_row lec_reader_ssml;
extern const lec_reader_row lec_reader_epub;  /* epub.c */
extern const lec_reader_row lec_reader_email; /* email.c */
extern const lec_reader_row lec_reader_feed;
extern const lec_reader_row lec_reader_opml;
extern const lec_reader_row lec_reader_pdf; /* convert.c */
extern const lec_reader_row lec_reader_office;

/**
 * The format of an input.
 * @param bytes undecoded, or decoded text.
 * @param asked a name, or NULL to go by content, then by the input's name.
 * @return LEC_OK; LEC_USAGE (no such format); LEC_DATA (one that cannot be read, by name).
 */
LEC_WARN_UNUSED lec_status lec_format_choose(lec_arena scratch, lec_str name, lec_str bytes,
                                             const char *asked, const lec_reader_row **row,
                                             lec_error *error);

/** The format of an input that is a container; *row is NULL when it is none. As above. */
LEC_WARN_UNUSED lec_status lec_container_choose(lec_arena scratch, lec_str name, lec_str bytes,
                                                const char *asked, const lec_reader_row **row,
                                                lec_error *error);

#endif
