struct list_head {
  struct list_head *next, *prev;
};

struct session {
  struct list_head list;
  int lock;
  int mode, kind, level, state;
};

struct session_ops {
  struct session *(*alloc)(void);
};

void *kmalloc(unsigned long size, unsigned flags);
void *kzalloc(unsigned long size, unsigned flags);
void init_lock(int *lock);
void use(int value);

static inline void INIT_LIST_HEAD(struct list_head *list)
{
  list->next = list;
  list->prev = list;
}

struct session *session_alloc(unsigned flags);
struct session *session_find(unsigned flags);
