/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message and its parts. */
#ifndef LEC_INTAKE_EMAIL_H
#define LEC_INTAKE_EMAIL_H

#include "intake/furniture.h"
#include "intake/reader.h"

/** What becomes of a part. */
typedef enum email_use {
    EMAIL_OTHER, /**< another way of saying the same */
    EMAIL_READ,
    EMAIL_ATTACHED,
    EMAIL_INNER /**< holds parts, or is the header of a message inside of this one */
} email_use;

/** A part, in the order in which they begin. */
typedef struct email_part {
    lec_span header, body; /**< in the bytes of the message */
    size_t parent;         /**< index; its own for the first */
    lec_str type;          /**< lower-case or not, e.g. "text/html"; never empty */
    lec_str type_field;    /**< with its parameters */
    lec_str encoding;      /**< of the transfer */
    bool attachment;       /**< as it says itself */
    lec_str file_name;     /**< empty for none */
    email_use use;
    lec_str text; /**< of a text: decoded, once it was asked for; else no .ptr */
} email_part;

typedef struct email {
    const lec_unpacking *unpacking;
    lec_arena *arena;
    lec_error *error;
    const lec_furniture *furniture;
    lec_str bytes;    /**< of this message */
    size_t start;     /**< where they are in the input */
    size_t number;    /**< in an mbox, from 1; else 0 */
    lec_str envelope; /**< the line before it in an mbox; else empty */
    lec_str header;   /**< the message's own, as UTF-8 */
    email_part *parts;
    size_t count;
    bool cut; /**< its last part has no end */
} email;

/* ---- email_part.c */

/** Finds the parts of the message. @return LEC_OK; LEC_DATA (too many); LEC_TRY_AGAIN. */
LEC_WARN_UNUSED lec_status email_find_parts(email *mail);

/** Whether a part is of a type, e.g. "text/html", or of a kind, "multipart/". */
bool email_is(const email_part *part, const char *type);

/** Decodes a text, once. @return false when memory has run out. */
LEC_WARN_UNUSED bool email_decode(email *mail, email_part *part);

/* ---- email_choice.c */

/** Says what becomes of each part. @return LEC_OK; LEC_DATA (encrypted, or no text); LEC_TRY_AGAIN.
 */
LEC_WARN_UNUSED lec_status email_choose(email *mail);

/* ---- email_header.c */

/** Whether bytes begin with the header of a message. */
bool email_claims(lec_str bytes);

/** Whether it is a page that a browser has saved with all that belongs to it (MHTML). */
bool email_is_page(lec_str header);

/** Whether a message went to many: a newsletter, or one of a mailing list. */
bool email_is_mailing(lec_str header);

/** What a header says: title, author, date. @return false when memory has run out. */
LEC_WARN_UNUSED bool email_facts(lec_arena *arena, lec_str header, lec_facts *facts);

/** Reads a member that is the header of a message: its subject is a heading of level 1. */
lec_status email_read_header(const lec_reading *reading);

/* ---- email_settle.c */

/** What settling a message takes, as `known` of its story. */
typedef struct email_known {
    const lec_furniture *furniture;
    bool mailing; /**< it went to many */
} email_known;

/** As settle() in lec_packed_story: leaves out what others wrote, signatures, and what newsletters
 * say of themselves. */
void email_settle(const lec_packed_story *story, lec_draft *draft);

#endif
