/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which addresses of the net are open to all. */
#ifndef LEC_INTAKE_FETCH_ADDRESS_H
#define LEC_INTAKE_FETCH_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>

/**
 * Whether an address is of the public net: not of a private network, this machine or its link, nor
 * multicast, documentation, tests or other special use (the IANA registries of RFC 6890).
 * @param bytes in network order. @param length 4 of IPv4, 16 of IPv6; any other is not public.
 */
bool lec_address_is_public(const unsigned char *bytes, size_t length);

#endif
