// What the recorder writes down of a call, after it was done; see record.c.
#ifndef RECORD_H
#define RECORD_H
#include <sys/types.h>
#include <sys/uio.h>

void record_begin(void);
// Every call is done and written down alone, so that the record is in the order of the disk; 0 where nothing is recorded.
int record_enter(void);
void record_leave(void);
int record_is_there(int folder, const char *path);
void record_created(int file, int folder, const char *path);
void record_wrote(int file, const void *bytes, ssize_t count, off_t at);
void record_wrote_parts(int file, const struct iovec *parts, int number, ssize_t count, off_t at);
void record_sized(int file);
void record_synced(int file);
void record_name(char kind, int folder, const char *path, const char *target);
void record_renamed(int from_folder, const char *from, int to_folder, const char *to);
void record_removed(int folder, const char *path);
#endif
