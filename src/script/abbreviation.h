/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words that end in a full stop, and what that stop says. */
#ifndef LEC_SCRIPT_ABBREVIATION_H
#define LEC_SCRIPT_ABBREVIATION_H

#include "script/rules.h"

/** The word that ends at byte `end`, without what opens before it; of a long one its last part. */
lec_str lec_token_before(lec_str text, size_t end);

/** By the tables, else by its form. @param token with its full stop. */
lec_abbreviation lec_abbreviation_of(const lec_rules *rules, lec_str token);

#endif
