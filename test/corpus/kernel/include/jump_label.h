//===-- jump_label.h - branches that are patched at run time ------*- C -*-===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef CORPUS_JUMP_LABEL_H
#define CORPUS_JUMP_LABEL_H

#include "compiler.h"

struct static_key {
  int enabled;
  void *entries;
};

struct static_key_true {
  struct static_key key;
};

struct static_key_false {
  struct static_key key;
};

#define DEFINE_STATIC_KEY_TRUE(name) \
  struct static_key_true name = {.key = {.enabled = 1}}
#define DEFINE_STATIC_KEY_FALSE(name) \
  struct static_key_false name = {.key = {.enabled = 0}}
#define DECLARE_STATIC_KEY_TRUE(name) extern struct static_key_true name
#define DECLARE_STATIC_KEY_FALSE(name) extern struct static_key_false name

bool ____wrong_branch_error(void);

#define JUMP_TABLE_ENTRY                                                       \
  ".pushsection __jump_table,  \"aw\" \n\t"                                    \
  ".balign 8 \n\t"                                                             \
  ".long 1b - . \n\t"                                                          \
  ".long %l[l_yes] - . \n\t"                                                   \
  ".quad %c0 + %c1 - .\n\t"                                                    \
  ".popsection \n\t"

static __always_inline bool arch_static_branch(struct static_key *const key,
                                               const bool branch)
{
  asm goto("1:.byte 0x0f,0x1f,0x44,0x00,0x00\n\t" JUMP_TABLE_ENTRY
           :
           : "i"(key), "i"(branch)
           :
           : l_yes);
  return false;
l_yes:
  return true;
}

static __always_inline bool
arch_static_branch_jump(struct static_key *const key, const bool branch)
{
  asm goto("1: jmp %l[l_yes]\n\t" JUMP_TABLE_ENTRY
           :
           : "i"(key), "i"(branch)
           :
           : l_yes);
  return false;
l_yes:
  return true;
}

#define static_branch_likely(x)                                                \
  ({                                                                           \
    bool branch;                                                               \
    if (__builtin_types_compatible_p(typeof(*x), struct static_key_true))      \
      branch = !arch_static_branch(&(x)->key, true);                           \
    else if (__builtin_types_compatible_p(typeof(*x),                          \
                                          struct static_key_false))            \
      branch = !arch_static_branch_jump(&(x)->key, true);                      \
    else                                                                       \
      branch = ____wrong_branch_error();                                       \
    likely_notrace(branch);                                                    \
  })
#define static_branch_unlikely(x)                                              \
  ({                                                                           \
    bool branch;                                                               \
    if (__builtin_types_compatible_p(typeof(*x), struct static_key_true))      \
      branch = arch_static_branch_jump(&(x)->key, false);                      \
    else if (__builtin_types_compatible_p(typeof(*x),                          \
                                          struct static_key_false))            \
      branch = arch_static_branch(&(x)->key, false);                           \
    else                                                                       \
      branch = ____wrong_branch_error();                                       \
    unlikely_notrace(branch);                                                  \
  })

#define X86_FEATURE_PCID (4 * 32 + 17)
#define X86_FEATURE_PTI (7 * 32 + 11)
#define X86_FEATURE_LAM (12 * 32 + 26)
#define NCAPINTS 22

struct cpuinfo_x86 {
  u32 x86_capability[NCAPINTS];
};
extern struct cpuinfo_x86 boot_cpu_data;

#define boot_cpu_has(bit) \
  ((boot_cpu_data.x86_capability[(bit) >> 5] >> ((bit) & 31)) & 1)

static __always_inline bool _static_cpu_has(u16 bit)
{
  asm goto("jmp 6f\n"
           ".pushsection .altinstr_aux,\"ax\"\n"
           "6:\n"
           " testb %[bitnum], %a[cap_byte]\n"
           " jnz %l[t_yes]\n"
           " jmp %l[t_no]\n"
           ".popsection\n"
           :
           : [bitnum] "i"(1 << (bit & 7)),
             [cap_byte] "i"(
                 &((const char *)boot_cpu_data.x86_capability)[bit >> 3])
           :
           : t_yes, t_no);
t_yes:
  return true;
t_no:
  return false;
}

#define static_cpu_has(bit)                                                    \
  (__builtin_constant_p(boot_cpu_has(bit)) ? boot_cpu_has(bit)                 \
                                           : _static_cpu_has(bit))
#define cpu_feature_enabled(bit) static_cpu_has(bit)

#endif // CORPUS_JUMP_LABEL_H
