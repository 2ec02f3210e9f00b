/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/fetch_address.h"

typedef struct block {
    unsigned char bytes[16];
    unsigned bits; /* that all addresses of the block have in common */
} block;

static const block CLOSED_V4[] = {
    {{0}, 8},             /* this network */
    {{10}, 8},            /* private */
    {{100, 64}, 10},      /* shared by the customers of a provider */
    {{127}, 8},           /* loopback */
    {{169, 254}, 16},     /* link-local */
    {{172, 16}, 12},      /* private */
    {{192, 0, 0}, 24},    /* protocol assignments */
    {{192, 0, 2}, 24},    /* documentation */
    {{192, 88, 99}, 24},  /* relays from IPv6 */
    {{192, 168}, 16},     /* private */
    {{198, 18}, 15},      /* tests of networks */
    {{198, 51, 100}, 24}, /* documentation */
    {{203, 0, 113}, 24},  /* documentation */
    {{224}, 4},           /* multicast */
    {{240}, 4},           /* reserved, and broadcast */
};

/* All that is public is global unicast; IPv4 addresses in disguise are not taken. */
static const block GLOBAL_V6 = {{0x20}, 3};

static const block CLOSED_V6[] = {
    {{0x20, 0x01}, 23},             /* protocol assignments, tunnels */
    {{0x20, 0x01, 0x0D, 0xB8}, 32}, /* documentation */
    {{0x20, 0x02}, 16},             /* tunnels that hold an IPv4 address */
    {{0x3F, 0xFF}, 20},             /* documentation */
};

/* A translator's, where there is no IPv4; the last four bytes are the IPv4 address. */
static const block TRANSLATED = {{0x00, 0x64, 0xFF, 0x9B}, 96};

static bool is_in(const block *b, const unsigned char *bytes)
{
    for (unsigned bit = 0; bit < b->bits; bit++) {
        unsigned mask = 0x80U >> (bit % 8);
        if ((b->bytes[bit / 8] ^ bytes[bit / 8]) & mask) {
            return false;
        }
    }
    return true;
}

static bool is_in_any(const block *blocks, size_t count, const unsigned char *bytes)
{
    size_t i = 0;
    while (i < count && !is_in(&blocks[i], bytes)) {
        i++;
    }
    return i < count;
}

#define IN_ANY(blocks, bytes) is_in_any((blocks), sizeof(blocks) / sizeof *(blocks), (bytes))

bool lec_address_is_public(const unsigned char *bytes, size_t length)
{
    if (length == 4) {
        return !IN_ANY(CLOSED_V4, bytes);
    }
    if (length != 16) {
        return false;
    }
    return is_in(&TRANSLATED, bytes) ? !IN_ANY(CLOSED_V4, bytes + 12)
                                     : is_in(&GLOBAL_V6, bytes) && !IN_ANY(CLOSED_V6, bytes);
}
