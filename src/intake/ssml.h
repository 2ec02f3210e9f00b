/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the elements of SSML 1.1 (W3C, https://www.w3.org/TR/speech-synthesis11/) are to a document.
 */
#ifndef LEC_INTAKE_SSML_H
#define LEC_INTAKE_SSML_H

#include "intake/xml.h"

typedef enum lec_ssml_role {
    LEC_SSML_PLAIN, /**< its text is read as if it had no element */
    LEC_SSML_PARAGRAPH,
    LEC_SSML_SENTENCE,
    LEC_SSML_BREAK,
    LEC_SSML_SUB,
    LEC_SSML_SAY_AS,
    LEC_SSML_SILENT /**< its text is left out */
} lec_ssml_role;

typedef struct lec_ssml_element {
    const char *name;
    lec_ssml_role role;
    const char *rule;   /**< by which its tags are left out, or its text where it is silent */
    const char *reason; /**< as in lec_omission: what of it was not followed; "": nothing */
} lec_ssml_element;

/** Never NULL: what is not known is plain. */
const lec_ssml_element *lec_ssml_element_of(lec_str name);

/** The length of a <break>, by its time or its strength. */
uint32_t lec_ssml_break_ms(const lec_xml_token *token);

/** Whether <say-as> asks for letters or digits one by one. */
bool lec_ssml_spells(const lec_xml_token *token);

#endif
