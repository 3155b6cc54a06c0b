struct a { __attribute__((annotate("reread::racy"))) int *p; };
int a(struct a *a) { return a->p ? *a->p : 0; }
