"""Calls of the kernel that no notebook needs, with their numbers (Linux's asm/unistd_64.h and asm-generic/unistd.h).

None of them is used by CPython, NumPy, pandas or Altair; each is a way out of the sandbox, past its limits, or a part
of the kernel in which faults were found.
"""

from __future__ import annotations

import errno

# machine → (the kernel's own number for it, column in REFUSED)
MACHINES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}

# name → (number on x86_64, number on aarch64), None where there is no such call
REFUSED: dict[str, tuple[int | None, int | None]] = {
    # keys of the person who marks, and of the next learner
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    # looking into other processes, and into the kernel
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "kcmp": (312, 272),
    "perf_event_open": (298, 241),
    "bpf": (321, 280),
    "userfaultfd": (323, 282),
    "lookup_dcookie": (212, 18),
    "syslog": (103, 116),
    "personality": (135, 92),
    # file systems and namespaces
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "unshare": (272, 97),
    "setns": (308, 268),
    "quotactl": (179, 60),
    "acct": (163, 89),
    "ustat": (136, None),
    "sysfs": (139, None),
    "nfsservctl": (180, 42),
    # files by their number instead of their path
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "fanotify_init": (300, 262),
    "fanotify_mark": (301, 263),
    # the kernel itself and the machine
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "create_module": (174, None),
    "query_module": (178, None),
    "get_kernel_syms": (177, None),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "reboot": (169, 142),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "adjtimex": (159, 171),
    "clock_adjtime": (305, 266),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
    "vhangup": (153, 58),
    "iopl": (172, None),
    "ioperm": (173, None),
    "modify_ldt": (154, None),
    "uselib": (134, None),
    "_sysctl": (156, None),
    # memory that no limit counts: nameless files, System V's shared memory and queues, pinned pages
    "memfd_create": (319, 279),
    "shmget": (29, 194),
    "shmat": (30, 196),
    "shmctl": (31, 195),
    "shmdt": (67, 197),
    "msgget": (68, 186),
    "msgsnd": (69, 189),
    "msgrcv": (70, 188),
    "msgctl": (71, 187),
    "semget": (64, 190),
    "semop": (65, 193),
    "semtimedop": (220, 192),
    "semctl": (66, 191),
    "mq_open": (240, 180),
    "mq_unlink": (241, 181),
    "remap_file_pages": (216, 234),
    "mbind": (237, 235),
    "migrate_pages": (256, 238),
    "move_pages": (279, 239),
    "vmsplice": (278, 75),
    # input and output behind the scenes
    "io_setup": (206, 0),
    "io_destroy": (207, 1),
    "io_submit": (209, 2),
    "io_cancel": (210, 3),
    "io_getevents": (208, 4),
    "io_pgetevents": (333, 292),
}

# From this number on both machines count alike, and every year brings new calls: only these are let through.
# pidfd_send_signal, pidfd_open, close_range, openat2, faccessat2, epoll_pwait2, futex_waitv, fchmodat2
NEW_FROM = 424
NEW_LET_THROUGH = (424, 434, 436, 437, 439, 441, 449, 452)

# Calls that are let through but for some of their arguments.
CLONE, MMAP, SOCKET, IOCTL = (56, 220), (9, 222), (41, 198), (16, 29)
NEW_NAMESPACES = (
    0x7E020080  # user, mount, process, network, message, host and control-group namespaces, and time
)
SHARED_AND_NAMELESS = (
    0x21  # MAP_SHARED | MAP_ANONYMOUS: it stays when it is unmapped page by page, and is not counted
)
FAMILIES = (
    1,
    2,
    10,
)  # sockets: local, IPv4, IPv6 (there is no network to reach; others open parts of the kernel)
TERMINAL = (0x5412, 0x541C)  # TIOCSTI and TIOCLINUX type on somebody else's terminal

# What a refused call answers. For a call that "is not there" programs know another way.
ANSWERS = {"memfd_create": errno.ENOSYS}
USUAL_ANSWER, NEW_ANSWER, NO_MEMORY, NO_FAMILY = errno.EPERM, errno.ENOSYS, errno.ENOMEM, errno.EAFNOSUPPORT
