#include "tree.h"
int broken = not_declared;
