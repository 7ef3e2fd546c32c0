// Loaded by LD_PRELOAD into the real binary: counts the calls that change what a disk holds, over all threads, and
// at one of them kills the process, or lets calls fail as a machine would.
//
//   SEAM_COUNTER=FILE   counts there, in eight bytes that outlive the process
//   SEAM_KILL=N         SIGKILL instead of call N: all before it is done, it and all behind it are not
//   SEAM_FAIL=N         call N fails; with SEAM_STRETCH=M so do the M - 1 behind it
//   SEAM_ERRNO=E        with this error; EIO where none is given
//   SEAM_HANG=NAME      a call about a path with NAME in it never returns, as on a file server that is gone
//   SEAM_RECORD=FILE    writes down what every call did, for a replay: see record.c
//   SEAM_TRACE=FILE     writes a line a call, for whoever looks for what a number stands for
#define _GNU_SOURCE
#include "record.h"
#include "seam.h"
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static _Atomic long own;
static _Atomic long *counter = &own;
static long kill_at, fail_at, stretch = 1;
static int failure = EIO, trace = -1;
static const char *hang;

static long number(const char *name) {
    const char *text = getenv(name);
    return text ? atol(text) : 0;
}

__attribute__((constructor)) static void begin(void) {
    kill_at = number("SEAM_KILL");
    fail_at = number("SEAM_FAIL");
    if (number("SEAM_STRETCH") > 0) stretch = number("SEAM_STRETCH");
    if (number("SEAM_ERRNO") > 0) failure = (int)number("SEAM_ERRNO");
    hang = getenv("SEAM_HANG");
    const char *path = getenv("SEAM_COUNTER");
    if (path) {
        int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (file >= 0 && ftruncate(file, sizeof(long)) == 0) {
            void *page = mmap(NULL, sizeof(long), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
            if (page != MAP_FAILED) counter = page;
        }
        if (file >= 0) close(file);
    }
    if (getenv("SEAM_TRACE")) trace = open(getenv("SEAM_TRACE"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    record_begin();
    atomic_store(counter, 0);
    own = 1;
}

// One durable step; 1 where it is to fail.
static int seam(const char *call, const char *path) {
    if (!own) return 0;
    long count = atomic_fetch_add(counter, 1) + 1;
    if (trace >= 0) dprintf(trace, "%ld %s %s\n", count, call, path ? path : "");
    while (hang && path && strstr(path, hang)) pause();
    if (kill_at && count >= kill_at) kill(getpid(), SIGKILL);
    if (fail_at && count >= fail_at && count < fail_at + stretch) {
        errno = failure;
        return 1;
    }
    return 0;
}

// What is written into: a regular file that is not the journal.
static int durable(int file) {
    struct stat status;
    int before = errno;
    int is = file > 2 && file != trace && fstat(file, &status) == 0 && S_ISREG(status.st_mode);
    errno = before;
    return is;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define OPEN(name, leading, arguments, folder)                                \
    int name leading {                                                        \
        mode_t mode = 0;                                                      \
        if (flags & (O_CREAT | __O_TMPFILE)) {                                \
            va_list list;                                                     \
            va_start(list, flags);                                            \
            mode = va_arg(list, mode_t);                                      \
            va_end(list);                                                     \
        }                                                                     \
        if (!(flags & (O_CREAT | O_TRUNC))) return REAL(name) arguments;      \
        if (seam(#name, path)) return -1;                                     \
        int is_recorded = own && record_enter();                              \
        int was_there = is_recorded && record_is_there(folder, path);         \
        int file = REAL(name) arguments;                                      \
        if (is_recorded && file >= 0 && durable(file)) {                      \
            if (!was_there) record_created(file, folder, path);               \
            else if (flags & O_TRUNC) record_sized(file);                     \
        }                                                                     \
        if (is_recorded) record_leave();                                      \
        return file;                                                          \
    }
OPEN(open, (const char *path, int flags, ...), (path, flags, mode), AT_FDCWD)
OPEN(open64, (const char *path, int flags, ...), (path, flags, mode), AT_FDCWD)
OPEN(openat, (int folder, const char *path, int flags, ...), (folder, path, flags, mode), folder)
OPEN(openat64, (int folder, const char *path, int flags, ...), (folder, path, flags, mode), folder)

// A call that is counted where `counts` holds, and written down by `done` where it did something.
#define CALL(type, name, parameters, arguments, counts, path, done)           \
    type name parameters {                                                    \
        if (!(counts)) return REAL(name) arguments;                           \
        if (seam(#name, path)) return -1;                                     \
        int is_recorded = own && record_enter();                              \
        type result = REAL(name) arguments;                                   \
        if (is_recorded) {                                                    \
            if (result >= 0) done;                                            \
            record_leave();                                                   \
        }                                                                     \
        return result;                                                        \
    }
#define WRITE(type, name, parameters, arguments, done) CALL(type, name, parameters, arguments, durable(file), NULL, done)
#define STEP(name, parameters, arguments, path, done) CALL(int, name, parameters, arguments, 1, path, done)
WRITE(ssize_t, write, (int file, const void *bytes, size_t count), (file, bytes, count),
      record_wrote(file, bytes, result, lseek(file, 0, SEEK_CUR) - result))
WRITE(ssize_t, pwrite, (int file, const void *bytes, size_t count, off_t at), (file, bytes, count, at),
      record_wrote(file, bytes, result, at))
WRITE(ssize_t, pwrite64, (int file, const void *bytes, size_t count, off64_t at), (file, bytes, count, at),
      record_wrote(file, bytes, result, at))
WRITE(ssize_t, writev, (int file, const struct iovec *parts, int count), (file, parts, count),
      record_wrote_parts(file, parts, count, result, lseek(file, 0, SEEK_CUR) - result))
WRITE(ssize_t, pwritev, (int file, const struct iovec *parts, int count, off_t at), (file, parts, count, at),
      record_wrote_parts(file, parts, count, result, at))
WRITE(int, ftruncate, (int file, off_t size), (file, size), record_sized(file))
WRITE(int, ftruncate64, (int file, off64_t size), (file, size), record_sized(file))
WRITE(int, fallocate, (int file, int mode, off_t at, off_t size), (file, mode, at, size), record_sized(file))
WRITE(int, fchmod, (int file, mode_t mode), (file, mode), (void)0)
STEP(fsync, (int file), (file), NULL, record_synced(file))
// Of directories too: so SQLite gives its log a name that lasts.
STEP(fdatasync, (int file), (file), NULL, record_synced(file))
STEP(rename, (const char *from, const char *to), (from, to), to, record_renamed(AT_FDCWD, from, AT_FDCWD, to))
STEP(renameat, (int a, const char *from, int b, const char *to), (a, from, b, to), to, record_renamed(a, from, b, to))
STEP(renameat2, (int a, const char *from, int b, const char *to, unsigned flags), (a, from, b, to, flags), to,
     record_renamed(a, from, b, to))
STEP(link, (const char *from, const char *to), (from, to), to, record_name('H', AT_FDCWD, to, NULL))
STEP(linkat, (int a, const char *from, int b, const char *to, int flags), (a, from, b, to, flags), to,
     record_name('H', b, to, NULL))
STEP(symlink, (const char *to, const char *path), (to, path), path, record_name('L', AT_FDCWD, path, to))
STEP(symlinkat, (const char *to, int folder, const char *path), (to, folder, path), path,
     record_name('L', folder, path, to))
STEP(unlink, (const char *path), (path), path, record_removed(AT_FDCWD, path))
STEP(unlinkat, (int folder, const char *path, int flags), (folder, path, flags), path, record_removed(folder, path))
STEP(rmdir, (const char *path), (path), path, record_removed(AT_FDCWD, path))
STEP(mkdir, (const char *path, mode_t mode), (path, mode), path, record_name('M', AT_FDCWD, path, NULL))
STEP(mkdirat, (int folder, const char *path, mode_t mode), (folder, path, mode), path,
     record_name('M', folder, path, NULL))
STEP(chmod, (const char *path, mode_t mode), (path, mode), path, (void)0)
