/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/frontmatter.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/str.h"
#include "base/utf8.h"
#include "intake/chars.h"

#include <string.h>

#define RULE   "front-matter"
#define REASON "it tells about the text and is no part of it"

/* ---- lines */

typedef struct fline {
    lec_span span; /* without white space at the end, nor the line end */
    size_t next;
} fline;

static fline line_at(lec_str text, size_t at)
{
    size_t feed = lec_str_find(text, '\n', at);
    fline line = {{at, feed}, feed < text.len ? feed + 1 : feed};
    while (line.span.end > at && lec_is_space(text.ptr[line.span.end - 1])) {
        line.span.end--;
    }
    return line;
}

static lec_str str_of(lec_str text, lec_span span)
{
    return lec_str_slice(text, span.start, span.end);
}

static bool is_key_char(char c)
{
    return lec_is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           c == '-';
}

/* "key: value" or "key = value"; an empty key when it is neither. `value` is where it starts. */
static lec_str key_of(lec_str line, char separator, size_t *value)
{
    size_t end = 0;
    while (end < line.len && is_key_char(line.ptr[end])) {
        end++;
    }
    size_t at = end;
    while (separator == '=' && at < line.len && line.ptr[at] == ' ') {
        at++;
    }
    bool found = end > 0 && at < line.len && line.ptr[at] == separator &&
                 (at + 1 == line.len || separator == '=' || lec_is_space(line.ptr[at + 1]));
    *value = at + 1;
    return found ? lec_str_slice(line, 0, end) : LEC_STR("");
}

/* ---- where it is */

static bool is_fence(lec_str line, bool toml, bool closing)
{
    return lec_str_equal(line, toml ? LEC_STR("+++") : LEC_STR("---")) ||
           (closing && !toml && lec_str_equal(line, LEC_STR("...")));
}

/* A line of "---" may also be a rule: the first line after it tells. */
static bool tells_something(lec_str line, bool toml)
{
    size_t value;
    return line.len > 0 && (line.ptr[0] == '#' || (toml && line.ptr[0] == '[') ||
                            key_of(line, toml ? '=' : ':', &value).len > 0);
}

size_t lec_frontmatter_end(lec_str text, size_t start)
{
    fline line = line_at(text, start);
    bool toml = is_fence(str_of(text, line.span), true, false);
    if (!toml && !is_fence(str_of(text, line.span), false, false)) {
        return start;
    }
    fline first = line_at(text, line.next);
    if (!tells_something(str_of(text, first.span), toml)) {
        return start;
    }
    for (line = first; line.next < text.len;) {
        line = line_at(text, line.next);
        if (is_fence(str_of(text, line.span), toml, true)) {
            return line.next;
        }
    }
    return start;
}

/* ---- values */

/* In YAML '' within single quotes is one. */
static bool is_doubled(lec_str text, size_t at, size_t end)
{
    return text.ptr[at] == '\'' && at + 1 < end && text.ptr[at + 1] == '\'';
}

/* A value within quotes or without, in `text` from byte `at` to `end`; then where it ends. Commas
 * and brackets end it in a list. */
static lec_span value_at(lec_str text, size_t *at, size_t end, bool listed)
{
    size_t start = *at;
    char quote = start < end ? text.ptr[start] : '\0';
    if (quote == '"' || quote == '\'') {
        size_t close = start + 1;
        while (close < end && (text.ptr[close] != quote || is_doubled(text, close, end))) {
            bool pair = text.ptr[close] == quote || (quote == '"' && text.ptr[close] == '\\');
            close += pair ? 2 : 1;
        }
        close = close < end ? close : end;
        *at = close + (close < end);
        return (lec_span){start + 1, close};
    }
    size_t close = start;
    while (close < end && !(listed && (text.ptr[close] == ',' || text.ptr[close] == ']')) &&
           !(text.ptr[close] == '#' && close > start && text.ptr[close - 1] == ' ')) {
        close++;
    }
    *at = close;
    while (close > start && lec_is_space(text.ptr[close - 1])) {
        close--;
    }
    return (lec_span){start, close};
}

/* What a value says, on one line. */
static void add_clean(lec_buf *buf, lec_str raw)
{
    bool space = false;
    for (size_t at = 0; at < raw.len;) {
        lec_char c = lec_utf8_at(raw, at);
        lec_char_use use = lec_char_use_of(c.code);
        bool escape = is_doubled(raw, at, raw.len) ||
                      (c.code == '\\' && at + 1 < raw.len && strchr("\"\\/", raw.ptr[at + 1]));
        if (use == LEC_USE_SPACE) {
            space = buf->len > 0;
        } else if (use == LEC_USE_TEXT || use == LEC_USE_NO_BREAK) {
            at += escape;
            lec_buf_add(buf, space ? LEC_STR(" ") : LEC_STR(""));
            lec_buf_add(buf, lec_str_slice(raw, at, at + c.len));
            space = false;
        }
        at += c.len;
    }
}

static size_t skip_blank(lec_str text, size_t at, size_t end)
{
    while (at < end && lec_is_space(text.ptr[at])) {
        at++;
    }
    return at;
}

/* ---- facts */

typedef struct matter {
    lec_str text;
    size_t end; /* of the closing line */
    bool toml;
    lec_span title;
    lec_buf authors;
    lec_span date, lang;
} matter;

static void add_author(matter *m, lec_span span)
{
    if (span.start < span.end) {
        lec_buf_add(&m->authors, m->authors.len ? LEC_STR(", ") : LEC_STR(""));
        lec_buf name = {.arena = m->authors.arena};
        add_clean(&name, str_of(m->text, span));
        m->authors.failed = m->authors.failed || name.failed;
        lec_buf_add(&m->authors, lec_buf_str(&name));
    }
}

/* "[one, two]", perhaps over several lines. */
static void read_list(matter *m, size_t at)
{
    while (at < m->end) {
        at = skip_blank(m->text, at, m->end);
        if (at >= m->end || m->text.ptr[at] == ']') {
            return;
        }
        if (m->text.ptr[at] == ',') {
            at++;
            continue;
        }
        size_t before = at;
        size_t line_end = lec_str_find(m->text, '\n', at);
        add_author(m, value_at(m->text, &at, line_end < m->end ? line_end : m->end, true));
        at += at == before;
    }
}

/* Lines of "- one" or "- name: one" below the key. */
static void read_items(matter *m, size_t at)
{
    while (at < m->end) {
        fline line = line_at(m->text, at);
        size_t first = skip_blank(m->text, at, line.span.end);
        size_t value;
        bool item = first < line.span.end && m->text.ptr[first] == '-' &&
                    first + 1 < line.span.end && m->text.ptr[first + 1] == ' ';
        if (!item && (first == at || first >= line.span.end)) {
            return;
        }
        size_t from = item ? skip_blank(m->text, first + 1, line.span.end) : first;
        lec_str key = key_of(lec_str_slice(m->text, from, line.span.end), ':', &value);
        bool name = lec_str_equal_nocase(key, LEC_STR("name"));
        if (name || (item && key.len == 0)) {
            from = name ? skip_blank(m->text, from + value, line.span.end) : from;
            add_author(m, value_at(m->text, &from, line.span.end, false));
        }
        at = line.next;
    }
}

static void read_authors(matter *m, size_t at, const fline *line)
{
    char first = at < line->span.end ? m->text.ptr[at] : '\0';
    if (first == '[') {
        read_list(m, at + 1);
    } else if (first) {
        add_author(m, value_at(m->text, &at, line->span.end, false));
    } else {
        read_items(m, line->next);
    }
}

typedef enum fact { FACT_TITLE, FACT_AUTHOR, FACT_DATE, FACT_LANG, FACT_NONE } fact;

static fact fact_of(lec_str key)
{
    static const struct row {
        const char *key;
        fact fact;
    } ROWS[] = {
        {"title", FACT_TITLE},   {"author", FACT_AUTHOR},    {"authors", FACT_AUTHOR},
        {"byline", FACT_AUTHOR}, {"date", FACT_DATE},        {"published", FACT_DATE},
        {"pubdate", FACT_DATE},  {"publishdate", FACT_DATE}, {"lang", FACT_LANG},
        {"language", FACT_LANG}, {"locale", FACT_LANG},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        if (lec_str_equal_nocase(key, lec_str_of(ROWS[i].key))) {
            return ROWS[i].fact;
        }
    }
    return FACT_NONE;
}

static bool is_empty(lec_span span)
{
    return span.start >= span.end;
}

/* A text that goes on below ("title: >") is passed over. */
static void read_fact(matter *m, const fline *line)
{
    size_t value;
    lec_str key = key_of(str_of(m->text, line->span), m->toml ? '=' : ':', &value);
    fact what = key.len ? fact_of(key) : FACT_NONE;
    size_t at = skip_blank(m->text, line->span.start + value, line->span.end);
    char first = at < line->span.end ? m->text.ptr[at] : '\0';
    if (what == FACT_AUTHOR && m->authors.len == 0) {
        read_authors(m, at, line);
    } else if (what != FACT_NONE && first && !strchr(">|[{&*", first)) {
        lec_span span = value_at(m->text, &at, line->span.end, false);
        lec_span *slot = what == FACT_TITLE ? &m->title : what == FACT_DATE ? &m->date : &m->lang;
        *slot = is_empty(*slot) ? span : *slot;
    }
}

/* Keys of a table of TOML are not the text's. */
static void read_facts(matter *m, size_t start)
{
    for (fline line = line_at(m->text, start); line.next < m->end;) {
        line = line_at(m->text, line.next);
        if (m->toml && line.span.start < line.span.end && m->text.ptr[line.span.start] == '[') {
            return;
        }
        read_fact(m, &line);
    }
}

static bool is_language(lec_str raw)
{
    size_t i = 0;
    while (i < raw.len && is_key_char(raw.ptr[i])) {
        i++;
    }
    return raw.len >= 2 && raw.len <= 35 && i == raw.len && !lec_is_digit(raw.ptr[0]);
}

static bool keep(lec_arena *arena, lec_str *slot, lec_str value)
{
    if (slot->len > 0 || value.len == 0) {
        return true;
    }
    *slot = lec_arena_str(arena, value);
    return slot->ptr != NULL;
}

static bool keep_language(lec_arena *arena, lec_str *slot, lec_str value)
{
    if (slot->len > 0 || !is_language(value)) {
        return true;
    }
    char *copy = lec_arena_cstr(arena, value);
    for (size_t i = 0; copy && i < value.len; i++) {
        copy[i] = copy[i] == '_' ? '-' : copy[i];
    }
    *slot = (lec_str){copy, copy ? value.len : 0};
    return copy != NULL;
}

/* ---- the title */

static size_t next_bare(lec_str text, size_t at)
{
    while (at < text.len && (unsigned char)text.ptr[at] < 0x80 && !lec_is_digit(text.ptr[at]) &&
           !((text.ptr[at] | 0x20) >= 'a' && (text.ptr[at] | 0x20) <= 'z')) {
        at++;
    }
    return at;
}

/* Whether two texts are the same, but for what is neither letter nor digit. */
static bool says_the_same(lec_str a, lec_str b)
{
    size_t i = next_bare(a, 0);
    size_t k = next_bare(b, 0);
    while (i < a.len && k < b.len &&
           lec_str_equal_nocase(lec_str_slice(a, i, i + 1), lec_str_slice(b, k, k + 1))) {
        i = next_bare(a, i + 1);
        k = next_bare(b, k + 1);
    }
    return i >= a.len && k >= b.len;
}

/* Whether what follows the front matter opens with a heading that says the title. */
static bool opens_with(lec_str text, size_t at, lec_str title)
{
    fline line = line_at(text, at);
    while (line.next < text.len && is_empty(line.span)) {
        line = line_at(text, line.next);
    }
    lec_str first = str_of(text, line.span);
    lec_str under = str_of(text, line_at(text, line.next).span);
    bool heading = lec_str_starts(lec_str_trim(first), LEC_STR("#")) ||
                   lec_str_starts(under, LEC_STR("=")) || lec_str_starts(under, LEC_STR("--"));
    return heading && says_the_same(first, title);
}

static void write_title(const lec_reading *reading, lec_span span, lec_str title)
{
    bool same = lec_str_equal(str_of(reading->source->text, span), title);
    lec_writer_open(reading->writer, LEC_BLOCK_HEADING, 1);
    if (same) {
        lec_writer_keep(reading->writer, span);
    } else {
        lec_writer_rewrite(reading->writer, span, title);
    }
    lec_writer_close(reading->writer);
}

static bool keep_facts(const lec_reading *reading, const matter *m, lec_str title)
{
    lec_facts *facts = reading->facts;
    lec_str date = lec_date_of(str_of(m->text, m->date));
    return keep(reading->arena, &facts->title, title) &&
           keep(reading->arena, &facts->author, lec_buf_str(&m->authors)) &&
           keep(reading->arena, &facts->date, date) &&
           keep_language(reading->arena, &facts->lang, str_of(m->text, m->lang));
}

bool lec_frontmatter_read(const lec_reading *reading, lec_arena *memory, size_t *end, bool *titled)
{
    lec_str text = lec_str_slice(reading->source->text, 0, reading->span.end);
    size_t start = reading->span.start;
    lec_buf clean = {.arena = memory};
    matter m = {.text = text, .end = lec_frontmatter_end(text, start), .authors.arena = memory};
    *end = m.end;
    if (m.end == start) {
        return true;
    }
    m.toml = text.ptr[start] == '+';
    read_facts(&m, start);
    add_clean(&clean, str_of(text, m.title));
    lec_str title = lec_buf_str(&clean);
    if (!title.ptr || m.authors.failed || !keep_facts(reading, &m, title)) {
        return false;
    }
    *titled = title.len > 0 && !opens_with(text, m.end, title);
    lec_span spoken = *titled ? m.title : (lec_span){m.end, m.end};
    lec_writer_omit(reading->writer, (lec_span){start, spoken.start}, RULE, REASON);
    if (*titled) {
        write_title(reading, spoken, title);
    }
    lec_writer_omit(reading->writer, (lec_span){spoken.end, m.end}, RULE, REASON);
    return true;
}
