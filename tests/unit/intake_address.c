/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which addresses may be fetched from. */
#include "intake/fetch_address.h"
#include "intake_fixture.h"

#include <arpa/inet.h>

static bool is_public(const char *text)
{
    unsigned char bytes[16];
    bool six = strchr(text, ':') != NULL;
    assert_int_equal(inet_pton(six ? AF_INET6 : AF_INET, text, bytes), 1);
    return lec_address_is_public(bytes, six ? 16 : 4);
}

static void addresses_that_are_open_to_all(void **state)
{
    (void)state;
    static const char *const OPEN[] = {
        "1.1.1.1",      "9.255.255.255",  "11.0.0.0",      "100.63.255.255", "100.128.0.0",
        "126.0.0.1",    "128.0.0.1",      "172.15.0.1",    "172.32.0.1",     "192.167.255.255",
        "192.169.0.1",  "198.17.0.1",     "198.20.0.1",    "223.255.255.1",  "2606:4700::1111",
        "2a00:1450::1", "64:ff9b::101:1", "2001:4860::88",
    };
    for (size_t i = 0; i < sizeof OPEN / sizeof *OPEN; i++) {
        assert_true(is_public(OPEN[i]));
    }
}

static void addresses_that_are_not(void **state)
{
    (void)state;
    static const char *const CLOSED[] = {
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.255",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:1.1.1.1",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "100::1",
        "fc00::1",
        "fdff::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "2001::1",
        "2002:7f00:1::",
        "3fff::1",
        "64:ff9b::10.0.0.1",
    };
    for (size_t i = 0; i < sizeof CLOSED / sizeof *CLOSED; i++) {
        assert_false(is_public(CLOSED[i]));
    }
    assert_false(lec_address_is_public((const unsigned char *)"local", 5));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_that_are_open_to_all),
        cmocka_unit_test(addresses_that_are_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
