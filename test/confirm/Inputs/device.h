// What the cases share. Only `state` is racy.
struct device {
  int state;
  int mode;
  int ready;
  int count;
  struct device *next;
};

void first(int value);
void second(int value);
int more(void);
void work(void);
