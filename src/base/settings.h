/* SPDX-License-Identifier: GPL-3.0-or-later */
/* INI files (inih): lang.conf and NAME.conf in voices/. */
#ifndef LEC_BASE_SETTINGS_H
#define LEC_BASE_SETTINGS_H

#include <lectern/base.h>

/** One "key = value" that a reader accepts. A table of them is what a reader knows. */
typedef struct lec_setting {
    const char *section;
    const char *key; /**< NULL: any; the section is another reader's and is skipped */
    long min, max;   /**< of a number, both inclusive; both 0: text */
    size_t offset;   /**< where the value goes in the target: a lec_str, or an int */
} lec_setting;

typedef struct lec_vocabulary {
    const lec_setting *settings;
    size_t count;
} lec_vocabulary;

/** The vocabulary of an array of settings. */
#define LEC_VOCABULARY(array) ((lec_vocabulary){(array), sizeof(array) / sizeof(array)[0]})

/**
 * Reads a file of settings into a struct.
 * @param path also names the file in messages.
 * @param target members that the file does not name are left alone; text is copied to `arena`.
 * @return LEC_OK; LEC_UNAVAILABLE (missing, unreadable); LEC_DATA (unknown section or key, value
 *         out of range, syntax, a line that is too long: file and line); LEC_TRY_AGAIN.
 */
LEC_WARN_UNUSED lec_status lec_settings_read(lec_arena *arena, lec_arena scratch, const char *path,
                                             lec_vocabulary vocabulary, void *target,
                                             lec_error *error);

#endif
