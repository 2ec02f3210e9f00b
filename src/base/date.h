/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates and times of ISO 8601. What does not exist, as the 30th of February, is none. */
#ifndef LEC_BASE_DATE_H
#define LEC_BASE_DATE_H

#include <lectern/base.h>

/** Whether the Gregorian calendar has the day; years are 0 to 9999. */
bool lec_date_exists(long year, long month, long day);

/** @return bytes of "2024", "2024-05" or "2024-05-01" at the start of `text`; 0 for none. */
size_t lec_date_length(lec_str text);

/**
 * @return bytes of a time at the start of `text`: "08:30", "08:30:15", "08:30:15.250", with "Z",
 * "+01", "+0100" or "+01:00" after it, or nothing; 0 for none.
 */
size_t lec_time_length(lec_str text);

/**
 * The date at the start of `text`, with the time when "T" and one follow. Only white space may
 * part it from what comes then; after a year or a month nothing may come.
 * @return a part of `text`; empty for none.
 */
lec_str lec_date_of(lec_str text);

#endif
