/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Usage: allocations FOLDER VOICES [LIMIT [AT]]
 *
 * Memory that runs out, at every point: counts the allocations of a good run of the whole pipeline
 * with every rendition, then fails each in turn, once, and once more with all that follow. A run
 * must then either succeed with the same bytes, or end in a clean error: a status and a message,
 * each output as it was or whole, nothing else in the folder, no process and no descriptor left.
 * Of more allocations than LIMIT (0: no limit) a spread is tried; with AT, only that one, to look
 * into it. FOLDER is made and emptied.
 */
#include "../unit/zip_fixture.h"
#include "failing.h"

#include <lectern/lectern.h>

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { OUTPUTS_MAX = 32, PATH_SIZE = 512, RUN_SECONDS = 60, FRAMES = 32 };

/* Exit statuses of a run, beside lec_status. */
enum { BAD = 1, OUTLIVED = 2, CRASHED_ELSEWHERE = 3 };

static const char OLD[] = "what stood here before\n";

/* A block of each kind, and something for each kind of rule. */
#define ARTICLE                                                                                    \
    "The Lamplighters\n"                                                                           \
    "================\n\n"                                                                         \
    "Dr. Ada Moss counted 1,204 lamps in St. James Street, e.g. the one by the well. \"Who lit\n"  \
    "them?\" she asked.\n\n"                                                                       \
    "Names\n"                                                                                      \
    "-----\n\n"                                                                                    \
    "- Orla, at 6.30 p.m.\n"                                                                       \
    "- Piet & Sons\n\n"                                                                            \
    "> Nobody walks home in the dark \xe2\x80\x94 not here.\n\n"                                   \
    "The last one burns until 5\xc2\xa0"                                                           \
    "a.m. in winter.\n"

/* A little of each format that is read without another program. */
static const struct input {
    const char *name, *text;
} INPUTS[] = {
    {"article.txt", ARTICLE},
    {"page.html",
     "<!DOCTYPE html><html lang=en><head><title>The Well | Ash Street</title>"
     "<script type='application/ld+json'>{\"headline\": \"The Well\"}</script></head><body>"
     "<nav><a href='/'>Home</a> <a href='/news'>News</a></nav><article><h1>The Well</h1>"
     "<p>It was dug in a dry year, by four people, with two spades &amp; a rope.</p>"
     "<ol><li>The first found sand.</ol><table><tr><th>Year<th>Depth<tr><td>1<td>9 m</table>"
     "<figure><img alt='A rope'><figcaption>The rope.</figcaption></figure>"
     "<p>The <i lang=de>Brunnen</i> holds water<sup><a href='#n'>1</a></sup> to this day.</p>"
     "<aside id=n role=doc-footnote>1. It does.</aside></article></body></html>"},
    {"notes.md",
     "---\ntitle: Ropes\n---\n# Ropes\n\nA rope is *long*[^1], a [knot](k.html) `short`.\n\n"
     "- [x] coil it\n\n|a|b|\n|-|-|\n|1|2|\n\n[^1]: As a rule.\n"},
    {"feed.xml",
     "<?xml version='1.0'?><rss version='2.0'><channel><title>Ash Street</title>"
     "<item><title>Rain</title><pubDate>Mon, 03 Nov 2025 08:00:00 GMT</pubDate>"
     "<description>&lt;p&gt;It rained on the street all day, and on the well.&lt;/p&gt;"
     "</description></item><item><title>Sun</title><description>It shone on the street all "
     "day, and on the well.</description></item></channel></rss>"},
    {"feed.json",
     "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Ash\", \"items\": [{\"id\": "
     "\"1\", \"title\": \"Snow\", \"content_text\": \"It snowed all night on the street.\"}]}"},
    {"mail.eml",
     "From: Ann <a@b.example>\r\nSubject: =?utf-8?Q?The_caf=C3=A9?=\r\nMIME-Version: 1.0\r\n"
     "Content-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; "
     "charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nThe caf=E9 is "
     "open again from Monday.\r\n\r\n-- \r\nAnn\r\n--x--\r\n"},
    {"speech.ssml",
     "<?xml version='1.0'?><speak version='1.1' xmlns='http://www.w3.org/2001/10/synthesis' "
     "xml:lang='en'><p><s>It is <emphasis>six</emphasis>.</s><break time='1s'/><s>The <sub "
     "alias='street lamp'>lamp</sub> burns.</s></p></speak>"},
    {"book.epub", NULL},
};

enum { INPUT_COUNT = sizeof INPUTS / sizeof *INPUTS };

typedef struct file {
    char *bytes;
    size_t size;
} file;

typedef struct plan {
    const char *folder, *voices;
    char inputs[INPUT_COUNT][PATH_SIZE];
    char paths[OUTPUTS_MAX][PATH_SIZE];
    lec_output outputs[OUTPUTS_MAX];
    file good[OUTPUTS_MAX];
    size_t count;
    long crashed_elsewhere; /* runs that a fault of another library's own ended */
} plan;

/* ---- files ----------------------------------------------------------------------------------- */

_Noreturn static void stop(const char *what)
{
    fprintf(stderr, "allocations: cannot %s: %s\n", what, strerror(errno));
    exit(1);
}

static void need(bool held, const char *what)
{
    if (!held) {
        stop(what);
    }
}

static DIR *folder_open(const char *path)
{
    DIR *folder = opendir(path);
    if (!folder) {
        stop(path);
    }
    return folder;
}

static file file_read(const char *path)
{
    FILE *in = fopen(path, "rb");
    need(in != NULL, path);
    struct stat info;
    need(fstat(fileno(in), &info) == 0, path);
    file read = {malloc((size_t)info.st_size + 1), (size_t)info.st_size};
    need(read.bytes && fread(read.bytes, 1, read.size, in) == read.size, path);
    (void)fclose(in);
    return read;
}

static bool file_is(const char *path, file expected)
{
    file found = file_read(path);
    bool same = found.size == expected.size && memcmp(found.bytes, expected.bytes, found.size) == 0;
    free(found.bytes);
    return same;
}

static void file_write(const char *path, const char *text)
{
    FILE *out = fopen(path, "wb");
    need(out && fputs(text, out) >= 0, path);
    need(fclose(out) == 0, path);
}

/* A book of one chapter; the last input. */
static void book_write(const char *path)
{
    lec_arena files, folder;
    need(lec_arena_init(&files, 0, NULL) == LEC_OK && lec_arena_init(&folder, 0, NULL) == LEC_OK,
         "write a book");
    zip_writer zip = {.files = {.arena = &files}, .folder = {.arena = &folder}};
    zip_add(&zip, "mimetype", "application/epub+zip");
    zip_add(&zip, "META-INF/container.xml",
            "<container version='1.0' xmlns='urn:oasis:names:tc:opendocument:xmlns:container'>"
            "<rootfiles><rootfile full-path='b.opf' "
            "media-type='application/oebps-package+xml'/></rootfiles></container>");
    zip_add(&zip, "b.opf",
            "<package xmlns='http://www.idpf.org/2007/opf' version='3.0'><metadata "
            "xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>The Wick</dc:title></metadata>"
            "<manifest><item id='a' href='a.xhtml' media-type='application/xhtml+xml'/></manifest>"
            "<spine><itemref idref='a'/></spine></package>");
    zip_add(&zip, "a.xhtml",
            "<html xmlns='http://www.w3.org/1999/xhtml'><body><h1>Trim</h1><p>A wick is cut "
            "every week.</p></body></html>");
    lec_str bytes = zip_end(&zip);
    FILE *out = fopen(path, "wb");
    need(out && fwrite(bytes.ptr, 1, bytes.len, out) == bytes.len && fclose(out) == 0, path);
    lec_arena_free(&folder);
    lec_arena_free(&files);
}

static size_t folder_entries(const char *path)
{
    DIR *folder = folder_open(path);
    size_t count = 0;
    while (readdir(folder)) { /* NOLINT(concurrency-mt-unsafe): one thread */
        count++;
    }
    (void)closedir(folder);
    return count - 2; /* "." and ".." */
}

static void folder_empty(const char *path)
{
    DIR *folder = folder_open(path);
    const struct dirent *entry;
    while ((entry = readdir(folder))) { /* NOLINT(concurrency-mt-unsafe): one thread */
        (void)unlinkat(dirfd(folder), entry->d_name, 0);
    }
    (void)closedir(folder);
}

/* ---- one run --------------------------------------------------------------------------------- */

/* Everything that can be asked of lectern, so that every stage allocates. */
static lec_status briefing(const plan *p, lec_error *error)
{
    const char *inputs[INPUT_COUNT];
    for (size_t i = 0; i < INPUT_COUNT; i++) {
        inputs[i] = p->inputs[i];
    }
    const lec_briefing_options options = {
        .inputs = inputs,
        .input_count = INPUT_COUNT,
        .outputs = p->outputs,
        .output_count = p->count,
        .voices = p->voices,
        .voice = {[LEC_ROLE_STORY] = "tone"},
        .jobs = 1,
    };
    return lec_briefing(&options, NULL, error);
}

/* Those that are loaded when an input wants them. They may take a lack of memory for something
 * else, and go on without a word: what is read is then shorter, or a fault of the input. */
static const char *const READERS[] = {"libxml2",     "libzip",    "libz.",   "libjansson",
                                      "libuchardet", "libstdc++", "libcurl", "libmd4c"};

static bool is_reader(const char *library)
{
    for (size_t i = 0; i < sizeof READERS / sizeof *READERS; i++) {
        if (strstr(library, READERS[i])) {
            return true;
        }
    }
    return false;
}

/* libsndfile 1.2.0 does not check all of its own allocations, nor do some of those above. Their
 * crashes are counted apart. */
static void on_crash(int number)
{
    void *frames[FRAMES];
    /* NOLINTNEXTLINE(bugprone-signal-handler,cert-sig30-c): the process is lost anyway */
    int count = backtrace(frames, FRAMES);
    for (int i = 0; i < count; i++) {
        Dl_info info;
        /* NOLINTNEXTLINE(bugprone-signal-handler,cert-sig30-c) */
        if (dladdr(frames[i], &info) != 0 && info.dli_fname &&
            (strstr(info.dli_fname, "libsndfile") || is_reader(info.dli_fname))) {
            _exit(CRASHED_ELSEWHERE);
        }
    }
    (void)signal(number, SIG_DFL); /* ours: the next try ends the process */
}

static void watch_crashes(void)
{
#ifndef __SANITIZE_ADDRESS__
    void *frames[1];
    (void)backtrace(frames, 1); /* the first call allocates */
    (void)signal(SIGSEGV, on_crash);
#else
    (void)on_crash; /* the sanitizer reports, and libraries are not made to fail */
#endif
}

/* What a failure may be called: lectern's own is known for what it is. */
static bool status_fits(lec_status status)
{
    return status == LEC_OK || status == LEC_TRY_AGAIN ||
           (failing_was_foreign() && (status == LEC_IO || status == LEC_UNAVAILABLE)) ||
           (is_reader(failing_library()) && status == LEC_DATA);
}

/* Runs in a process of its own; says what is wrong by its exit status. */
static int run_once(const plan *p, long fail_at, bool for_good)
{
    (void)alarm(RUN_SECONDS); /* a run that hangs ends by a signal */
    watch_crashes();
    size_t descriptors = folder_entries("/proc/self/fd");
    lec_error error = {0};
    failing_start(fail_at, for_good);
    lec_status status = briefing(p, &error);
    (void)failing_stop();

    const char *fault = NULL;
    if (status != error.status) {
        fault = "returned another status than the error holds";
    } else if (status != LEC_OK && error.message[0] == '\0') {
        fault = "failed without a message";
    } else if (!status_fits(status)) {
        fault = "did not say that memory ran out";
    } else if (waitpid(-1, NULL, WNOHANG) != -1 || errno != ECHILD) {
        fault = "left a process";
    } else if (folder_entries("/proc/self/fd") != descriptors) {
        fault = "left a descriptor open";
    }
    if (fault) {
        printf("  %s: status %d, \"%s\"\n", fault, (int)status, error.message);
    }
    return fault ? BAD : (int)status;
}

/* What a run left, seen from outside. */
static const char *judge(const plan *p, int wait_status)
{
    if (WIFSIGNALED(wait_status)) {
        return strsignal(WTERMSIG(wait_status)); /* NOLINT(concurrency-mt-unsafe): one thread */
    }
    int status = WEXITSTATUS(wait_status);
    if (status == OUTLIVED) {
        return "a process outlived the run";
    }
    if (status == BAD) {
        return "ended badly";
    }
    if (folder_entries(p->folder) != p->count + INPUT_COUNT) {
        return "left a file";
    }
    const file old = {(char *)(uintptr_t)OLD, sizeof OLD - 1};
    for (size_t i = 0; i < p->count; i++) {
        bool whole = file_is(p->paths[i], p->good[i]);
        bool right =
            whole || (status == LEC_OK ? is_reader(failing_library()) : file_is(p->paths[i], old));
        if (!right) {
            return p->paths[i];
        }
    }
    return NULL;
}

static int in_process(const plan *p, long fail_at, bool for_good)
{
    (void)fflush(NULL);
    pid_t child = fork();
    need(child >= 0, "fork");
    if (child == 0) {
        exit(run_once(p, fail_at, for_good)); /* not _exit(): leaks are looked for at exit */
    }
    int status = 0;
    need(waitpid(child, &status, 0) == child, "wait");
    while (waitpid(-1, NULL, 0) > 0) {
        /* What a crash leaves dies with it, and is adopted here for a moment. */
        status = WIFSIGNALED(status) || WEXITSTATUS(status) == CRASHED_ELSEWHERE ? status
                                                                                 : OUTLIVED << 8;
    }
    (void)failing_stop(); /* a run that died did not get there */
    return status;
}

static bool try_failing(plan *p, long fail_at, bool for_good)
{
    for (size_t i = 0; i < p->count; i++) {
        file_write(p->paths[i], OLD);
    }
    int status = in_process(p, fail_at, for_good);
    p->crashed_elsewhere += WIFEXITED(status) && WEXITSTATUS(status) == CRASHED_ELSEWHERE;
    const char *fault = judge(p, status);
    if (fault) {
        printf("allocation %ld%s: %s\n", fail_at, for_good ? " and all later ones" : "", fault);
    }
    return fault == NULL;
}

/* ---- all runs -------------------------------------------------------------------------------- */

static void plan_files(plan *p)
{
    for (size_t i = 0; i < INPUT_COUNT; i++) {
        (void)snprintf(p->inputs[i], PATH_SIZE, "%s/%s", p->folder, INPUTS[i].name);
    }
    size_t count;
    const lec_rendition *const *renditions = lec_rendition_list(&count);
    for (size_t i = 0; i < count && i < OUTPUTS_MAX; i++) {
        (void)snprintf(p->paths[i], PATH_SIZE, "%s/out.%s", p->folder, renditions[i]->name);
        p->outputs[i] = (lec_output){p->paths[i], renditions[i]->name};
        p->count++;
    }
}

static void folder_prepare(const plan *p)
{
    need(mkdir(p->folder, 0700) == 0 || errno == EEXIST, p->folder);
    folder_empty(p->folder);
    for (size_t i = 0; i < INPUT_COUNT; i++) {
        if (INPUTS[i].text) {
            file_write(p->inputs[i], INPUTS[i].text);
        } else {
            book_write(p->inputs[i]);
        }
    }
    need(setenv("TMPDIR", p->folder, 1) == 0, "set TMPDIR"); /* NOLINT(concurrency-mt-unsafe) */
    need(prctl(PR_SET_CHILD_SUBREAPER, 1) == 0, "adopt orphans");
}

static long good_run(plan *p)
{
    need(in_process(p, 0, false) == 0, "make a good run");
    for (size_t i = 0; i < p->count; i++) {
        p->good[i] = file_read(p->paths[i]);
    }
    return failing_stop();
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: %s FOLDER VOICES [LIMIT [AT]]\n", argv[0]);
        return 64;
    }
    static plan p;
    p.folder = argv[1];
    p.voices = argv[2];
    long limit = argc > 3 ? strtol(argv[3], NULL, 10) : 0;
    plan_files(&p);
    folder_prepare(&p);
    failing_start(0, false); /* the counter is there before the first fork, and so is shared */
    long count = good_run(&p);
    need(count > 50, "count allocations");

    /* The first half of the limit one by one, then evenly to the end. */
    long only = argc > 4 ? strtol(argv[4], NULL, 10) : 0;
    long dense = limit && count > limit ? limit / 2 : count;
    long step = dense < count ? (count - dense) / (limit - dense) + 1 : 1;
    long tried = 0;
    long failed = 0;
    for (long at = only ? only : 1; at <= count && (!only || at == only);
         at += at < dense ? 1 : step) {
        for (int for_good = 0; for_good <= 1; for_good++) {
            tried++;
            failed += !try_failing(&p, at, for_good != 0);
        }
    }
    printf("%ld allocations, %ld failures tried, %ld faults; %ld runs ended by a crash inside "
           "another library\n",
           count, tried, failed, p.crashed_elsewhere);
    for (size_t i = 0; i < p.count; i++) {
        free(p.good[i].bytes);
    }
    folder_empty(p.folder);
    return failed == 0 ? 0 : 1;
}
