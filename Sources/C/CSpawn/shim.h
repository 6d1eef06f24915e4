#include <spawn.h>

// GNU functions that the Glibc module does not show; see spawn.h and pipe(2).
static inline int cspawn_close_from(posix_spawn_file_actions_t *actions, int first) {
    extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *, int);
    return posix_spawn_file_actions_addclosefrom_np(actions, first);
}

static inline int cspawn_change_folder(posix_spawn_file_actions_t *actions, const char *path) {
    extern int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *, const char *);
    return posix_spawn_file_actions_addchdir_np(actions, path);
}

static inline int cspawn_pipe(int ends[2], int flags) {
    extern int pipe2(int[2], int);
    return pipe2(ends, flags);
}

// POSIX_SPAWN_SETSID
static inline short cspawn_new_session(void) { return 0x80; }
