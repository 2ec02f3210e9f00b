/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/html_phrase.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

/* The first one serves languages that are not here. */
static const struct phrases {
    const char *lang, *table, *rows, *code, *line, *lines;
} PHRASES[] = {
    {"en", "Table", "rows", "Code", "line", "lines"},
    {"de", "Tabelle", "Zeilen", "Quelltext", "Zeile", "Zeilen"},
    {"es", "Tabla", "filas", "Código", "línea", "líneas"},
    {"fr", "Tableau", "lignes", "Code", "ligne", "lignes"},
};

static const struct phrases *phrases_of(lec_str lang)
{
    lec_str primary = lec_str_cut(lang, '-').head;
    for (size_t i = 0; i < sizeof PHRASES / sizeof *PHRASES; i++) {
        if (lec_str_equal_nocase(primary, lec_str_of(PHRASES[i].lang))) {
            return &PHRASES[i];
        }
    }
    return &PHRASES[0];
}

lec_str lec_html_say_table(lec_arena *arena, lec_str lang, lec_str caption, size_t rows)
{
    const struct phrases *p = phrases_of(lang);
    return lec_arena_printf(arena, "%s%s%.*s, %zu %s", p->table, caption.len ? ": " : "",
                            LEC_ARG(caption), rows, p->rows);
}

lec_str lec_html_say_code(lec_arena *arena, lec_str lang, size_t lines)
{
    const struct phrases *p = phrases_of(lang);
    return lec_arena_printf(arena, "%s, %zu %s.", p->code, lines, lines == 1 ? p->line : p->lines);
}
