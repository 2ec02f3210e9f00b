/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/near.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

enum { NAME_MAX_BYTES = 48 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static bool same_at(lec_str a, size_t i, lec_str b, size_t k)
{
    return lec_str_equal_nocase(lec_str_slice(a, i, i + 1), lec_str_slice(b, k, k + 1));
}

size_t lec_near_distance(lec_str a, lec_str b)
{
    /* edits[i][k]: between the first i bytes of a and the first k of b */
    size_t edits[NAME_MAX_BYTES + 1][NAME_MAX_BYTES + 1];
    if (a.len > NAME_MAX_BYTES || b.len > NAME_MAX_BYTES) {
        return SIZE_MAX;
    }
    for (size_t i = 0; i <= a.len; i++) {
        for (size_t k = 0; k <= b.len; k++) {
            if (i == 0 || k == 0) {
                edits[i][k] = i + k;
                continue;
            }
            size_t changed = edits[i - 1][k - 1] + (same_at(a, i - 1, b, k - 1) ? 0 : 1);
            edits[i][k] = least(changed, least(edits[i - 1][k], edits[i][k - 1]) + 1);
            if (i > 1 && k > 1 && same_at(a, i - 1, b, k - 2) && same_at(a, i - 2, b, k - 1)) {
                edits[i][k] = least(edits[i][k], edits[i - 2][k - 2] + 1);
            }
        }
    }
    return edits[a.len][b.len];
}

/* A name that goes on where the wanted one ends is near: "english" is meant by "English (US)". */
static size_t distance(lec_str wanted, lec_str name)
{
    bool begins = wanted.len >= 3 && wanted.len < name.len &&
                  lec_str_equal_nocase(wanted, lec_str_slice(name, 0, wanted.len));
    return begins ? 1 : lec_near_distance(wanted, name);
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
