/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the command tells of itself, on standard output. */
#ifndef LEC_CLI_HELP_H
#define LEC_CLI_HELP_H

#include "cli/options.h"

/** Each does one task. @return LEC_OK; LEC_IO (standard output); as lec_voice_list(). */
LEC_WARN_UNUSED lec_status lec_print_help(lec_arena *arena, lec_arena scratch,
                                          const lec_options *options, lec_error *error);
LEC_WARN_UNUSED lec_status lec_print_version(lec_arena *arena, lec_arena scratch,
                                             const lec_options *options, lec_error *error);
LEC_WARN_UNUSED lec_status lec_print_voices(lec_arena *arena, lec_arena scratch,
                                            const lec_options *options, lec_error *error);
LEC_WARN_UNUSED lec_status lec_print_formats(lec_arena *arena, lec_arena scratch,
                                             const lec_options *options, lec_error *error);

#endif
