/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is recognised but cannot be read: for messages that name it. */
#ifndef LEC_INTAKE_FOREIGN_H
#define LEC_INTAKE_FOREIGN_H

#include <lectern/base.h>

/** Bytes of a format that is no text: "a PNG image" ..., by its magic number; NULL for none. */
const char *lec_binary_name(lec_str bytes);

/** Text of a format that has no reader: "an HTML page" ..., by its beginning; NULL for none. */
const char *lec_markup_name(lec_str text);

#endif
