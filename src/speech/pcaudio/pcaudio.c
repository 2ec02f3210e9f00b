/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An audio device that there is none of, under the name of libpcaudio.
 *
 * espeak-ng is linked with libpcaudio to play sound, which we never ask of it. The real one brings
 * in PulseAudio, X11 and D-Bus: they take a fifth of the start of a short run, their pages are
 * copied at each fork of a speaking process, and PulseAudio leaves folders in HOME. The program
 * names this library before espeak-ng, so the loader takes it for both.
 *
 * Of the interface, <pcaudiolib/audio.h> 1.2, it has what espeak-ng calls.
 */
#include <errno.h>
#include <stddef.h>
#include <stdint.h>

struct audio_object;

/* NULL is what the real one returns where there is no device; espeak-ng passes it on. */
struct audio_object *create_audio_device_object(const char *device, const char *application,
                                                const char *description);
int audio_object_open(struct audio_object *object, int format, uint32_t rate, uint8_t channels);
void audio_object_close(struct audio_object *object);
void audio_object_destroy(struct audio_object *object);
int audio_object_write(struct audio_object *object, const void *data, size_t bytes);
int audio_object_drain(struct audio_object *object);
int audio_object_flush(struct audio_object *object);
const char *audio_object_strerror(struct audio_object *object, int error);

struct audio_object *create_audio_device_object(const char *device, const char *application,
                                                const char *description)
{
    (void)device, (void)application, (void)description;
    return NULL;
}

int audio_object_open(struct audio_object *object, int format, uint32_t rate, uint8_t channels)
{
    (void)object, (void)format, (void)rate, (void)channels;
    return ENODEV;
}

void audio_object_close(struct audio_object *object)
{
    (void)object;
}

void audio_object_destroy(struct audio_object *object)
{
    (void)object;
}

int audio_object_write(struct audio_object *object, const void *data, size_t bytes)
{
    (void)object, (void)data, (void)bytes;
    return ENODEV;
}

int audio_object_drain(struct audio_object *object)
{
    (void)object;
    return 0;
}

int audio_object_flush(struct audio_object *object)
{
    (void)object;
    return 0;
}

const char *audio_object_strerror(struct audio_object *object, int error)
{
    (void)object, (void)error;
    return "no audio device";
}
