/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/memory.h"

#include <sys/mman.h>
#include <sys/resource.h>

size_t lec_memory_limit(void)
{
    struct rlimit limit;
    bool limited = getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY;
    return limited ? (size_t)limit.rlim_cur : SIZE_MAX;
}

void *lec_memory_reserve(size_t size)
{
    void *at = mmap(NULL, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return at == MAP_FAILED ? NULL : at;
}

bool lec_memory_commit(void *at, size_t size)
{
    return mprotect(at, size, PROT_READ | PROT_WRITE) == 0;
}

void lec_memory_release(void *at, size_t size)
{
    (void)munmap(at, size);
}
