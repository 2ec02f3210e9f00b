/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/fetch.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/library.h"
#include "base/platform.h"
#include "base/str.h"
#include "intake/fetch_address.h"
#include "intake/fetch_cache.h"

#include <curl/curl.h>
#include <netinet/in.h>
#include <string.h>

enum {
    REDIRECTS_MAX = 10,
    CONNECT_SECONDS = 15,
    TOTAL_SECONDS = 120,
    SLOW_BYTES = 200, /* a second; for as long as below, this is too slow */
    SLOW_SECONDS = 20
};

/* ---- libcurl */

static struct {
    CURL *(*easy_init)(void);
    void (*easy_cleanup)(CURL *);
    CURLcode (*easy_setopt)(CURL *, CURLoption, ...);
    CURLcode (*easy_perform)(CURL *);
    CURLcode (*easy_getinfo)(CURL *, CURLINFO, ...);
    CURLHcode (*easy_header)(CURL *, const char *, size_t, unsigned, int, struct curl_header **);
    struct curl_slist *(*slist_append)(struct curl_slist *, const char *);
    void (*slist_free)(struct curl_slist *);
    CURLU *(*url)(void);
    void (*url_cleanup)(CURLU *);
    CURLUcode (*url_set)(CURLU *, CURLUPart, const char *, unsigned);
    CURLUcode (*url_get)(const CURLU *, CURLUPart, char **, unsigned);
    void (*free)(void *);
} curl;

static lec_status load(lec_error *error)
{
    static const lec_symbol symbols[] = {
        {"curl_easy_init", (void *)&curl.easy_init},
        {"curl_easy_cleanup", (void *)&curl.easy_cleanup},
        {"curl_easy_setopt", (void *)&curl.easy_setopt},
        {"curl_easy_perform", (void *)&curl.easy_perform},
        {"curl_easy_getinfo", (void *)&curl.easy_getinfo},
        {"curl_easy_header", (void *)&curl.easy_header},
        {"curl_slist_append", (void *)&curl.slist_append},
        {"curl_slist_free_all", (void *)&curl.slist_free},
        {"curl_url", (void *)&curl.url},
        {"curl_url_cleanup", (void *)&curl.url_cleanup},
        {"curl_url_set", (void *)&curl.url_set},
        {"curl_url_get", (void *)&curl.url_get},
        {"curl_free", (void *)&curl.free},
    };
    return curl.easy_init ? LEC_OK
                          : lec_library_load("libcurl.so.4", "libcurl4", symbols,
                                             sizeof symbols / sizeof *symbols, error);
}

/* ---- one transfer */

typedef struct transfer {
    CURL *handle;
    const lec_intake_options *options;
    lec_str asked; /* with the name and password that may stand in it */
    lec_str url;   /* without */
    lec_buf body;
    bool too_large;
    bool refused; /* an address that is not public */
    lec_error *error;
    char detail[CURL_ERROR_SIZE];
} transfer;

/* NOLINTNEXTLINE(readability-non-const-parameter): libcurl has it so */
static size_t take_body(char *bytes, size_t size, size_t count, void *user)
{
    transfer *t = user;
    lec_str piece = {bytes, size * count};
    t->too_large = t->too_large || piece.len > LEC_SOURCE_MAX - t->body.len;
    if (t->too_large) {
        return 0;
    }
    lec_buf_add(&t->body, piece);
    return t->body.failed ? 0 : piece.len;
}

static int watch(void *user, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
    (void)a, (void)b, (void)c, (void)d;
    const lec_cancel *cancel = ((transfer *)user)->options->cancel;
    return cancel && *cancel;
}

/* The very address that will be connected to, whatever the name resolved to before. */
static bool is_public(const struct curl_sockaddr *address)
{
    if (address->family == AF_INET) {
        struct sockaddr_in in;
        memcpy(&in, &address->addr, sizeof in);
        return lec_address_is_public((const unsigned char *)&in.sin_addr, sizeof in.sin_addr);
    }
    if (address->family == AF_INET6) {
        struct sockaddr_in6 in;
        memcpy(&in, (const void *)&address->addr, sizeof in);
        return lec_address_is_public((const unsigned char *)&in.sin6_addr, sizeof in.sin6_addr);
    }
    return false;
}

static curl_socket_t open_socket(void *user, curlsocktype purpose, struct curl_sockaddr *address)
{
    (void)purpose;
    transfer *t = user;
    if (!t->options->allow_private && !is_public(address)) {
        t->refused = true;
        return CURL_SOCKET_BAD;
    }
    return lec_socket_open(address->family, address->socktype, address->protocol);
}

static bool set_up(transfer *t, const char *url, const struct curl_slist *headers)
{
    CURL *h = t->handle;
    bool fine = true;
#define SET(option, value) (fine = fine && curl.easy_setopt(h, (option), (value)) == CURLE_OK)
    SET(CURLOPT_URL, url);
    SET(CURLOPT_PROTOCOLS_STR, "http,https");
    SET(CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    SET(CURLOPT_FOLLOWLOCATION, 1L);
    SET(CURLOPT_MAXREDIRS, (long)REDIRECTS_MAX);
    SET(CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
    SET(CURLOPT_TIMEOUT, (long)TOTAL_SECONDS);
    SET(CURLOPT_LOW_SPEED_LIMIT, (long)SLOW_BYTES);
    SET(CURLOPT_LOW_SPEED_TIME, (long)SLOW_SECONDS);
    SET(CURLOPT_FORBID_REUSE, 1L); /* many servers close what they call persistent */
    SET(CURLOPT_NOSIGNAL, 1L);
    SET(CURLOPT_USERAGENT, "lectern/" LEC_VERSION);
    SET(CURLOPT_ACCEPT_ENCODING, "");
    SET(CURLOPT_HTTPHEADER, headers);
    SET(CURLOPT_WRITEFUNCTION, take_body);
    SET(CURLOPT_WRITEDATA, t);
    SET(CURLOPT_NOPROGRESS, 0L);
    SET(CURLOPT_XFERINFOFUNCTION, watch);
    SET(CURLOPT_XFERINFODATA, t);
    SET(CURLOPT_OPENSOCKETFUNCTION, open_socket);
    SET(CURLOPT_OPENSOCKETDATA, t);
    SET(CURLOPT_ERRORBUFFER, t->detail);
    if (!t->options->allow_private) {
        SET(CURLOPT_PROXY, "");
    }
#undef SET
    return fine;
}

/* ---- what can go wrong */

static lec_status fail(const transfer *t, lec_status status, const char *what)
{
    return lec_fail_at(t->error, status, t->url, 0, 0, "%s", what);
}

/* What libcurl says, and what that means. `detail`: its own words follow. */
static const struct {
    CURLcode code;
    lec_status status;
    const char *message;
    bool detail;
} FAILURES[] = {
    {CURLE_UNSUPPORTED_PROTOCOL, LEC_NO_INPUT, "it leads to what is neither http nor https", false},
    {CURLE_URL_MALFORMAT, LEC_NO_INPUT, "this is no address that can be fetched", false},
    {CURLE_COULDNT_RESOLVE_PROXY, LEC_TRY_AGAIN, "the proxy's name is not known", false},
    {CURLE_COULDNT_RESOLVE_HOST, LEC_TRY_AGAIN,
     "the host's name is not known; check it, and the network", false},
    {CURLE_COULDNT_CONNECT, LEC_TRY_AGAIN, "nobody answers there; try again later", false},
    {CURLE_OPERATION_TIMEDOUT, LEC_TRY_AGAIN, "the server is too slow; try again later", false},
    {CURLE_TOO_MANY_REDIRECTS, LEC_NO_INPUT, "it is redirected more than 10 times", false},
    {CURLE_PEER_FAILED_VERIFICATION, LEC_NO_INPUT, "the server's certificate is not trusted", true},
    {CURLE_SSL_CACERT_BADFILE, LEC_UNAVAILABLE,
     "there are no certificates to trust; install the package ca-certificates", false},
    {CURLE_SSL_CONNECT_ERROR, LEC_NO_INPUT, "there is no secure connection to the server", true},
    {CURLE_FILESIZE_EXCEEDED, LEC_DATA, "it is too large", false},
    {CURLE_BAD_CONTENT_ENCODING, LEC_DATA, "damaged: what was compressed cannot be restored",
     false},
    {CURLE_GOT_NOTHING, LEC_TRY_AGAIN, "the server sends nothing; try again later", false},
    {CURLE_PARTIAL_FILE, LEC_TRY_AGAIN, "the connection broke off; try again later", false},
    {CURLE_RECV_ERROR, LEC_TRY_AGAIN, "the connection broke off; try again later", false},
    {CURLE_SEND_ERROR, LEC_TRY_AGAIN, "the connection broke off; try again later", false},
    {CURLE_HTTP2, LEC_TRY_AGAIN, "the connection broke off; try again later", false},
    {CURLE_HTTP2_STREAM, LEC_TRY_AGAIN, "the connection broke off; try again later", false},
};

static lec_status fail_transfer(const transfer *t, CURLcode code)
{
    if (t->too_large) {
        return lec_fail_at(t->error, LEC_DATA, t->url, 0, 0, "larger than %zu MB",
                           LEC_SOURCE_MAX >> 20);
    }
    if (code == CURLE_ABORTED_BY_CALLBACK) {
        return fail(t, LEC_INTERRUPTED, "interrupted");
    }
    if (code == CURLE_OUT_OF_MEMORY || t->body.failed) {
        return lec_fail_memory(t->error);
    }
    if (t->refused && code == CURLE_COULDNT_CONNECT) {
        return fail(t, LEC_NO_INPUT,
                    "its address is one of a private network; --allow-private has it fetched");
    }
    for (size_t i = 0; i < sizeof FAILURES / sizeof *FAILURES; i++) {
        if (FAILURES[i].code == code) {
            return lec_fail_at(t->error, FAILURES[i].status, t->url, 0, 0, "%s%s%s",
                               FAILURES[i].message, FAILURES[i].detail ? ": " : "",
                               FAILURES[i].detail ? t->detail : "");
        }
    }
    return lec_fail_at(t->error, LEC_NO_INPUT, t->url, 0, 0, "cannot be fetched: %s", t->detail);
}

/* What the server says instead of a page (RFC 9110, 15). */
static const struct {
    long first, last;
    lec_status status;
    const char *message;
} REFUSALS[] = {
    {401, 401, LEC_NO_INPUT, "the server wants to know who asks"},
    {402, 402, LEC_NO_INPUT, "the server wants to be paid for the page"},
    {403, 403, LEC_NO_INPUT, "the server refuses to show the page"},
    {404, 404, LEC_NO_INPUT, "the server says that the page does not exist"},
    {408, 408, LEC_TRY_AGAIN, "the server has waited too long; try again later"},
    {410, 410, LEC_NO_INPUT, "the server says that the page is gone for good"},
    {429, 429, LEC_TRY_AGAIN, "the server has had too many requests; try again later"},
    {451, 451, LEC_NO_INPUT, "the server may not show the page, for legal reasons"},
    {500, 599, LEC_TRY_AGAIN, "the server is in trouble; try again later"},
    {0, 999, LEC_NO_INPUT, "the server has no page to show"},
};

static lec_status check_answer(const transfer *t, long answer)
{
    if (answer == 304 || (answer >= 200 && answer < 300)) {
        return LEC_OK;
    }
    size_t i = 0;
    while (answer < REFUSALS[i].first || answer > REFUSALS[i].last) {
        i++;
    }
    return lec_fail_at(t->error, REFUSALS[i].status, t->url, 0, 0, "%s (%ld)", REFUSALS[i].message,
                       answer);
}

/* ---- asking */

static lec_str header(lec_arena *arena, const transfer *t, const char *name)
{
    struct curl_header *found = NULL;
    bool there = curl.easy_header(t->handle, name, 0, CURLH_HEADER, -1, &found) == CURLHE_OK;
    return lec_arena_str(arena, lec_str_of(there ? found->value : ""));
}

/* Adds a line to the request. A failure is sticky: the list is NULL from then on. */
static void add_line(lec_arena *scratch, struct curl_slist **list, bool *failed, const char *name,
                     lec_str value)
{
    lec_str line = lec_arena_printf(scratch, "%s: %.*s", name, LEC_ARG(value));
    struct curl_slist *grown =
        value.len && line.ptr && !*failed ? curl.slist_append(*list, line.ptr) : *list;
    *failed = *failed || !line.ptr || (value.len && !grown);
    *list = grown ? grown : *list;
}

static lec_status perform(transfer *t, lec_arena scratch, const lec_cached *kept, long *answer)
{
    struct curl_slist *lines = NULL;
    bool failed = false;
    const char *url = lec_arena_cstr(&scratch, t->asked);
    add_line(&scratch, &lines, &failed, "Accept",
             LEC_STR("text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,"
                     "application/feed+json,application/xml;q=0.9,*/*;q=0.5"));
    add_line(&scratch, &lines, &failed, "If-None-Match", kept->etag);
    add_line(&scratch, &lines, &failed, "If-Modified-Since", kept->modified);
    lec_status status = LEC_OK;
    if (!url || failed || !set_up(t, url, lines)) {
        status = lec_fail_memory(t->error);
    } else {
        CURLcode code = curl.easy_perform(t->handle);
        status = code == CURLE_OK ? LEC_OK : fail_transfer(t, code);
    }
    curl.slist_free(lines);
    if (status == LEC_OK) {
        (void)curl.easy_getinfo(t->handle, CURLINFO_RESPONSE_CODE, answer);
        status = check_answer(t, *answer);
    }
    return status;
}

/* ---- the page */

static lec_str lower(lec_arena *arena, lec_str text)
{
    lec_str copy = lec_arena_str(arena, text);
    char *out = copy.ptr ? LEC_NEW(arena, text.len, char) : NULL;
    for (size_t i = 0; out && i < text.len; i++) {
        bool upper = copy.ptr[i] >= 'A' && copy.ptr[i] <= 'Z';
        out[i] = (char)(upper ? copy.ptr[i] | 0x20 : copy.ptr[i]);
    }
    return (lec_str){out, out ? text.len : 0};
}

/* RFC 9110, 8.3: type ";" parameter "=" value, which may be quoted. */
static bool read_type(lec_arena *arena, lec_str type, lec_fetched *fetched)
{
    lec_cut cut = lec_str_cut(type, ';');
    fetched->type = lower(arena, lec_str_trim(cut.head));
    fetched->charset = LEC_STR("");
    while (cut.tail.len > 0) {
        cut = lec_str_cut(cut.tail, ';');
        lec_cut parameter = lec_str_cut(cut.head, '=');
        lec_str value = lec_str_trim(parameter.tail);
        if (lec_str_equal_nocase(lec_str_trim(parameter.head), LEC_STR("charset"))) {
            bool quoted = value.len > 1 && value.ptr[0] == '"';
            fetched->charset =
                lower(arena, lec_str_slice(value, quoted, value.len - (quoted ? 1 : 0)));
        }
    }
    return fetched->type.ptr && fetched->charset.ptr;
}

/* RFC 9111, 5.2: directives, in any number of fields. */
static bool is_not_to_be_stored(const transfer *t)
{
    struct curl_header *field = NULL;
    size_t count = 1;
    for (size_t i = 0; i < count && curl.easy_header(t->handle, "Cache-Control", i, CURLH_HEADER,
                                                     -1, &field) == CURLHE_OK;
         i++) {
        count = field->amount;
        for (lec_cut cut = {.tail = lec_str_of(field->value)}; cut.tail.len;) {
            cut = lec_str_cut(cut.tail, ',');
            if (lec_str_equal_nocase(lec_str_trim(cut.head), LEC_STR("no-store"))) {
                return true;
            }
        }
    }
    return false;
}

static bool may_be_kept(const transfer *t, const lec_cached *page)
{
    return (page->etag.len || page->modified.len) && !is_not_to_be_stored(t);
}

/* Where the transfer ended, after all redirects. */
static lec_str final_url(lec_arena *arena, const transfer *t)
{
    const char *url = NULL;
    (void)curl.easy_getinfo(t->handle, CURLINFO_EFFECTIVE_URL, &url);
    return lec_url_bare(arena, lec_str_of(url));
}

/* What came, or was kept and is still right. */
static lec_status take_page(lec_arena *arena, lec_arena scratch, const transfer *t,
                            const lec_cached *kept, long answer, lec_fetched *fetched)
{
    lec_cached page = *kept;
    if (answer != 304 || kept->url.len == 0) {
        page = (lec_cached){
            .url = final_url(arena, t),
            .type = header(arena, t, "Content-Type"),
            .etag = header(arena, t, "ETag"),
            .modified = header(arena, t, "Last-Modified"),
            .bytes = lec_buf_str(&t->body),
        };
        if (!page.url.ptr || !page.type.ptr || !page.etag.ptr || !page.modified.ptr) {
            return lec_fail_memory(t->error);
        }
        if (may_be_kept(t, &page)) {
            lec_cache_keep(scratch, t->url, &page);
        }
    }
    fetched->bytes = page.bytes;
    fetched->url = page.url;
    return read_type(arena, page.type, fetched) ? LEC_OK : lec_fail_memory(t->error);
}

/* What was kept may be of another page than the one that the address leads to now: then nothing is
 * known of that one. */
static lec_status ask(transfer *t, lec_arena scratch, lec_cached *kept, long *answer)
{
    lec_status status = perform(t, scratch, kept, answer);
    if (status != LEC_OK || *answer != 304) {
        return status;
    }
    lec_str url = final_url(&scratch, t);
    if (!url.ptr) {
        return lec_fail_memory(t->error);
    }
    if (lec_str_equal(url, kept->url)) {
        return LEC_OK;
    }
    *kept = (lec_cached){0};
    t->body = (lec_buf){.arena = t->body.arena};
    return perform(t, scratch, kept, answer);
}

lec_status lec_fetch(lec_arena *arena, lec_arena scratch, lec_str url,
                     const lec_intake_options *options, lec_fetched *fetched, lec_error *error)
{
    *fetched = (lec_fetched){0};
    transfer t = {.options = options,
                  .asked = url,
                  .url = lec_url_bare(arena, url),
                  .body = {.arena = arena},
                  .error = error};
    lec_cached kept = {0};
    long answer = 0;
    lec_status status = load(error);
    if (status != LEC_OK) {
        return status;
    }
    if (!t.url.ptr) {
        return lec_fail_memory(error);
    }
    if (!lec_cache_find(arena, t.url, &kept)) {
        kept = (lec_cached){0};
    }
    t.handle = curl.easy_init();
    status = t.handle ? ask(&t, scratch, &kept, &answer) : lec_fail_memory(error);
    if (status == LEC_OK) {
        status = take_page(arena, scratch, &t, &kept, answer, fetched);
    }
    if (t.handle) {
        curl.easy_cleanup(t.handle);
    }
    return status;
}

/* ---- addresses and types */

bool lec_is_url(lec_str name)
{
    static const lec_str SCHEMES[] = {{"http://", 7}, {"https://", 8}};
    return lec_str_equal_nocase(lec_str_slice(name, 0, 7), SCHEMES[0]) ||
           lec_str_equal_nocase(lec_str_slice(name, 0, 8), SCHEMES[1]);
}

/* RFC 3986, 3.2: the authority ends at the first of these; what is before "@" in it is the user. */
lec_str lec_url_bare(lec_arena *arena, lec_str url)
{
    size_t start = lec_str_find(url, ':', 0) + sizeof "://" - 1;
    size_t end = start;
    size_t host = start;
    while (end < url.len && !strchr("/?#", url.ptr[end])) {
        host = url.ptr[end++] == '@' ? end : host;
    }
    if (!lec_is_url(url) || host == start) {
        return lec_arena_str(arena, url);
    }
    return lec_arena_printf(arena, "%.*s%.*s", (int)start, url.ptr, (int)(url.len - host),
                            url.ptr + host);
}

static lec_str join(lec_arena *arena, const CURLU *address)
{
    char *text = NULL;
    lec_str whole = LEC_STR("");
    if (curl.url_get(address, CURLUPART_URL, &text, 0) == CURLUE_OK) {
        whole = lec_arena_str(arena, lec_str_of(text));
        curl.free(text);
    }
    return whole;
}

lec_str lec_url_resolve(lec_arena *arena, lec_arena scratch, lec_str base, lec_str link)
{
    link = lec_str_trim(link);
    if (lec_is_url(link)) {
        return lec_arena_str(arena, link);
    }
    if (link.len == 0 || !lec_is_url(base) || load(NULL) != LEC_OK) {
        return LEC_STR("");
    }
    const char *whole = lec_arena_cstr(&scratch, base);
    const char *part = lec_arena_cstr(&scratch, link);
    CURLU *address = whole && part ? curl.url() : NULL;
    lec_str made = {0};
    if (address) {
        bool joined = curl.url_set(address, CURLUPART_URL, whole, 0) == CURLUE_OK &&
                      curl.url_set(address, CURLUPART_URL, part, 0) == CURLUE_OK;
        made = joined ? join(arena, address) : LEC_STR("");
        curl.url_cleanup(address);
    }
    return made.len && !lec_is_url(made) ? LEC_STR("") : made;
}

const char *lec_type_format(lec_str type)
{
    static const struct {
        const char *type, *format;
    } TYPES[] = {
        {"text/html", "html"},
        {"application/xhtml+xml", "html"},
        {"application/rss+xml", "feed"},
        {"application/atom+xml", "feed"},
        {"application/rdf+xml", "feed"},
        {"application/feed+json", "feed"},
        {"text/x-opml", "opml"},
        {"application/epub+zip", "epub"},
        {"text/markdown", "markdown"},
        {"message/rfc822", "email"},
        {"application/ssml+xml", "ssml"},
        {"application/pdf", "pdf"},
        {"application/rtf", "office"},
        {"application/msword", "office"},
        {"application/vnd.oasis.opendocument.text", "office"},
        {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "office"},
    };
    size_t count;
    const lec_format *const *formats = lec_format_list(&count);
    for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++) {
        for (size_t f = 0; f < count && lec_str_equal(type, lec_str_of(TYPES[i].type)); f++) {
            if (strcmp(formats[f]->name, TYPES[i].format) == 0) {
                return formats[f]->name;
            }
        }
    }
    return NULL;
}
