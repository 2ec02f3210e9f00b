/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The voices that espeak-ng has, read from its data folder: lang/ holds a file for each language,
 * voices/!v one for each variant. Asking the library would start it and open 400 files.
 */
#ifndef LEC_SPEECH_CATALOGUE_H
#define LEC_SPEECH_CATALOGUE_H

#include <lectern/base.h>

/** A language code that a voice answers to; 5 is usual, and the lowest wins. */
typedef struct lec_code {
    lec_str code;
    long priority;
} lec_code;

/** One file of lang/. */
typedef struct lec_entry {
    lec_str path; /**< below lang/, e.g. "gmw/en-US": the name that the library finds at once */
    lec_str name; /**< e.g. "English (America)" */
    const lec_code *codes;
    size_t code_count;
} lec_entry;

typedef struct lec_catalogue {
    const lec_entry *entries; /**< ascending by path */
    size_t entry_count;
} lec_catalogue;

/**
 * Reads lang/.
 * @param folder espeak-ng-data.
 * @return LEC_OK; LEC_UNAVAILABLE (espeak-ng's data is missing); LEC_TRY_AGAIN.
 */
LEC_WARN_UNUSED lec_status lec_catalogue_read(lec_arena *arena, lec_arena scratch,
                                              const char *folder, lec_catalogue *catalogue,
                                              lec_error *error);

/**
 * Finds a voice by path, file name, language code or full name, without regard to case.
 * @return NULL when there is none.
 */
const lec_entry *lec_catalogue_find(const lec_catalogue *catalogue, lec_str name);

/** Like lec_catalogue_find(), then by code with its subtags dropped from the right (RFC 4647, 3.4
 * lookup): what a language is spoken with. */
const lec_entry *lec_catalogue_lookup(const lec_catalogue *catalogue, lec_str name);

/** @return the voice for just this language code; NULL when there is none. */
const lec_entry *lec_catalogue_code(const lec_catalogue *catalogue, lec_str code);

/** @return a tag without its last subtag, e.g. "en" for "en-GB"; empty when it has but one. */
lec_str lec_tag_parent(lec_str tag);

/** @return the first of a voice's language codes, else its file's name. */
lec_str lec_entry_code(const lec_entry *entry);

/** @return the shortest name by which a voice is found: its code; its path when others go first. */
lec_str lec_entry_name(const lec_catalogue *catalogue, const lec_entry *entry);

/** Is there a file of just this path below lang/? Reads nothing else. */
bool lec_espeak_has(lec_arena scratch, const char *folder, lec_str path);

/** The names of all variants. */
LEC_WARN_UNUSED lec_status lec_variants_read(lec_arena *arena, const char *folder,
                                             const lec_str **names, size_t *count,
                                             lec_error *error);

#endif
