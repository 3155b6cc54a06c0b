// RUN: not %reread check %s -- %kernel_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

// Globals are places too, and so are the fields of what they point to.

#include "compiler.h"
#include <reread/annotate.h>

unsigned sysctl_divisor REREAD_RACY = 1;
static unsigned limit REREAD_RACY;

struct config {
  unsigned size REREAD_RACY;
};
static struct config *config;
static struct config defaults;
static const int *table;

void set_config(struct config *c, unsigned l)
{
  config = c;
  limit = l;
}

unsigned global_tested_then_divided_by(unsigned x)
{
  if (!sysctl_divisor)
    return 0;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'sysctl_divisor' is read again here; one value is tested, another is divided by
  return x / sysctl_divisor;
}

unsigned global_read_once(unsigned x)
{
  unsigned divisor = READ_ONCE(sysctl_divisor);

  return divisor ? x / divisor : 0;
}

static unsigned last_allowed(void)
{
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'limit' is read again here; one value is tested, another is used as an index
  return limit - 1;
}

int global_through_callee(void)
{
  if (limit > 64)
    return -1;
  return table[last_allowed()];
}

int field_of_pointed_to(void)
{
  if (config->size > 64)
    return -1;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'size' of 'config' is read again here; one value is tested, another is used as an index
  return table[config->size];
}

int field_of_global(void)
{
  if (defaults.size > 64)
    return -1;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'size' of 'defaults' is read again here; one value is tested, another is used as an index
  return table[defaults.size];
}

int two_objects(void)
{
  if (defaults.size > 64)
    return -1;
  return table[config->size];
}

int own_write_between(unsigned l)
{
  if (limit > 64)
    return -1;
  limit = l;
  return table[limit];
}
