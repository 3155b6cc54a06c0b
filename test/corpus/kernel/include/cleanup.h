//===-- cleanup.h - locks that end with their scope ---------------*- C -*-===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef CORPUS_CLEANUP_H
#define CORPUS_CLEANUP_H

#include "compiler.h"

#define DEFINE_CLASS(_name, _type, _exit, _init, _init_args...)                \
  typedef _type class_##_name##_t;                                             \
  static inline void class_##_name##_destructor(_type *p)                      \
  {                                                                            \
    _type _T = *p;                                                             \
    _exit;                                                                     \
  }                                                                            \
  static inline _type class_##_name##_constructor(_init_args)                  \
  {                                                                            \
    _type t = _init;                                                           \
    return t;                                                                  \
  }

#define CLASS(_name, var)                                                      \
  class_##_name##_t var __cleanup(class_##_name##_destructor) =                \
      class_##_name##_constructor

#define __DEFINE_CLASS_IS_CONDITIONAL(_name, _is_cond) \
  static __maybe_unused const bool class_##_name##_is_conditional = _is_cond

/* For locks whose pointer is all that there is to remember. */
#define DEFINE_GUARD(_name, _type, _lock, _unlock)                             \
  __DEFINE_CLASS_IS_CONDITIONAL(_name, false);                                 \
  DEFINE_CLASS(_name, _type, if (_T) { _unlock; }, ({ _lock; _T; }), _type _T) \
  static inline void *class_##_name##_lock_ptr(class_##_name##_t *_T)          \
  {                                                                            \
    return (void *)(__force unsigned long)*_T;                                 \
  }

#define __DEFINE_UNLOCK_GUARD(_name, _type, _unlock, ...)                      \
  typedef struct {                                                             \
    _type *lock;                                                               \
    __VA_ARGS__;                                                               \
  } class_##_name##_t;                                                         \
  static inline void class_##_name##_destructor(class_##_name##_t *_T)         \
  {                                                                            \
    if (_T->lock) {                                                            \
      _unlock;                                                                 \
    }                                                                          \
  }                                                                            \
  static inline void *class_##_name##_lock_ptr(class_##_name##_t *_T)          \
  {                                                                            \
    return (void *)(__force unsigned long)_T->lock;                            \
  }

/* For locks that remember more: the flags of interrupts. */
#define DEFINE_LOCK_GUARD_1(_name, _type, _lock, _unlock, ...)                 \
  __DEFINE_CLASS_IS_CONDITIONAL(_name, false);                                 \
  __DEFINE_UNLOCK_GUARD(_name, _type, _unlock, __VA_ARGS__)                    \
  static inline class_##_name##_t class_##_name##_constructor(_type *l)        \
  {                                                                            \
    class_##_name##_t _t = {.lock = l}, *_T = &_t;                             \
    _lock;                                                                     \
    return _t;                                                                 \
  }

/* For locks without an object. */
#define DEFINE_LOCK_GUARD_0(_name, _lock, _unlock, ...)                        \
  __DEFINE_CLASS_IS_CONDITIONAL(_name, false);                                 \
  __DEFINE_UNLOCK_GUARD(_name, void, _unlock, __VA_ARGS__)                     \
  static inline class_##_name##_t class_##_name##_constructor(void)            \
  {                                                                            \
    class_##_name##_t _t = {.lock = (void *)1},                                \
                      *_T __maybe_unused = &_t;                                \
    _lock;                                                                     \
    return _t;                                                                 \
  }

#define guard(_name) CLASS(_name, __UNIQUE_ID(guard))

/* The body is the else branch of a loop that is left through a label after
   its first round. */
#define __scoped_guard(_name, _label, args...)                                 \
  for (CLASS(_name, scope)(args); class_##_name##_lock_ptr(&scope) ||          \
                                  !class_##_name##_is_conditional;             \
       ({ goto _label; }))                                                     \
    if (0) {                                                                   \
    _label:                                                                    \
      break;                                                                   \
    } else
#define scoped_guard(_name, args...) \
  __scoped_guard(_name, __UNIQUE_ID(label), args)

#endif // CORPUS_CLEANUP_H
