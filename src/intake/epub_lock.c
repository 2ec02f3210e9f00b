/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a book is encrypted, and with whose lock (EPUB OCF 3.3, section 4.2.6.3.2). Fonts that
 * are only obfuscated are no hindrance. */
#include "intake/epub.h"

#include "base/arena.h"
#include "base/chain.h"
#include "base/error.h"
#include "base/str.h"

static bool is_obfuscation(lec_str algorithm)
{
    return lec_str_equal(algorithm, LEC_STR("http://www.idpf.org/2008/embedding")) ||
           lec_str_equal(algorithm, LEC_STR("http://ns.adobe.com/pdf/enc#RC"));
}

/* The method of the data comes before that of its key. */
typedef struct lock_reader {
    lec_chain paths;
    bool method, obfuscated;
} lock_reader;

static lec_status take_lock(epub_book *book, lock_reader *r, const lec_xml_token *token)
{
    if (lec_xml_opens(token, "EncryptedData")) {
        r->method = r->obfuscated = false;
    } else if (lec_xml_opens(token, "EncryptionMethod") && !r->method) {
        r->method = true;
        r->obfuscated = is_obfuscation(lec_xml_attribute(token, "Algorithm"));
    } else if (lec_xml_opens(token, "CipherReference") && !r->obfuscated) {
        lec_str path;
        lec_str href = lec_xml_value(book->arena, token, "URI");
        lec_status status =
            href.ptr ? epub_resolve(book, LEC_STR(""), href, &path) : lec_fail_memory(book->error);
        if (status != LEC_OK) {
            return status;
        }
        lec_chain_add(&r->paths, &path, 1);
    }
    return LEC_OK;
}

lec_status epub_read_locks(epub_book *book)
{
    epub_file file;
    lock_reader r = {.paths = {.arena = book->arena, .size = sizeof(lec_str)}};
    lec_xml_token token;
    lec_status status = epub_read(book, LEC_STR("META-INF/encryption.xml"), &file);
    for (size_t at = 0; status == LEC_OK && lec_xml_next(file.text, &at, &token);) {
        status = take_lock(book, &r, &token);
    }
    book->locked =
        (epub_table){lec_chain_copy(&r.paths, book->arena), r.paths.count, sizeof(lec_str)};
    if (status == LEC_OK && (!book->locked.rows || !epub_table_sort(&book->locked, book->arena))) {
        status = lec_fail_memory(book->error);
    }
    return status;
}

/* Each kind of lock leaves a file of its own. */
static const struct lock {
    const char *path, *name;
} LOCKS[] = {
    {"META-INF/license.lcpl", "Readium LCP"},
    {"META-INF/sinf.xml", "Apple FairPlay"},
    {"META-INF/rights.xml", "Adobe ADEPT or its like"},
};

lec_status epub_fail_locked(const epub_book *book)
{
    const char *name = "whose is not said";
    for (size_t i = sizeof LOCKS / sizeof *LOCKS; i-- > 0;) {
        if (lec_zip_find(&book->zip, LOCKS[i].path) < book->zip.count) {
            name = LOCKS[i].name;
        }
    }
    return lec_fail_at(book->error, LEC_DATA, book->unpacking->name, 0, 0,
                       "this EPUB is encrypted (DRM: %s): only its seller's software can read it; "
                       "get a copy without DRM",
                       name);
}
