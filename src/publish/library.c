/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <lectern/publish.h>
#include <sndfile.h>

const char *lec_publish_library(void)
{
    return sf_version_string();
}
