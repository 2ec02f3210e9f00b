/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The whole job: the stages, one after another, each turning one noun into the next.
 * The only file that sees all of them.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/platform.h"
#include "base/str.h"
#include "base/utf8.h"
#include "briefing_checks.h"

#include <lectern/lectern.h>
#include <limits.h>
#include <string.h>
#include <time.h>

/** The nouns of one run, as they come into being. */
typedef struct run {
    const lec_briefing_options *options;
    const char *voices;
    lec_arena arena, scratch;
    const lec_rendition **renditions; /* one for each output */
    lec_document *documents;          /* of all inputs, in their order */
    size_t document_count;
    lec_script script;
    lec_voice *cast;
    lec_speech *speech;
    lec_track *track;
    lec_metadata metadata;
    lec_error *error;
} run;

static const char LANG_DEFAULT[] = "en";

static lec_status prepare(run *r)
{
    return lec_briefing_check(&r->arena, r->scratch, r->options, &r->renditions, r->error);
}

/* ---- intake -------------------------------------------------------------------------------- */

static void tell(run *r, lec_str source, lec_str message)
{
    if (message.len && r->options->on_note) {
        lec_error note = {0};
        (void)lec_fail_at(&note, LEC_DATA, source, 0, 0, "%.*s", LEC_ARG(message));
        note.status = LEC_OK;
        r->options->on_note(r->options->user, &note);
    }
}

static lec_status keep_documents(run *r, const char *input, lec_documents made, size_t *capacity)
{
    for (size_t i = 0; i < made.note_count; i++) {
        tell(r, lec_str_of(input), made.notes[i]);
    }
    for (size_t i = 0; i < made.count; i++) {
        lec_document *grown =
            lec_arena_grow(&r->arena, r->documents, r->document_count, capacity, sizeof *grown);
        if (!grown) {
            return lec_fail_memory(r->error);
        }
        r->documents = grown;
        r->documents[r->document_count++] = made.items[i];
        tell(r, made.items[i].source->name, made.items[i].source->note);
        tell(r, made.items[i].source->name, made.items[i].warning);
    }
    return LEC_OK;
}

static lec_status read_inputs(run *r)
{
    const lec_briefing_options *o = r->options;
    lec_intake_options intake = o->intake;
    size_t capacity = 0;
    lec_status status = r->voices ? LEC_OK : lec_voices_folder(&r->arena, &r->voices, r->error);
    intake.voices = r->voices;
    intake.lang = o->lang ? o->lang : LANG_DEFAULT;
    intake.cancel = o->cancel;
    for (size_t i = 0; status == LEC_OK && i < o->input_count; i++) {
        lec_documents made = {0};
        status = lec_intake(&r->arena, r->scratch, o->inputs[i], &intake, &made, r->error);
        if (status == LEC_OK) {
            status = keep_documents(r, o->inputs[i], made, &capacity);
        }
    }
    return status;
}

/* ---- script -------------------------------------------------------------------------------- */

static lec_str story_lang(const run *r, size_t story)
{
    lec_str named = r->documents[story].facts.lang;
    if (r->options->lang) {
        return lec_str_of(r->options->lang);
    }
    return named.len ? named : lec_str_of(LANG_DEFAULT);
}

/* The rules of a language are loaded once, by the first story that is in it. */
static lec_status story_rules(run *r, lec_script_input *inputs, size_t story)
{
    for (size_t i = 0; i < story; i++) {
        if (lec_str_equal(inputs[i].lang, inputs[story].lang)) {
            inputs[story].rules = inputs[i].rules;
            return LEC_OK;
        }
    }
    return lec_rules_load(&r->arena, r->scratch, r->voices, r->options->intake.rules,
                          inputs[story].lang, &inputs[story].rules, r->error);
}

static lec_status write_script(run *r)
{
    size_t count = r->document_count;
    lec_script_input *inputs = LEC_NEW(&r->arena, count, lec_script_input);
    if (!inputs) {
        return lec_fail_memory(r->error);
    }
    lec_status status = LEC_OK;
    for (size_t i = 0; status == LEC_OK && i < count; i++) {
        inputs[i].document = &r->documents[i];
        inputs[i].lang = story_lang(r, i);
        inputs[i].title = count == 1 ? lec_str_of(r->options->title) : LEC_STR("");
        status = story_rules(r, inputs, i);
    }
    if (status == LEC_OK) {
        status = lec_script_write(&r->arena, r->scratch, inputs, count, r->options->chapters,
                                  &r->script, r->error);
    }
    return status;
}

/* ---- voices and metadata ------------------------------------------------------------------- */

static lec_status find_voice(run *r, size_t story, lec_role role, lec_voice *voice)
{
    const lec_briefing_options *o = r->options;
    const char *name = o->voice[role] ? o->voice[role] : o->voice[LEC_ROLE_STORY];
    lec_status status =
        lec_voice_find(&r->arena, r->scratch, r->voices, r->script.stories[story].lang,
                       lec_str_of(name), voice, r->error);
    if (o->rate_wpm) {
        voice->rate_wpm = o->rate_wpm;
    }
    if (o->pitch) {
        voice->pitch = *o->pitch;
    }
    return status;
}

/* A voice that another role or the story before has already found. */
static const lec_voice *known_voice(const run *r, size_t story, size_t role)
{
    const lec_voice *own = &r->cast[story * LEC_ROLES];
    const char *name = r->options->voice[role];
    if (role != LEC_ROLE_STORY && (!name || name == r->options->voice[LEC_ROLE_STORY])) {
        return &own[LEC_ROLE_STORY];
    }
    bool same_lang = story > 0 && lec_str_equal(r->script.stories[story].lang,
                                                r->script.stories[story - 1].lang);
    return same_lang ? own + role - LEC_ROLES : NULL;
}

static lec_status cast_voices(run *r)
{
    size_t stories = r->script.story_count;
    lec_voice *cast = LEC_NEW(&r->arena, stories * LEC_ROLES, lec_voice);
    if (!cast) {
        return lec_fail_memory(r->error);
    }
    r->cast = cast;
    lec_status status = LEC_OK;
    for (size_t i = 0; status == LEC_OK && i < stories * LEC_ROLES; i++) {
        size_t story = i / LEC_ROLES;
        size_t role = i % LEC_ROLES;
        const lec_voice *known = known_voice(r, story, role);
        if (known) {
            cast[i] = *known;
        } else {
            status = find_voice(r, story, (lec_role)role, &cast[i]);
        }
    }
    return status;
}

static const size_t TITLE_MAX = 200; /* characters; what players show on a line or two */

static lec_str joined_titles(run *r)
{
    lec_buf buf = {.arena = &r->arena};
    for (size_t i = 0; i < r->script.story_count; i++) {
        lec_str title = r->script.stories[i].title;
        lec_buf_printf(&buf, "%s%.*s", i ? "; " : "", LEC_ARG(title));
    }
    return lec_utf8_first(lec_buf_str(&buf), TITLE_MAX);
}

static const lec_engine_info *engine_of(const lec_voice *voice)
{
    size_t count;
    const lec_engine_info *list = lec_engine_list(&count);
    for (size_t i = 0; i < count; i++) {
        if (lec_str_equal(voice->engine, lec_str_of(list[i].name))) {
            return &list[i];
        }
    }
    return &list[0];
}

/* SOURCE_DATE_EPOCH (reproducible-builds.org) as a day, UTC; empty when it is not set. */
static lec_str epoch_day(lec_arena *arena)
{
    const char *value = lec_env("SOURCE_DATE_EPOCH");
    long seconds;
    struct tm day;
    if (!value || !lec_str_to_long(lec_str_of(value), 0, LONG_MAX, &seconds)) {
        return LEC_STR("");
    }
    time_t when = seconds;
    if (!gmtime_r(&when, &day)) {
        return LEC_STR("");
    }
    return lec_arena_printf(arena, "%04d-%02d-%02d", day.tm_year + 1900, day.tm_mon + 1,
                            day.tm_mday);
}

/* What the user said; else what the first document that says something says. */
static lec_str said(const run *r, const char *option, size_t member)
{
    lec_str found = lec_str_of(option);
    for (size_t i = 0; found.len == 0 && i < r->document_count; i++) {
        memcpy(&found, (const char *)&r->documents[i].facts + member, sizeof found);
    }
    return found;
}

static lec_status describe(run *r)
{
    const lec_briefing_options *o = r->options;
    const lec_engine_info *engine = engine_of(&r->cast[LEC_ROLE_STORY]);
    lec_metadata *m = &r->metadata;
    m->title = o->title ? lec_str_of(o->title) : joined_titles(r);
    m->author = said(r, o->author, offsetof(lec_facts, author));
    m->date = said(r, o->date, offsetof(lec_facts, date));
    if (m->date.len == 0) {
        m->date = epoch_day(&r->arena);
    }
    m->comment = lec_arena_printf(&r->arena, "Read by a synthetic voice: %.*s, %s%s%s",
                                  LEC_ARG(r->cast[LEC_ROLE_STORY].name), engine->name,
                                  engine->version[0] ? " " : "", engine->version);
    bool whole = m->title.ptr && m->date.ptr && m->comment.ptr;
    return whole ? LEC_OK : lec_fail_memory(r->error);
}

/* ---- speech and audio ---------------------------------------------------------------------- */

static uint64_t expected_ms(const run *r)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < r->script.line_count; i++) {
        sum += lec_line_expected_ms(&r->script.lines[i], r->cast);
    }
    return sum;
}

static lec_status check_renditions(run *r)
{
    lec_status status = LEC_OK;
    uint64_t ms = expected_ms(r);
    for (size_t i = 0; status == LEC_OK && i < r->options->output_count; i++) {
        status = lec_rendition_check(r->renditions[i], &r->script, lec_speech_rate_hz(r->speech),
                                     ms, r->error);
    }
    return status;
}

/* What is left is estimated from the text, corrected by what was made so far. */
static uint64_t estimate_all(uint64_t made_ms, uint64_t made_estimate_ms, uint64_t all_ms)
{
    return made_estimate_ms ? made_ms * all_ms / made_estimate_ms : all_ms;
}

static lec_status narrate_lines(run *r)
{
    lec_progress progress = {.lines_total = r->script.speech_count};
    uint64_t estimate_ms = 0;
    size_t next = 0;
    for (;;) {
        lec_take take;
        lec_status status = lec_speech_next(r->speech, &take, r->error);
        if (status != LEC_OK || !take.frames) {
            return status;
        }
        status = lec_track_add(r->track, &take, r->error);
        if (status != LEC_OK) {
            return status;
        }
        for (; next <= take.line; next++) {
            estimate_ms += lec_line_estimate_ms(&r->script.lines[next]);
        }
        progress.lines_done++;
        const lec_timeline *timeline = lec_track_timeline(r->track);
        progress.audio_ms = lec_timeline_ms(timeline, timeline->frame_count);
        progress.estimate_ms = estimate_all(progress.audio_ms, estimate_ms, r->script.estimate_ms);
        if (r->options->on_progress) {
            r->options->on_progress(r->options->user, &progress);
        }
    }
}

static lec_status narrate(run *r)
{
    const lec_speech_options speech = {
        .script = &r->script,
        .cast = r->cast,
        .jobs = r->options->jobs ? r->options->jobs : lec_processors(),
        .cancel = r->options->cancel,
    };
    lec_status status = lec_speech_start(&speech, &r->speech, r->error);
    if (status == LEC_OK) {
        status = check_renditions(r);
    }
    if (status == LEC_OK) {
        status = lec_track_start(&r->arena, &r->script, lec_speech_rate_hz(r->speech), &r->track,
                                 r->error);
    }
    if (status == LEC_OK) {
        status = narrate_lines(r);
    }
    return status == LEC_OK ? lec_track_finish(r->track, r->error) : status;
}

/* ---- publish ------------------------------------------------------------------------------- */

static lec_status publish(run *r)
{
    const lec_briefing_options *o = r->options;
    const lec_publication publication = {
        .documents = r->documents,
        .document_count = r->document_count,
        .script = r->script.lines ? &r->script : NULL,
        .cast = r->cast,
        .track = r->track,
        .metadata = r->metadata,
        .cancel = o->cancel,
    };
    lec_status status = LEC_OK;
    for (size_t i = 0; status == LEC_OK && i < o->output_count; i++) {
        if (o->cancel && *o->cancel) {
            return lec_fail(r->error, LEC_INTERRUPTED, "stopped");
        }
        status = lec_rendition_write(r->renditions[i], &publication, o->outputs[i].path, r->scratch,
                                     r->error);
    }
    return status;
}

/* ---- all of it ----------------------------------------------------------------------------- */

/** The stages in order. One runs when an output needs as much. */
static const struct stage {
    lec_need need;
    lec_status (*run)(run *r);
} STAGES[] = {
    {LEC_NEEDS_DOCUMENT, prepare},    {LEC_NEEDS_DOCUMENT, read_inputs},
    {LEC_NEEDS_SCRIPT, write_script}, {LEC_NEEDS_CAST, cast_voices},
    {LEC_NEEDS_TRACK, describe},      {LEC_NEEDS_TRACK, narrate},
    {LEC_NEEDS_DOCUMENT, publish},
};

/* Known once the outputs are; until then nothing but what every run needs. */
static lec_need need_of(const run *r)
{
    lec_need need = LEC_NEEDS_DOCUMENT;
    for (size_t i = 0; r->renditions && i < r->options->output_count; i++) {
        need = r->renditions[i]->needs > need ? r->renditions[i]->needs : need;
    }
    return need;
}

static lec_status run_stages(run *r)
{
    lec_status status = lec_arena_init(&r->arena, 0, r->error);
    if (status == LEC_OK) {
        status = lec_arena_init(&r->scratch, 0, r->error);
    }
    for (size_t i = 0; status == LEC_OK && i < sizeof STAGES / sizeof *STAGES; i++) {
        if (STAGES[i].need <= need_of(r)) {
            status = STAGES[i].run(r);
        }
    }
    return status;
}

static lec_summary summarise(const run *r)
{
    lec_summary summary = {
        .chapter_count = r->script.chapter_count,
        .story_count = r->document_count,
        .sentence_count = r->script.sentence_count,
        .word_count = r->script.word_count,
    };
    for (size_t i = 0; i < r->document_count; i++) {
        lec_tally tally = lec_document_left_out(&r->documents[i]);
        summary.left_out_pieces += tally.pieces;
        summary.left_out_characters += tally.characters;
    }
    if (r->track) {
        const lec_timeline *timeline = lec_track_timeline(r->track);
        summary.audio_ms = lec_timeline_ms(timeline, timeline->frame_count);
    }
    return summary;
}

lec_status lec_briefing(const lec_briefing_options *options, lec_summary *summary, lec_error *error)
{
    run r = {.options = options, .voices = options->voices, .error = error};
    lec_status status = run_stages(&r);
    if (summary && status == LEC_OK) {
        *summary = summarise(&r);
    }
    lec_speech_free(r.speech);
    lec_track_free(r.track);
    lec_arena_free(&r.scratch);
    lec_arena_free(&r.arena);
    return status;
}

lec_status lec_voices_folder(lec_arena *arena, const char **folder, lec_error *error)
{
    *folder = lec_env("LECTERN_VOICES");
    if (*folder) {
        return LEC_OK; /* whoever reads it says what is wrong with it */
    }
    const char *program = lec_program_folder(arena);
    static const char *const beside[] = {"/../share/lectern/voices", "/../voices", "/../../voices"};
    for (size_t i = 0; program && i < sizeof beside / sizeof *beside; i++) {
        *folder = lec_arena_printf(arena, "%s%s", program, beside[i]).ptr;
        if (!*folder) {
            return lec_fail_memory(error);
        }
        if (lec_folder_exists(*folder)) {
            return LEC_OK;
        }
    }
    *folder = LEC_VOICES_INSTALLED;
    if (lec_folder_exists(*folder)) {
        return LEC_OK;
    }
    return lec_fail(error, LEC_UNAVAILABLE,
                    "the folder voices/ is neither beside the program nor at %s; "
                    "name it in LECTERN_VOICES",
                    *folder);
}
