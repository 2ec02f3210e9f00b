/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/html_element.h"

#include "base/str.h"

#include <string.h>

#define BLOCK(name)                                                                                \
    {                                                                                              \
        .role = LEC_HTML_##name, .block = true                                                     \
    }
#define INLINE(name)                                                                               \
    {                                                                                              \
        .role = LEC_HTML_##name                                                                    \
    }
#define CONTROL                                                                                    \
    {                                                                                              \
        .rule = "control", .reason = "it is there to be operated, not read"                        \
    }
#define CONTROL_BLOCK                                                                              \
    {                                                                                              \
        .block = true, .rule = "control", .reason = "it is there to be operated, not read"         \
    }
#define EMBEDDED                                                                                   \
    {                                                                                              \
        .rule = "embedded", .reason = "it stands for what a browser would show in its place"       \
    }
#define RUBY                                                                                       \
    {                                                                                              \
        .rule = "ruby", .reason = "it says how the word beside it is pronounced"                   \
    }
#define PAGE_DATA                                                                                  \
    {                                                                                              \
        .rule = "page-data", .reason = "it says what the page is", .silent = true                  \
    }
#define DELETED                                                                                    \
    {                                                                                              \
        .rule = "deleted", .reason = "it is struck out"                                            \
    }

static const lec_html_kind KINDS[GUMBO_TAG_LAST + 1] = {
    [GUMBO_TAG_A] = INLINE(LINK),
    [GUMBO_TAG_ADDRESS] = BLOCK(PLAIN),
    [GUMBO_TAG_APPLET] = EMBEDDED,
    [GUMBO_TAG_ARTICLE] = BLOCK(PLAIN),
    [GUMBO_TAG_ASIDE] = BLOCK(PLAIN),
    [GUMBO_TAG_AUDIO] = EMBEDDED,
    [GUMBO_TAG_BLOCKQUOTE] = BLOCK(QUOTE),
    [GUMBO_TAG_BODY] = BLOCK(PLAIN),
    [GUMBO_TAG_BR] = INLINE(BREAK),
    [GUMBO_TAG_BUTTON] = CONTROL,
    [GUMBO_TAG_CANVAS] = EMBEDDED,
    [GUMBO_TAG_CAPTION] = BLOCK(PLAIN),
    [GUMBO_TAG_CENTER] = BLOCK(PLAIN),
    [GUMBO_TAG_DATALIST] = CONTROL,
    [GUMBO_TAG_DD] = BLOCK(ITEM),
    [GUMBO_TAG_DEL] = DELETED,
    [GUMBO_TAG_DETAILS] = BLOCK(PLAIN),
    [GUMBO_TAG_DIR] = BLOCK(LIST),
    [GUMBO_TAG_DIV] = BLOCK(PLAIN),
    [GUMBO_TAG_DL] = BLOCK(LIST),
    [GUMBO_TAG_DT] = BLOCK(ITEM),
    [GUMBO_TAG_FIELDSET] = BLOCK(PLAIN),
    [GUMBO_TAG_FIGCAPTION] = BLOCK(CAPTION),
    [GUMBO_TAG_FIGURE] = BLOCK(PLAIN),
    [GUMBO_TAG_FOOTER] = BLOCK(PLAIN),
    [GUMBO_TAG_FORM] = BLOCK(PLAIN),
    [GUMBO_TAG_FRAMESET] = EMBEDDED,
    [GUMBO_TAG_H1] = BLOCK(HEADING),
    [GUMBO_TAG_H2] = BLOCK(HEADING),
    [GUMBO_TAG_H3] = BLOCK(HEADING),
    [GUMBO_TAG_H4] = BLOCK(HEADING),
    [GUMBO_TAG_H5] = BLOCK(HEADING),
    [GUMBO_TAG_H6] = BLOCK(HEADING),
    [GUMBO_TAG_HEAD] = PAGE_DATA,
    [GUMBO_TAG_HEADER] = BLOCK(PLAIN),
    [GUMBO_TAG_HGROUP] = BLOCK(PLAIN),
    [GUMBO_TAG_HR] = BLOCK(PLAIN),
    [GUMBO_TAG_IFRAME] = EMBEDDED,
    [GUMBO_TAG_IMAGE] = INLINE(PICTURE),
    [GUMBO_TAG_IMG] = INLINE(PICTURE),
    [GUMBO_TAG_LEGEND] = CONTROL_BLOCK,
    [GUMBO_TAG_LABEL] = CONTROL,
    [GUMBO_TAG_LI] = BLOCK(ITEM),
    [GUMBO_TAG_LISTING] = BLOCK(LISTING),
    [GUMBO_TAG_MAIN] = BLOCK(PLAIN),
    [GUMBO_TAG_MATH] = INLINE(FORMULA),
    [GUMBO_TAG_MENU] = BLOCK(LIST),
    [GUMBO_TAG_NAV] = {.block = true,
                       .rule = "navigation",
                       .reason = "it leads to other places",
                       .outside = true},
    [GUMBO_TAG_NOEMBED] = EMBEDDED,
    [GUMBO_TAG_NOFRAMES] = EMBEDDED,
    [GUMBO_TAG_NOSCRIPT] = {.rule = "no-script", .reason = "it is for browsers without scripts"},
    [GUMBO_TAG_OBJECT] = EMBEDDED,
    [GUMBO_TAG_OL] = BLOCK(LIST),
    [GUMBO_TAG_OPTION] = CONTROL,
    [GUMBO_TAG_OUTPUT] = CONTROL,
    [GUMBO_TAG_P] = BLOCK(PLAIN),
    [GUMBO_TAG_PRE] = BLOCK(LISTING),
    [GUMBO_TAG_PROGRESS] = CONTROL,
    [GUMBO_TAG_Q] = INLINE(QUOTED),
    [GUMBO_TAG_RP] = RUBY,
    [GUMBO_TAG_RT] = RUBY,
    [GUMBO_TAG_RTC] = RUBY,
    [GUMBO_TAG_S] = DELETED,
    [GUMBO_TAG_SCRIPT] = {.rule = "script", .reason = "a script is no text", .silent = true},
    [GUMBO_TAG_SECTION] = BLOCK(PLAIN),
    [GUMBO_TAG_SELECT] = CONTROL,
    [GUMBO_TAG_STRIKE] = DELETED,
    [GUMBO_TAG_STYLE] = {.rule = "style", .reason = "a style sheet is no text", .silent = true},
    [GUMBO_TAG_SUMMARY] = BLOCK(PLAIN),
    [GUMBO_TAG_SVG] = {.rule = "picture", .reason = "it is part of a drawing", .silent = true},
    [GUMBO_TAG_TABLE] = BLOCK(TABLE),
    [GUMBO_TAG_TBODY] = BLOCK(PLAIN),
    [GUMBO_TAG_TD] = BLOCK(CELL),
    [GUMBO_TAG_TEXTAREA] = CONTROL,
    [GUMBO_TAG_TFOOT] = BLOCK(PLAIN),
    [GUMBO_TAG_TH] = BLOCK(CELL),
    [GUMBO_TAG_THEAD] = BLOCK(PLAIN),
    [GUMBO_TAG_TITLE] = PAGE_DATA,
    [GUMBO_TAG_TR] = BLOCK(ROW),
    [GUMBO_TAG_UL] = BLOCK(LIST),
    [GUMBO_TAG_VIDEO] = EMBEDDED,
    [GUMBO_TAG_XMP] = BLOCK(LISTING),
};

lec_html_kind lec_html_kind_of(GumboTag tag)
{
    return KINDS[tag];
}

/* ---- what attributes say */

/* Whether a style sheet's declaration stands in a style attribute: "display:none". */
static bool declares(lec_str style, lec_str property, lec_str value)
{
    while (style.len > 0) {
        lec_cut declaration = lec_str_cut(style, ';');
        lec_cut parts = lec_str_cut(declaration.head, ':');
        lec_str given = lec_str_trim(parts.tail);
        if (lec_str_equal_nocase(lec_str_trim(parts.head), property) &&
            lec_str_equal_nocase(lec_str_slice(given, 0, value.len), value)) {
            return true;
        }
        style = declaration.tail;
    }
    return false;
}

static bool is_hidden(const GumboNode *node)
{
    lec_str style = lec_html_attribute(node, "style");
    return lec_html_attribute(node, "hidden").ptr ||
           lec_str_equal_nocase(lec_html_attribute(node, "aria-hidden"), LEC_STR("true")) ||
           declares(style, LEC_STR("display"), LEC_STR("none")) ||
           declares(style, LEC_STR("visibility"), LEC_STR("hidden"));
}

static bool is_page_number(const GumboNode *node)
{
    return lec_html_has_word(node, "epub:type", "pagebreak") ||
           lec_html_has_word(node, "role", "doc-pagebreak");
}

lec_html_kind lec_html_hidden(const GumboNode *node)
{
    const GumboElement *element = lec_html_element(node);
    if (!element || element->attributes.length == 0) {
        return (lec_html_kind){0};
    }
    if (is_hidden(node)) {
        return (lec_html_kind){.rule = "hidden", .reason = "a browser does not show it"};
    }
    if (is_page_number(node)) {
        return (lec_html_kind){.rule = "page-number", .reason = "it is the number of a page"};
    }
    return (lec_html_kind){0};
}
