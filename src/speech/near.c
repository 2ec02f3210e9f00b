/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "speech/near.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

#define NAME_MAX_BYTES 48
#define FAR            (NAME_MAX_BYTES + 1)

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Levenshtein's distance, in bytes, without regard to ASCII case; one row at a time. */
static size_t edit_distance(lec_str a, lec_str b)
{
    if (a.len > NAME_MAX_BYTES || b.len > NAME_MAX_BYTES) {
        return FAR;
    }
    size_t row[NAME_MAX_BYTES + 1];
    for (size_t j = 0; j <= b.len; j++) {
        row[j] = j;
    }
    for (size_t i = 0; i < a.len; i++) {
        size_t diagonal = row[0];
        row[0] = i + 1;
        for (size_t j = 0; j < b.len; j++) {
            bool same =
                lec_str_equal_nocase(lec_str_slice(a, i, i + 1), lec_str_slice(b, j, j + 1));
            size_t changed = diagonal + (same ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = least(changed, least(row[j], row[j + 1]) + 1);
        }
    }
    return row[b.len];
}

/* A name that goes on where the wanted one ends is near: "english" is meant by "English (US)". */
static size_t distance(lec_str wanted, lec_str name)
{
    bool begins = wanted.len >= 3 && wanted.len < name.len &&
                  lec_str_equal_nocase(wanted, lec_str_slice(name, 0, wanted.len));
    return begins ? 1 : edit_distance(wanted, name);
}

void lec_near_offer(lec_near *near, lec_str name)
{
    size_t d = distance(near->wanted, name);
    if (d > (near->wanted.len < 6 ? 2 : near->wanted.len / 3) || d >= name.len) {
        return;
    }
    size_t at = near->count;
    for (size_t i = 0; i < near->count; i++) {
        if (lec_str_equal_nocase(near->names[i], name)) {
            return;
        }
        int order = lec_str_compare(name, near->names[i]);
        if (at == near->count &&
            (d < near->distances[i] || (d == near->distances[i] && order < 0))) {
            at = i;
        }
    }
    if (at == LEC_NEAR_MAX) {
        return;
    }
    near->count = least(near->count + 1, LEC_NEAR_MAX);
    for (size_t i = near->count - 1; i > at; i--) {
        near->names[i] = near->names[i - 1];
        near->distances[i] = near->distances[i - 1];
    }
    near->names[at] = name;
    near->distances[at] = d;
}

lec_str lec_near_list(lec_arena *arena, const lec_near *near)
{
    lec_buf buf = {.arena = arena};
    for (size_t i = 0; i < near->count; i++) {
        lec_buf_add(&buf, i == 0 ? LEC_STR("; near: ") : LEC_STR(", "));
        lec_buf_add(&buf, near->names[i]);
    }
    return lec_buf_str(&buf);
}
