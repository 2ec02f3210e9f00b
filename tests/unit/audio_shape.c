/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audio/shape.h"
#include "audio_fixture.h"

#include <stdlib.h>

static void test_silence_is_cut(void **state)
{
    lec_take take = tone_take(*state, 0, 100, 50, 200);
    lec_frames sound = lec_shape_sound(take.frames, take.frame_count, RATE);
    assert_int_equal(sound.start, 100 - EDGE);
    assert_int_equal(sound.end, 150 + EDGE);
}

static void test_edges_stay_inside(void **state)
{
    lec_take take = tone_take(*state, 0, 2, 50, 3);
    lec_frames sound = lec_shape_sound(take.frames, take.frame_count, RATE);
    assert_int_equal(sound.start, 0);
    assert_int_equal(sound.end, 55);
}

static void test_silence_within_is_kept(void **state)
{
    int16_t frames[300] = {0};
    (void)state;
    frames[50] = 100;
    frames[250] = -100;
    lec_frames sound = lec_shape_sound(frames, 300, RATE);
    assert_int_equal(sound.start, 50 - EDGE);
    assert_int_equal(sound.end, 251 + EDGE);
}

static void test_silent_takes(void **state)
{
    int16_t frames[300] = {0};
    (void)state;
    for (size_t i = 0; i < 300; i++) {
        frames[i] = i % 2 ? 15 : -15; /* hiss below the threshold */
    }
    lec_frames sound = lec_shape_sound(frames, 300, RATE);
    assert_int_equal(sound.start, sound.end);
    sound = lec_shape_sound(NULL, 0, RATE);
    assert_int_equal(sound.start, sound.end);
}

static void test_soft_consonant_is_kept(void **state)
{
    int16_t frames[400] = {0};
    (void)state;
    for (size_t i = 100; i < 300; i++) {
        frames[i] = i % 2 ? 40 : -40; /* -58 dBFS */
    }
    lec_frames sound = lec_shape_sound(frames, 400, RATE);
    assert_int_equal(sound.start, 100 - EDGE);
    assert_int_equal(sound.end, 300 + EDGE);
}

enum { HIGH_RATE = 22050, HIGH_EDGE = 110 };

static void test_fades(void **state)
{
    enum { COUNT = 1000 };
    int16_t in[COUNT], out[COUNT];
    (void)state;
    for (size_t i = 0; i < COUNT; i++) {
        in[i] = INT16_MIN;
    }
    lec_shape_copy(in, COUNT, HIGH_RATE, 0, COUNT, out);
    assert_int_equal(out[0], 0);
    assert_int_equal(out[COUNT - 1], 0);
    for (size_t i = 0; i < HIGH_EDGE; i++) {
        assert_true(out[i + 1] <= out[i]);
        assert_true(abs(out[i + 1] - out[i]) < 32768 * 2 / HIGH_EDGE);
        assert_int_equal(out[i], out[COUNT - 1 - i]);
    }
    for (size_t i = HIGH_EDGE; i < COUNT - HIGH_EDGE; i++) {
        assert_int_equal(out[i], INT16_MIN);
    }
    assert_int_equal(out[HIGH_EDGE / 2], INT16_MIN / 2);
}

static void test_pieces_make_the_whole(void **state)
{
    enum { COUNT = 777 };
    int16_t in[COUNT], whole[COUNT], pieces[COUNT];
    (void)state;
    for (int i = 0; i < COUNT; i++) {
        in[i] = (int16_t)(i * 7919 % 65536 - 32768);
    }
    lec_shape_copy(in, COUNT, HIGH_RATE, 0, COUNT, whole);
    for (size_t step = 1; step < 300; step += 37) {
        for (size_t i = 0; i < COUNT; i += step) {
            size_t count = COUNT - i < step ? COUNT - i : step;
            lec_shape_copy(in, COUNT, HIGH_RATE, i, count, pieces + i);
        }
        assert_memory_equal(pieces, whole, sizeof whole);
    }
}

static void test_short_sounds(void **state)
{
    int16_t in[] = {1000, 1000, 1000, 1000, 1000};
    int16_t out[5] = {0};
    (void)state;
    lec_shape_copy(in, 0, HIGH_RATE, 0, 0, out);
    lec_shape_copy(in, 1, HIGH_RATE, 0, 1, out);
    assert_int_equal(out[0], 1000);
    lec_shape_copy(in, 5, HIGH_RATE, 0, 5, out);
    const int16_t expected[] = {0, 500, 1000, 500, 0};
    assert_memory_equal(out, expected, sizeof out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ARENA_TEST(test_silence_is_cut),
        ARENA_TEST(test_edges_stay_inside),
        cmocka_unit_test(test_silence_within_is_kept),
        cmocka_unit_test(test_silent_takes),
        cmocka_unit_test(test_soft_consonant_is_kept),
        cmocka_unit_test(test_fades),
        cmocka_unit_test(test_pieces_make_the_whole),
        cmocka_unit_test(test_short_sounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
