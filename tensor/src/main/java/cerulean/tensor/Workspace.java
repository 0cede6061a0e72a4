package cerulean.tensor;

import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A scope whose tensors give their memory back when it ends, for the next one to use: the steps of
/// a training loop allocate almost nothing.
///
///     while (training) {
///       try (Workspace step = Workspace.open()) {
///         ...                                     // everything computed here
///         kept = step.keep(logits);               // but what outlives the step
///       }
///     }
///
/// Tensors that the thread makes while the workspace is open belong to it, those of arrays that the
/// caller brings ([Tensor#wrap] and its kin) excepted. [#close] releases them: a tensor that is used
/// later, or a view of it, says so in a sentence; it never shows another tensor's elements. What
/// must live longer is kept ([#keep]) or made outside ([#outside]); parameters, leaf gradients,
/// optimizer state and snapshots look after themselves.
///
/// Workspaces nest. Each belongs to the thread that opened it; other threads may read its tensors
/// while it is open, and what they make themselves is none of its business. Memory waits in a pool
/// of the thread, which keeps what recent workspaces have needed, is at most a quarter of the heap,
/// and is given up before memory runs out.
public final class Workspace implements AutoCloseable {

  /// Who nests deeper has forgotten to close.
  private static final int MOST_NESTED = 64;

  private static final ThreadLocal<Local> LOCAL = ThreadLocal.withInitial(Local::new);

  /// What a thread knows of its workspaces.
  private static final class Local {
    private final Thread thread = Thread.currentThread();

    /// The last one opened.
    private @Nullable Workspace innermost;

    /// Where new tensors go; null outside.
    private @Nullable Workspace active;

    /// While no workspace is open the garbage collector may have the pool.
    private SoftReference<ArrayPool> pool = new SoftReference<>(null);

    ArrayPool pool() {
      ArrayPool known = pool.get();
      if (known == null) {
        known = new ArrayPool(ArrayPool.MOST_BYTES);
        pool = new SoftReference<>(known);
      }
      return known;
    }
  }

  private final Local local;
  private final ArrayPool pool;
  private final @Nullable Workspace enclosing;

  /// Where tensors went before; not [#enclosing] if it was opened inside [#outside].
  private final @Nullable Workspace before;

  private final int depth;
  private final boolean poisoned;
  private @Nullable Storage[] made = new Storage[32];
  private int count;
  private boolean closed;

  private Workspace(Local local, boolean poisoned) {
    Workspace outer = local.innermost;
    this.local = local;
    this.enclosing = outer;
    this.before = local.active;
    this.pool = outer == null ? local.pool() : outer.pool;
    this.depth = outer == null ? 1 : outer.depth + 1;
    this.poisoned = poisoned || (outer != null && outer.poisoned);
  }

  /// Opens a workspace of the calling thread.
  public static Workspace open() {
    return open(false);
  }

  /// A workspace for tests, in which every array is full of NaN, or of ones in all bits, before it
  /// is handed out: an operation that takes for granted what it has not written shows.
  static Workspace openPoisoned() {
    return open(true);
  }

  private static Workspace open(boolean poisoned) {
    Local local = LOCAL.get();
    Workspace opened = new Workspace(local, poisoned);
    if (opened.depth > MOST_NESTED) {
      throw tooDeep();
    }
    local.innermost = opened;
    local.active = opened;
    return opened;
  }

  /// Lets `tensor` and its views outlive this workspace: they belong to the enclosing one from now
  /// on, or to the garbage collector if there is none. Returns the tensor.
  public Tensor keep(Tensor tensor) {
    requireOwnThread("keep");
    if (closed) {
      throw keptTooLate();
    }
    tensor.array();
    Storage storage = tensor.storage();
    Workspace owner = storage.owner();
    while (owner != null && owner != this) {
      owner = owner.enclosing;
    }
    if (owner == this) {
      storage.moveTo(enclosing);
      if (enclosing != null) {
        enclosing.add(storage);
      }
    }
    return tensor;
  }

  /// Lets `tensor` and its views outlive all workspaces. Returns the tensor.
  public static Tensor takeOut(Tensor tensor) {
    tensor.array();
    Workspace owner = tensor.storage().owner();
    if (owner != null) {
      owner.requireOwnThread("takeOut");
      tensor.storage().moveTo(null);
    }
    return tensor;
  }

  /// Gives the memory of `tensor` back at once: it and its views can not be used any more. Does
  /// nothing for tensors made outside of workspaces and for those released before.
  public static void release(Tensor tensor) {
    Storage storage = tensor.storage();
    if (!storage.isRecycled()) {
      return;
    }
    Workspace owner = storage.owner();
    if (owner != null) {
      owner.requireOwnThread("release");
    }
    Object array = storage.release();
    if (array != null) {
      (owner == null ? LOCAL.get().pool() : owner.pool).give(storage.dtype(), array);
    }
  }

  /// Returns what `body` computes, with tensors that belong to no workspace.
  public static <T> T outside(Supplier<T> body) {
    Local local = LOCAL.get();
    Workspace active = local.active;
    local.active = null;
    try {
      return body.get();
    } finally {
      while (active != null && active.closed) {
        active = active.before;
      }
      local.active = active;
    }
  }

  /// Releases the tensors made since this workspace was opened, but those kept. Closes workspaces
  /// that were opened inside and forgotten. A second close does nothing.
  @Override
  public void close() {
    if (closed) {
      return;
    }
    requireOwnThread("close");
    while (!closed && local.innermost != null) {
      local.innermost.end();
    }
  }

  private void end() {
    closed = true;
    local.innermost = enclosing;
    local.active = before;
    for (int i = 0; i < count; i++) {
      Storage storage = made[i];
      if (storage != null && storage.owner() == this) {
        Object array = storage.release();
        if (array != null) {
          pool.give(storage.dtype(), array);
        }
      }
    }
    made = new Storage[0];
    count = 0;
    if (enclosing == null) {
      pool.endOfWorkspace();
    }
  }

  /// A storage with anything in it.
  static Storage storage(DType type, int size) {
    Workspace active = LOCAL.get().active;
    return active == null
        ? Storage.over(type, Storage.moves(type).allocate(size))
        : active.make(type, size, false);
  }

  static Storage zeros(DType type, int size) {
    Workspace active = LOCAL.get().active;
    return active == null
        ? Storage.over(type, Storage.moves(type).allocate(size))
        : active.make(type, size, true);
  }

  private Storage make(DType type, int size, boolean zeros) {
    Object array = pool.take(type, size);
    boolean used = array != null;
    if (array == null) {
      array = Storage.moves(type).allocate(size);
    }
    if (zeros && used) {
      Storage.fill(array, false);
    } else if (poisoned && !zeros) {
      Storage.fill(array, true);
    }
    Storage storage = Storage.lent(type, array, this);
    add(storage);
    return storage;
  }

  private void add(Storage storage) {
    if (count == made.length) {
      made = Arrays.copyOf(made, 2 * count);
    }
    made[count++] = storage;
  }

  /// What the pool of the calling thread holds.
  static long pooledBytes() {
    return LOCAL.get().pool().bytes();
  }

  private void requireOwnThread(String op) {
    Thread thread = Thread.currentThread();
    if (!local.thread.equals(thread)) {
      throw otherThread(op, local.thread, thread);
    }
  }

  /// What every operation says about a tensor that was given back.
  static IllegalStateException released(Tensor tensor) {
    return new IllegalStateException(
        "tensor: "
            + tensor.dtype()
            + " "
            + tensor.shape()
            + " was released, with its workspace or as a cleared gradient; keep it with"
            + " Workspace.keep, or copy it before");
  }

  private static IllegalStateException tooDeep() {
    return new IllegalStateException(
        "open: "
            + MOST_NESTED
            + " workspaces of this thread are open; close each, best by try-with-resources");
  }

  private static IllegalStateException keptTooLate() {
    return new IllegalStateException(
        "keep: the workspace is closed and its tensors released; keep them before");
  }

  private static IllegalStateException otherThread(String op, Thread owner, Thread caller) {
    return new IllegalStateException(
        op
            + ": the workspace belongs to thread "
            + owner.getName()
            + "; called from "
            + caller.getName()
            + "; let the thread that opened it do so");
  }
}
