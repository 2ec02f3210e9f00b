/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <lectern/voice.h>

uint64_t lec_line_expected_ms(const lec_line *line, const lec_voice *cast)
{
    uint64_t ms = lec_line_estimate_ms(line);
    if (line->kind != LEC_LINE_SPEECH) {
        return ms;
    }
    int wpm = cast[line->story * (size_t)LEC_ROLES + (size_t)line->speech.role].rate_wpm;
    return wpm > 0 ? ms * LEC_ESTIMATE_WPM / (uint64_t)wpm : ms;
}
