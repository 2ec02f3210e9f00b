/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A scanner for XML (1.0, fifth edition) and what looks like it, byte by byte true to its source.
 * It forgives: what is no tag is text. It expands nothing but character references and the names of
 * XML and HTML: a document type is passed over, so that no entity of it, from inside or outside, is
 * ever looked at. Time is linear, and nothing is remembered of what is open.
 */
#ifndef LEC_INTAKE_XML_H
#define LEC_INTAKE_XML_H

#include "intake/reader.h"

typedef enum lec_xml_kind {
    LEC_XML_OPEN,
    LEC_XML_CLOSE,
    LEC_XML_TEXT,
    LEC_XML_CDATA,
    LEC_XML_OTHER /**< comment, instruction, document type */
} lec_xml_kind;

typedef struct lec_xml_token {
    lec_xml_kind kind;
    lec_span span;      /**< all of it */
    lec_span content;   /**< of text and CDATA: without brackets */
    lec_str name;       /**< of a tag, without its prefix */
    lec_str attributes; /**< of an opening tag, as they are */
    bool empty;         /**< an opening tag that is its own end: none comes for it */
} lec_xml_token;

/**
 * @param[in,out] at where the token begins; then where it ends.
 * @return false at the end of the text.
 */
bool lec_xml_next(lec_str text, size_t *at, lec_xml_token *token);

/** Whether it is an opening tag of that name, in any case. */
bool lec_xml_opens(const lec_xml_token *token, const char *name);
/** Whether it is a closing tag of that name, in any case. */
bool lec_xml_closes(const lec_xml_token *token, const char *name);

/** @param name with its prefix, e.g. "epub:type"; in any case. @return the value as it is, before
 * entities are expanded; .ptr is NULL when there is none. */
lec_str lec_xml_attribute(const lec_xml_token *token, const char *name);

/** What a stretch of XML says, on one line: without tags, entities expanded. .ptr is NULL when
 * memory has run out. */
lec_str lec_xml_text(lec_arena *arena, lec_str xml);

/** An attribute's value with its entities expanded; empty when there is none. .ptr is NULL when
 * memory has run out. */
lec_str lec_xml_value(lec_arena *arena, const lec_xml_token *token, const char *name);

/** Reads a member that is a stretch of XML as one heading of level 1. */
lec_status lec_xml_read_heading(const lec_reading *reading);

#endif
