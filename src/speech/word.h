/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of the places that an engine names are beginnings of words. */
#ifndef LEC_SPEECH_WORD_H
#define LEC_SPEECH_WORD_H

#include <lectern/base.h>

/**
 * An engine that says a number or a sign in several words names a place for each, and those stray
 * over the characters near by. A place counts when a person would see a word begin there.
 *
 * @param after bytes before this one belong to a word that has begun already.
 */
bool lec_word_begins(lec_str text, size_t at, size_t after);

#endif
