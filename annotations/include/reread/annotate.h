/*===-- annotate.h - what the compiler cannot know about your data --------===*\
|*
|* Part of the reread project, under the Apache License v2.0 with LLVM
|* Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
|*
|*===----------------------------------------------------------------------===*|
|*
|* Macros for your own C and C++ sources. They are empty for every compiler
|* but an analyser's, and never change the code that is generated.
|*
\*===----------------------------------------------------------------------===*/

#ifndef REREAD_ANNOTATE_H
#define REREAD_ANNOTATE_H

/* reread defines REREAD; scan-build and clang --analyze define the other. */
#if defined(REREAD) || defined(__clang_analyzer__)
#define REREAD_ANNOTATE(...) __attribute__((annotate(__VA_ARGS__)))
#else
#define REREAD_ANNOTATE(...)
#endif

/* On a field or a global: it may change while it is being read. */
#define REREAD_RACY REREAD_ANNOTATE("reread::racy")

/* On a field or a global: it is racy, and its writers hold LOCK, the name of a
   field of the same struct or of a global, without quotes. */
#define REREAD_GUARDED_BY(LOCK) REREAD_ANNOTATE("reread::guarded_by", #LOCK)

/* On a sink: its values and those of the other sinks of GROUP (a string)
   must come from one read. */
#define REREAD_GROUP(GROUP) REREAD_ANNOTATE("reread::group", GROUP)

/* On a function parameter, a variable or a field: what reaches it has the
   name NAME (a string) in reports. */
#define REREAD_SINK(NAME) REREAD_ANNOTATE("reread::sink", NAME)

/* On a function: its call is a read of the place that it returns. */
#define REREAD_ACCESSOR REREAD_ANNOTATE("reread::accessor")

/* On a field or a global: racy by type (atomic, volatile), but not here. */
#define REREAD_STABLE REREAD_ANNOTATE("reread::stable")

/* On a field or a global: it changes once, so a second read that sees the
   change is as good as a first one. */
#define REREAD_MONOTONE REREAD_ANNOTATE("reread::monotone")

/* Before a statement, a variable or a function: no findings about the second
   reads in it, or about values that are used nowhere else. REASON is a string,
   and not an empty one. */
#if defined(REREAD) || defined(__clang_analyzer__)
#define REREAD_SUPPRESS(REASON)                                                \
  __attribute__((suppress("reread.DoubleRead", "" REASON)))
#else
#define REREAD_SUPPRESS(REASON)
#endif

#endif /* REREAD_ANNOTATE_H */
