/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/library.h"

#include "base/error.h"

#include <dlfcn.h>
#include <string.h>

lec_status lec_library_load(const char *soname, const char *package, const lec_symbol *symbols,
                            size_t count, lec_error *error)
{
    void *library = dlopen(soname, RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        return lec_fail(error, LEC_UNAVAILABLE, "this needs the library %s; install the package %s",
                        soname, package);
    }
    /* All or none: a slot that is set says that the library is loaded. */
    for (size_t i = 0; i < count; i++) {
        if (!dlsym(library, symbols[i].name)) {
            return lec_fail(error, LEC_UNAVAILABLE,
                            "the library %s has no %s; install %s of Debian 12", soname,
                            symbols[i].name, package);
        }
    }
    for (size_t i = 0; i < count; i++) {
        void *address = dlsym(library, symbols[i].name);
        memcpy(symbols[i].slot, &address, sizeof address);
    }
    return LEC_OK;
}
