//===-- percpu.h - this CPU's own data, through a segment register *- C -*-===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef CORPUS_PERCPU_H
#define CORPUS_PERCPU_H

#include "compiler.h"

#define DECLARE_PER_CPU(type, name) \
  extern __percpu __attribute__((section(".data..percpu"))) typeof(type) name
#define DEFINE_PER_CPU(type, name) \
  __percpu __attribute__((section(".data..percpu"))) typeof(type) name
#define DECLARE_PER_CPU_ALIGNED(type, name)                                    \
  extern __percpu __attribute__((section(".data..percpu..shared_aligned")))    \
  typeof(type) name __attribute__((aligned(64)))
#define DEFINE_PER_CPU_ALIGNED(type, name)                                     \
  __percpu __attribute__((section(".data..percpu..shared_aligned")))           \
  typeof(type) name __attribute__((aligned(64)))

void __bad_size_call_parameter(void);

#define __verify_pcpu_ptr(ptr)                                                 \
  do {                                                                         \
    const void *__vpp_verify = (typeof((ptr) + 0))NULL;                        \
    (void)__vpp_verify;                                                        \
  } while (0)

/* One arm for each width, of which the compiler keeps one. The arguments are
   spelt out in every arm. */
#define __pcpu_size_call_return(stem, variable)                                \
  ({                                                                           \
    typeof(variable) pscr_ret__;                                               \
    __verify_pcpu_ptr(&(variable));                                            \
    switch (sizeof(variable)) {                                                \
    case 1: pscr_ret__ = stem##1(variable); break;                             \
    case 2: pscr_ret__ = stem##2(variable); break;                             \
    case 4: pscr_ret__ = stem##4(variable); break;                             \
    case 8: pscr_ret__ = stem##8(variable); break;                             \
    default: __bad_size_call_parameter(); break;                               \
    }                                                                          \
    pscr_ret__;                                                                \
  })
#define __pcpu_size_call_return2(stem, variable, ...)                          \
  ({                                                                           \
    typeof(variable) pscr2_ret__;                                              \
    __verify_pcpu_ptr(&(variable));                                            \
    switch (sizeof(variable)) {                                                \
    case 1: pscr2_ret__ = stem##1(variable, __VA_ARGS__); break;               \
    case 2: pscr2_ret__ = stem##2(variable, __VA_ARGS__); break;               \
    case 4: pscr2_ret__ = stem##4(variable, __VA_ARGS__); break;               \
    case 8: pscr2_ret__ = stem##8(variable, __VA_ARGS__); break;               \
    default: __bad_size_call_parameter(); break;                               \
    }                                                                          \
    pscr2_ret__;                                                               \
  })
#define __pcpu_size_call(stem, variable, ...)                                  \
  do {                                                                         \
    __verify_pcpu_ptr(&(variable));                                            \
    switch (sizeof(variable)) {                                                \
    case 1: stem##1(variable, __VA_ARGS__); break;                             \
    case 2: stem##2(variable, __VA_ARGS__); break;                             \
    case 4: stem##4(variable, __VA_ARGS__); break;                             \
    case 8: stem##8(variable, __VA_ARGS__); break;                             \
    default: __bad_size_call_parameter(); break;                               \
    }                                                                          \
  } while (0)

#define __my_cpu_type(var) typeof(var)
#define __my_cpu_ptr(ptr) (__my_cpu_type(*(ptr)) *)(__force uintptr_t)(ptr)
#define __my_cpu_var(var) (*__my_cpu_ptr(&(var)))
#define __percpu_arg(x) "%%gs:%" #x

#define __pcpu_type_1 u8
#define __pcpu_type_2 u16
#define __pcpu_type_4 u32
#define __pcpu_type_8 u64

#define __pcpu_cast_1(val) ((u8)(((unsigned long)val) & 0xff))
#define __pcpu_cast_2(val) ((u16)(((unsigned long)val) & 0xffff))
#define __pcpu_cast_4(val) ((u32)(((unsigned long)val) & 0xffffffff))
#define __pcpu_cast_8(val) ((u64)(val))

#define __pcpu_op2_1(op, src, dst) op "b " src ", " dst
#define __pcpu_op2_2(op, src, dst) op "w " src ", " dst
#define __pcpu_op2_4(op, src, dst) op "l " src ", " dst
#define __pcpu_op2_8(op, src, dst) op "q " src ", " dst

#define __pcpu_reg_1(mod, x) mod "q"(x)
#define __pcpu_reg_2(mod, x) mod "r"(x)
#define __pcpu_reg_4(mod, x) mod "r"(x)
#define __pcpu_reg_8(mod, x) mod "r"(x)

#define __pcpu_reg_imm_1(x) "qi"(x)
#define __pcpu_reg_imm_2(x) "ri"(x)
#define __pcpu_reg_imm_4(x) "ri"(x)
#define __pcpu_reg_imm_8(x) "re"(x)

#define __raw_cpu_read(size, qual, _var)                                       \
  ({                                                                           \
    __pcpu_type_##size pfo_val__;                                              \
    asm qual(__pcpu_op2_##size("mov", __percpu_arg([var]), "%[val]")           \
             : [val] __pcpu_reg_##size("=", pfo_val__)                         \
             : [var] "m"(__my_cpu_var(_var)));                                 \
    (typeof(_var))(unsigned long)pfo_val__;                                    \
  })

/* The dead branch checks the type. It spells the value out once more. */
#define __raw_cpu_write(size, qual, _var, _val)                                \
  do {                                                                         \
    __pcpu_type_##size pto_val__ = __pcpu_cast_##size(_val);                   \
    if (0) {                                                                   \
      typeof(_var) pto_tmp__;                                                  \
      pto_tmp__ = (_val);                                                      \
      (void)pto_tmp__;                                                         \
    }                                                                          \
    asm qual(__pcpu_op2_##size("mov", "%[val]", __percpu_arg([var]))           \
             : [var] "=m"(__my_cpu_var(_var))                                  \
             : [val] __pcpu_reg_imm_##size(pto_val__));                        \
  } while (0)

#define percpu_add_return_op(size, qual, _var, _val)                           \
  ({                                                                           \
    __pcpu_type_##size paro_tmp__ = __pcpu_cast_##size(_val);                  \
    asm qual(__pcpu_op2_##size("xadd", "%[tmp]", __percpu_arg([var]))          \
             : [tmp] __pcpu_reg_##size("+", paro_tmp__),                       \
               [var] "+m"(__my_cpu_var(_var))                                  \
             :                                                                 \
             : "memory");                                                      \
    (typeof(_var))(unsigned long)(paro_tmp__ + _val);                          \
  })

#define __raw_cpu_read_stable(size, _var)                                      \
  ({                                                                           \
    __pcpu_type_##size pfo_val__;                                              \
    asm(__pcpu_op2_##size("mov", "%%gs:%a[var]", "%[val]")                     \
        : [val] __pcpu_reg_##size("=", pfo_val__)                              \
        : [var] "i"(&(_var)));                                                 \
    (typeof(_var))(unsigned long)pfo_val__;                                    \
  })

#define this_cpu_read_1(pcp) __raw_cpu_read(1, volatile, pcp)
#define this_cpu_read_2(pcp) __raw_cpu_read(2, volatile, pcp)
#define this_cpu_read_4(pcp) __raw_cpu_read(4, volatile, pcp)
#define this_cpu_read_8(pcp) __raw_cpu_read(8, volatile, pcp)
#define this_cpu_write_1(pcp, val) __raw_cpu_write(1, volatile, pcp, val)
#define this_cpu_write_2(pcp, val) __raw_cpu_write(2, volatile, pcp, val)
#define this_cpu_write_4(pcp, val) __raw_cpu_write(4, volatile, pcp, val)
#define this_cpu_write_8(pcp, val) __raw_cpu_write(8, volatile, pcp, val)
#define this_cpu_add_return_1(pcp, val) \
  percpu_add_return_op(1, volatile, pcp, val)
#define this_cpu_add_return_2(pcp, val) \
  percpu_add_return_op(2, volatile, pcp, val)
#define this_cpu_add_return_4(pcp, val) \
  percpu_add_return_op(4, volatile, pcp, val)
#define this_cpu_add_return_8(pcp, val) \
  percpu_add_return_op(8, volatile, pcp, val)

#define this_cpu_read(pcp) __pcpu_size_call_return(this_cpu_read_, pcp)
#define this_cpu_write(pcp, val) __pcpu_size_call(this_cpu_write_, pcp, val)
#define this_cpu_add_return(pcp, val) \
  __pcpu_size_call_return2(this_cpu_add_return_, pcp, val)

DECLARE_PER_CPU(unsigned long, this_cpu_off);
extern unsigned long __per_cpu_offset[];

#define arch_raw_cpu_ptr(_ptr)                                                 \
  ({                                                                           \
    unsigned long tcp_ptr__ = __raw_cpu_read(8, , this_cpu_off);               \
    tcp_ptr__ += (__force unsigned long)(_ptr);                                \
    (typeof(*(_ptr)) __force *)tcp_ptr__;                                      \
  })
#define this_cpu_ptr(ptr)                                                      \
  ({                                                                           \
    __verify_pcpu_ptr(ptr);                                                    \
    arch_raw_cpu_ptr(ptr);                                                     \
  })

/* The empty asm hides from the compiler where the pointer came from. */
#define RELOC_HIDE(ptr, off)                                                   \
  ({                                                                           \
    unsigned long __ptr;                                                       \
    __asm__("" : "=r"(__ptr) : "0"(ptr));                                      \
    (typeof(ptr))(__ptr + (off));                                              \
  })
#define per_cpu_ptr(ptr, cpu)                                                  \
  ({                                                                           \
    __verify_pcpu_ptr(ptr);                                                    \
    RELOC_HIDE((typeof(*(ptr)) __force *)(ptr), __per_cpu_offset[cpu]);        \
  })
#define per_cpu(var, cpu) (*per_cpu_ptr(&(var), cpu))

DECLARE_PER_CPU(int, cpu_number);
#define smp_processor_id() this_cpu_read(cpu_number)

#endif // CORPUS_PERCPU_H
