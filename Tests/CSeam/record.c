// Writes down every call that changes what a disk holds, for a replay of what is left after a loss of power:
// Tests/SystemTests/Torture/PowerLoss.swift. A line each, its parts separated by tabs; directories and files by the
// number of their inode, so that a name is followed wherever it goes.
//
//   N folder name file           a file was created          M folder name file   a directory was
//   L folder name file target    a symbolic link was         H folder name file   a second name was given
//   R folder name folder name    a name was moved            U folder name        a name was removed
//   W file place bytes           so many bytes were written there; they follow the line
//   T file size                  a file was given a size     S file               a file or directory was synced
#define _GNU_SOURCE
#include "record.h"
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int record = -1;
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static int before;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

void record_begin(void) {
    const char *path = getenv("SEAM_RECORD");
    if (path) record = REAL(open)(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
}

int record_enter(void) {
    if (record < 0) return 0;
    pthread_mutex_lock(&turn);
    return 1;
}

void record_leave(void) { pthread_mutex_unlock(&turn); }

static void put(const void *bytes, size_t count) {
    before = errno;
    for (const char *rest = bytes; count > 0;) {
        ssize_t done = REAL(write)(record, rest, count);
        // A record with a gap would prove what is not so.
        if (done < 0) abort();
        rest += done;
        count -= (size_t)done;
    }
    errno = before;
}

static unsigned long inode(int file) {
    struct stat status;
    return fstat(file, &status) == 0 ? status.st_ino : 0;
}

// The directory that a path leads into, and the name in it.
static unsigned long parent(int folder, const char *path, const char **name) {
    struct stat status;
    const char *slash = strrchr(path, '/');
    *name = slash ? slash + 1 : path;
    if (!slash) return fstatat(folder, ".", &status, 0) == 0 ? status.st_ino : 0;
    size_t length = slash == path ? 1 : (size_t)(slash - path);
    char above[4096];
    if (length >= sizeof above) abort();
    memcpy(above, path, length);
    above[length] = 0;
    return fstatat(folder, above, &status, 0) == 0 ? status.st_ino : 0;
}

int record_is_there(int folder, const char *path) {
    struct stat status;
    int before = errno;
    int is = fstatat(folder, path, &status, AT_SYMLINK_NOFOLLOW) == 0;
    errno = before;
    return is;
}

void record_created(int file, int folder, const char *path) {
    const char *name;
    char line[8192];
    unsigned long above = parent(folder, path, &name);
    put(line, (size_t)snprintf(line, sizeof line, "N\t%lu\t%s\t%lu\n", above, name, inode(file)));
}

void record_wrote(int file, const void *bytes, ssize_t count, off_t at) {
    char line[128];
    if (count <= 0) return;
    put(line, (size_t)snprintf(line, sizeof line, "W\t%lu\t%ld\t%zd\n", inode(file), (long)at, count));
    put(bytes, (size_t)count);
}

void record_wrote_parts(int file, const struct iovec *parts, int number, ssize_t count, off_t at) {
    for (int part = 0; part < number && count > 0; part++) {
        ssize_t own = (ssize_t)parts[part].iov_len < count ? (ssize_t)parts[part].iov_len : count;
        record_wrote(file, parts[part].iov_base, own, at);
        at += own;
        count -= own;
    }
}

void record_sized(int file) {
    struct stat status;
    char line[128];
    if (fstat(file, &status) != 0) return;
    put(line, (size_t)snprintf(line, sizeof line, "T\t%lu\t%ld\n", status.st_ino, (long)status.st_size));
}

void record_synced(int file) {
    char line[64];
    put(line, (size_t)snprintf(line, sizeof line, "S\t%lu\n", inode(file)));
}

void record_name(char kind, int folder, const char *path, const char *target) {
    const char *name;
    struct stat status;
    char line[8192];
    if (fstatat(folder, path, &status, AT_SYMLINK_NOFOLLOW) != 0) return;
    unsigned long above = parent(folder, path, &name);
    int length = snprintf(line, sizeof line, "%c\t%lu\t%s\t%lu", kind, above, name, status.st_ino);
    length += snprintf(line + length, sizeof line - length, target ? "\t%s\n" : "%s\n", target ? target : "");
    put(line, (size_t)length);
}

void record_renamed(int from_folder, const char *from, int to_folder, const char *to) {
    const char *old, *new;
    char line[8192];
    unsigned long a = parent(from_folder, from, &old), b = parent(to_folder, to, &new);
    put(line, (size_t)snprintf(line, sizeof line, "R\t%lu\t%s\t%lu\t%s\n", a, old, b, new));
}

void record_removed(int folder, const char *path) {
    const char *name;
    char line[8192];
    unsigned long above = parent(folder, path, &name);
    put(line, (size_t)snprintf(line, sizeof line, "U\t%lu\t%s\n", above, name));
}
