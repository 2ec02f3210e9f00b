/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a name to a voice: NAME.conf in voices/, then espeak-ng's own catalogue. */
#include "speech/voice.h"
#include "base/arena.h"
#include "base/error.h"
#include "base/near.h"
#include "base/platform.h"
#include "base/settings.h"
#include "base/str.h"
#include "speech/catalogue.h"
#include "speech/engine.h"
#include "speech/manner.h"

/* What NAME.conf may say. */
typedef struct voice_file {
    lec_str engine, name, variant, lang, description;
    int rate_wpm, pitch, range;
} voice_file;

#define TEXT(word, member)                                                                         \
    {                                                                                              \
        .section = "voice", .key = (word), .offset = offsetof(voice_file, member)                  \
    }
#define NUMBER(word, least, most, member)                                                          \
    {                                                                                              \
        .section = "voice", .key = (word), .min = (least), .max = (most),                          \
        .offset = offsetof(voice_file, member)                                                     \
    }

static const lec_setting vocabulary[] = {
    TEXT("engine", engine),
    TEXT("name", name),
    TEXT("variant", variant),
    TEXT("lang", lang),
    TEXT("description", description),
    NUMBER("rate", LEC_RATE_MIN, LEC_RATE_MAX, rate_wpm),
    NUMBER("pitch", LEC_PITCH_MIN, LEC_PITCH_MAX, pitch),
    NUMBER("range", 0, 100, range),
};

#define SUFFIX        LEC_STR(".conf")
#define LANGUAGE_FILE LEC_STR("lang.conf")

/* ---- names --------------------------------------------------------------------------------- */

/* May stand in a file's name: nothing that leads out of the folder. */
static bool is_file_name(lec_str name)
{
    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] == '/' || name.ptr[i] == '.' || name.ptr[i] == '\0') {
            return false;
        }
    }
    return name.len > 0 && !lec_str_equal_nocase(name, LEC_STR("lang"));
}

lec_str lec_voice_of_file(lec_str file)
{
    bool is_voice = lec_str_ends(file, SUFFIX) && !lec_str_equal(file, LANGUAGE_FILE);
    return lec_str_slice(file, 0, is_voice ? file.len - SUFFIX.len : 0);
}

static void offer_ours(const lec_voice_search *s, lec_arena *arena, lec_near *near)
{
    const lec_str *folders = NULL;
    size_t folder_count = 0;
    if (lec_folder_list(arena, s->voices, &folders, &folder_count, NULL) != LEC_OK) {
        return;
    }
    for (size_t i = 0; i < folder_count; i++) {
        const char *path = lec_arena_printf(arena, "%s/%.*s", s->voices, LEC_ARG(folders[i])).ptr;
        const lec_str *files = NULL;
        size_t count = 0;
        if (!path || lec_folder_list(arena, path, &files, &count, NULL) != LEC_OK) {
            continue;
        }
        for (size_t k = 0; k < count; k++) {
            lec_near_offer(near, lec_voice_of_file(files[k]));
        }
    }
}

static lec_status no_such_voice(const lec_voice_search *s, lec_arena scratch, lec_str name,
                                const lec_catalogue *catalogue)
{
    lec_near near = {.wanted = name};
    offer_ours(s, &scratch, &near);
    for (size_t i = 0; i < catalogue->entry_count; i++) {
        const lec_entry *entry = &catalogue->entries[i];
        for (size_t k = 0; k < entry->code_count; k++) {
            lec_near_offer(&near, entry->codes[k].code);
        }
        lec_near_offer(&near, entry->path);
        lec_near_offer(&near, entry->name);
    }
    return lec_fail(s->error, LEC_UNAVAILABLE,
                    "there is no voice or language \"%.*s\"%.*s; --list-voices shows all",
                    LEC_ARG(name), LEC_ARG(lec_near_list(&scratch, &near)));
}

/* ---- espeak-ng's voices -------------------------------------------------------------------- */

/* Takes the variant's name as its file has it: the library wants the very letters. */
static lec_status find_variant(const lec_voice_search *s, lec_arena scratch, lec_str wanted,
                               lec_str *variant)
{
    const lec_str *names = NULL;
    size_t count = 0;
    lec_near near = {.wanted = wanted};
    lec_status status = lec_variants_read(&scratch, s->espeak, &names, &count, s->error);
    if (status != LEC_OK) {
        return status;
    }
    for (size_t i = 0; i < count; i++) {
        if (lec_str_equal_nocase(names[i], wanted)) {
            *variant = lec_arena_str(s->arena, names[i]);
            return variant->ptr ? LEC_OK : lec_fail_memory(s->error);
        }
        lec_near_offer(&near, names[i]);
    }
    return lec_fail(s->error, LEC_UNAVAILABLE, "voice \"%.*s\": there is no variant \"%.*s\"%.*s",
                    LEC_ARG(s->asked), LEC_ARG(wanted), LEC_ARG(lec_near_list(&scratch, &near)));
}

/* "de-AT" is a language, to be spoken as German; "no-such-voice" is only a name. */
static bool is_language(lec_str name)
{
    lec_str language = lec_tag_parent(name);
    return lec_tag_parent(language).len == 0 && name.len - language.len <= sizeof "-419" - 1;
}

static lec_status find_path(const lec_voice_search *s, lec_arena scratch, lec_str name,
                            lec_str *path, lec_str *lang)
{
    if (lec_espeak_has(scratch, s->espeak, name)) {
        *path = name;
        *lang = lec_str_slice(name, lec_str_find(name, '/', 0) + 1, name.len);
        *lang = lang->len ? *lang : name;
        return LEC_OK;
    }
    lec_catalogue catalogue;
    lec_status status = lec_catalogue_read(s->arena, scratch, s->espeak, &catalogue, s->error);
    if (status != LEC_OK) {
        return status;
    }
    bool exact = s->by_name && !is_language(name);
    const lec_entry *entry =
        exact ? lec_catalogue_find(&catalogue, name) : lec_catalogue_lookup(&catalogue, name);
    if (!entry) {
        return no_such_voice(s, scratch, name, &catalogue);
    }
    *path = entry->path;
    *lang = lec_entry_code(entry);
    return LEC_OK;
}

/* Sets the engine's name for a voice, and its language. */
static lec_status find_espeak(const lec_voice_search *s, lec_arena scratch, lec_str name,
                              lec_str variant, lec_voice *voice)
{
    lec_str path = {0}, file = {0};
    lec_status status = find_path(s, scratch, name, &path, &voice->lang);
    if (status == LEC_OK && variant.len > 0) {
        status = find_variant(s, scratch, variant, &file);
    }
    if (status != LEC_OK) {
        return status;
    }
    voice->engine = lec_str_of(lec_engine_espeak.name);
    voice->engine_voice =
        lec_arena_printf(s->arena, "%.*s%s%.*s", LEC_ARG(path), file.len ? "+" : "", LEC_ARG(file));
    if (!voice->engine_voice.ptr) {
        return lec_fail_memory(s->error);
    }
    if (voice->engine_voice.len > LEC_ESPEAK_NAME_MAX) {
        return lec_fail(s->error, LEC_UNAVAILABLE, "voice \"%.*s\": its name is too long",
                        LEC_ARG(s->asked));
    }
    return LEC_OK;
}

/* ---- our voices ---------------------------------------------------------------------------- */

static lec_status settle_engine(const lec_voice_search *s, lec_arena scratch, const char *path,
                                const voice_file *file, lec_str variant, lec_voice *voice)
{
    size_t count;
    const lec_engine *const *engines = lec_engines(&count);
    if (!lec_engine_named(engines, count, file->engine)) {
        return lec_fail_at(s->error, LEC_DATA, lec_str_of(path), 0, 0,
                           "there is no engine \"%.*s\"", LEC_ARG(file->engine));
    }
    if (lec_str_equal(file->engine, lec_str_of(lec_engine_espeak.name))) {
        return find_espeak(s, scratch, file->name, variant, voice);
    }
    if (variant.len > 0) {
        return lec_fail(s->error, LEC_UNAVAILABLE, "voice \"%.*s\" has no variants",
                        LEC_ARG(s->asked));
    }
    voice->engine = file->engine;
    voice->engine_voice = file->name;
    return LEC_OK;
}

lec_status lec_voice_read(const lec_voice_search *s, lec_arena scratch, lec_str folder,
                          lec_str name, lec_str variant, lec_voice *voice)
{
    lec_manner language;
    const char *path =
        lec_arena_printf(s->arena, "%s/%.*s/%.*s.conf", s->voices, LEC_ARG(folder), LEC_ARG(name))
            .ptr;
    if (!path) {
        return lec_fail_memory(s->error);
    }
    lec_status status = lec_manner_read(s->arena, scratch, s->voices, folder, &language, s->error);
    if (status != LEC_OK) {
        return status;
    }
    voice_file file = {.engine = lec_str_of(lec_engine_espeak.name),
                       .name = folder,
                       .lang = folder,
                       .description = LEC_STR(""),
                       .rate_wpm = language.rate_wpm,
                       .pitch = language.pitch,
                       .range = LEC_VOICE_RANGE};
    status =
        lec_settings_read(s->arena, scratch, path, LEC_VOCABULARY(vocabulary), &file, s->error);
    if (status == LEC_OK) {
        status =
            settle_engine(s, scratch, path, &file, variant.len ? variant : file.variant, voice);
    }
    voice->name = s->asked;
    voice->lang = file.lang;
    voice->description = file.description;
    voice->rate_wpm = file.rate_wpm;
    voice->pitch = file.pitch;
    voice->range = file.range;
    return status;
}

/* Looks in the language's folder first, then in all; *found is empty when it is in none. */
static lec_status folder_with(const lec_voice_search *s, lec_arena *arena, lec_str first,
                              lec_str name, lec_str *found)
{
    const lec_str *folders = NULL;
    size_t count = 0;
    *found = LEC_STR("");
    if (!is_file_name(name)) {
        return LEC_OK;
    }
    lec_status status = lec_folder_list(arena, s->voices, &folders, &count, s->error);
    for (size_t i = 0; status == LEC_OK && found->len == 0 && i <= count; i++) {
        lec_str folder = i == 0 ? first : folders[i - 1];
        lec_arena scratch = *arena;
        const char *path = lec_arena_printf(&scratch, "%s/%.*s/%.*s.conf", s->voices,
                                            LEC_ARG(folder), LEC_ARG(name))
                               .ptr;
        if (!path) {
            status = lec_fail_memory(s->error);
        } else if (lec_file_exists(path)) {
            *found = folder;
        }
    }
    return status;
}

/* ---- finding ------------------------------------------------------------------------------- */

/* Our files are named in lower case. */
static lec_str lower(lec_arena *arena, lec_str s)
{
    char *copy = lec_arena_cstr(arena, s);
    for (size_t i = 0; copy && i < s.len; i++) {
        copy[i] = (char)(copy[i] >= 'A' && copy[i] <= 'Z' ? copy[i] - 'A' + 'a' : copy[i]);
    }
    return (lec_str){copy, copy ? s.len : 0};
}

static lec_status resolve(const lec_voice_search *s, lec_arena scratch, const lec_manner *language,
                          lec_str name, lec_str variant, lec_voice *voice)
{
    lec_str folder;
    lec_str file = lower(s->arena, name);
    if (!file.ptr) {
        return lec_fail_memory(s->error);
    }
    lec_status status = folder_with(s, s->arena, language->language.tag, file, &folder);
    if (status == LEC_OK && folder.len > 0) {
        return lec_voice_read(s, scratch, folder, file, variant, voice);
    }
    if (status == LEC_OK) {
        status = find_espeak(s, scratch, name, variant, voice);
    }
    lec_manner spoken;
    if (status == LEC_OK) {
        status = lec_manner_read(s->arena, scratch, s->voices, voice->lang, &spoken, s->error);
    }
    if (status == LEC_OK) {
        voice->name = s->asked;
        voice->description = LEC_STR("");
        voice->rate_wpm = spoken.rate_wpm;
        voice->pitch = spoken.pitch;
        voice->range = LEC_VOICE_RANGE;
    }
    return status;
}

static lec_status has_file(const lec_voice_search *s, lec_arena scratch, const char *folder,
                           lec_str tag, bool *has)
{
    lec_str file = lower(&scratch, tag);
    const char *path = lec_arena_printf(&scratch, "%s/%.*s.conf", folder, LEC_ARG(file)).ptr;
    *has = path && is_file_name(tag) && lec_file_exists(path);
    return file.ptr && path ? LEC_OK : lec_fail_memory(s->error);
}

/* A tag that says more than the name of its folder may have a voice of its own, as "en-GB" has in
 * en/: a file of ours, else a code of espeak-ng's. *name is empty when it has none. */
static lec_status find_regional(const lec_voice_search *s, lec_arena scratch,
                                const lec_language *language, lec_str lang, lec_str *name)
{
    lec_catalogue catalogue = {0};
    lec_status status = LEC_OK;
    *name = LEC_STR("");
    if (!lec_str_equal_nocase(lec_str_slice(lang, 0, language->tag.len), language->tag)) {
        return LEC_OK;
    }
    for (lec_str tag = lang; status == LEC_OK && name->len == 0 && tag.len > language->tag.len;
         tag = lec_tag_parent(tag)) {
        bool has = false;
        status = has_file(s, scratch, language->folder, tag, &has);
        if (status == LEC_OK && !has && catalogue.entry_count == 0) {
            status = lec_catalogue_read(s->arena, scratch, s->espeak, &catalogue, s->error);
        }
        if (has || (status == LEC_OK && lec_catalogue_code(&catalogue, tag))) {
            *name = tag;
        }
    }
    return status;
}

lec_status lec_voice_find(lec_arena *arena, lec_arena scratch, const char *voices, lec_str lang,
                          lec_str name, lec_voice *voice, lec_error *error)
{
    *voice = (lec_voice){0};
    lec_manner language;
    lec_cut asked = lec_str_cut(name, '+');
    lec_status status = lec_manner_read(arena, scratch, voices, lang, &language, error);
    lec_str variant = asked.tail, wanted = asked.head;
    if (status == LEC_OK && wanted.len > 0) {
        /* A language that has a folder is asked for by its folder's name: its default voice. */
        lec_manner named;
        status = lec_manner_read(arena, scratch, voices, wanted, &named, error);
        if (status == LEC_OK && lec_str_equal_nocase(named.language.tag, wanted)) {
            language = named;
            lang = wanted;
            wanted = LEC_STR("");
        }
    }
    if (status != LEC_OK) {
        return status;
    }
    lec_voice_search s = {.arena = arena,
                          .voices = voices,
                          .espeak = lec_espeak_folder(),
                          .asked = name,
                          .by_name = wanted.len > 0,
                          .error = error};
    if (wanted.len == 0) {
        status = find_regional(&s, scratch, &language.language, lang, &wanted);
    }
    if (wanted.len == 0) {
        lec_cut given = lec_str_cut(language.voice, '+');
        wanted = given.head.len ? given.head : lang;
        variant = variant.len ? variant : given.tail;
    }
    s.asked = lec_arena_str(arena, name.len ? name : wanted);
    if (status == LEC_OK && !s.asked.ptr) {
        status = lec_fail_memory(error);
    }
    return status == LEC_OK ? resolve(&s, scratch, &language, wanted, variant, voice) : status;
}
