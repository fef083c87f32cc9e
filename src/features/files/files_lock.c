/* What the picture helper may still do once it holds somebody else's bytes: compute, take memory up to a limit, write
 * its answer, end. A decoder that is taken over finds no files, no network and no other processes. */
#include "features/files/files_decode.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#define MEMORY_MOST  (512u << 20)
#define SECONDS_MOST 8

#if defined __x86_64__
#define MACHINE AUDIT_ARCH_X86_64
#elif defined __aarch64__
#define MACHINE AUDIT_ARCH_AARCH64
#else
#error "name the machine for the filter of system calls"
#endif

#define ALLOW(call) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)

static bool filter_calls(void)
{
	static struct sock_filter rules[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, MACHINE, 1, 0),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		ALLOW(read),
		ALLOW(write),
		ALLOW(brk),
		ALLOW(mmap),
		ALLOW(munmap),
		ALLOW(mremap),
		ALLOW(madvise),
		ALLOW(futex),
		ALLOW(getrandom),
		ALLOW(rt_sigreturn),
		ALLOW(exit),
		ALLOW(exit_group),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
	};
	const struct sock_fprog program = {sizeof rules / sizeof *rules, rules};
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

static bool limit(int what, rlim_t most)
{
	return setrlimit((__rlimit_resource_t)what, &(struct rlimit){most, most}) == 0;
}

bool helper_lock_up(void)
{
	bool limited = limit(RLIMIT_CORE, 0) && limit(RLIMIT_CPU, SECONDS_MOST) && limit(RLIMIT_NOFILE, 3) &&
		       limit(RLIMIT_FSIZE, PICTURE_HELPER_MOST);
#ifdef __SANITIZE_ADDRESS__
	/* The sanitizer itself reserves terabytes and asks for more calls; there the tests look for other mistakes. */
	return limited;
#else
	return limited && limit(RLIMIT_AS, MEMORY_MOST) && filter_calls();
#endif
}
