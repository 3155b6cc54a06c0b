//===-- bug.h - assertions that trap through inline asm -----------*- C -*-===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef CORPUS_BUG_H
#define CORPUS_BUG_H

struct bug_entry {
  signed int bug_addr_disp;
  signed int file_disp;
  unsigned short line;
  unsigned short flags;
};

#define BUGFLAG_WARNING (1 << 0)
#define BUGFLAG_ONCE (1 << 1)
#define BUGFLAG_TAINT(taint) ((taint) << 8)
#define TAINT_WARN 9

#define asm_inline asm __inline

#define _BUG_FLAGS(ins, flags, extra)                                          \
  do {                                                                         \
    asm_inline volatile("1:\t" ins "\n"                                        \
                        ".pushsection __bug_table,\"aw\"\n"                    \
                        "2:\t.long 1b - .\n"                                   \
                        "\t.long %c0 - .\n"                                    \
                        "\t.word %c1\n"                                        \
                        "\t.word %c2\n"                                        \
                        "\t.org 2b+%c3\n"                                      \
                        ".popsection\n" extra                                  \
                        :                                                      \
                        : "i"(__FILE__), "i"(__LINE__), "i"(flags),            \
                          "i"(sizeof(struct bug_entry)));                      \
  } while (0)

#define __WARN_FLAGS(flags)                                                    \
  do {                                                                         \
    __auto_type __flags = BUGFLAG_WARNING | (flags);                           \
    _BUG_FLAGS(".byte 0x0f, 0x0b", __flags, "");                               \
  } while (0)
#define __WARN() __WARN_FLAGS(BUGFLAG_TAINT(TAINT_WARN))

#define BUG()                                                                  \
  do {                                                                         \
    _BUG_FLAGS(".byte 0x0f, 0x0b", 0, "");                                     \
    __builtin_unreachable();                                                   \
  } while (0)
#define BUG_ON(condition)                                                      \
  do {                                                                         \
    if (unlikely(condition))                                                   \
      BUG();                                                                   \
  } while (0)

#define WARN_ON(condition)                                                     \
  ({                                                                           \
    int __ret_warn_on = !!(condition);                                         \
    if (unlikely(__ret_warn_on))                                               \
      __WARN();                                                                \
    unlikely(__ret_warn_on);                                                   \
  })
#define WARN_ON_ONCE(condition)                                                \
  ({                                                                           \
    int __ret_warn_on = !!(condition);                                         \
    if (unlikely(__ret_warn_on))                                               \
      __WARN_FLAGS(BUGFLAG_ONCE | BUGFLAG_TAINT(TAINT_WARN));                  \
    unlikely(__ret_warn_on);                                                   \
  })

#define VM_WARN_ON(cond) (void)WARN_ON(cond)
#define VM_WARN_ON_ONCE(cond) (void)WARN_ON_ONCE(cond)

__attribute__((format(printf, 1, 2))) int _printk(const char *fmt, ...);
#define printk(fmt, ...) _printk(fmt, ##__VA_ARGS__)
#define pr_warn(fmt, ...) printk("\001" "4" fmt, ##__VA_ARGS__)

#endif // CORPUS_BUG_H
