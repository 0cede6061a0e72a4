package cerulean.bench.peers;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import cerulean.bench.task.Peer;
import cerulean.bench.task.Product;
import cerulean.bench.task.Task;
import cerulean.bench.task.Work;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The OpenBLAS that is installed on this machine (Debian: `libopenblas0-pthread`), called through
/// `java.lang.foreign`. Matrix products only.
public final class OpenBlas implements Peer {

  private static final String LIBRARY = "libopenblas.so.0";

  private static final int ROW_MAJOR = 101;
  private static final int AS_STORED = 111;
  private static final int TRANSPOSED = 112;

  /// Room for what the library says about itself.
  private static final long MOST_CHARACTERS = 1000;

  /// A provider; the library is loaded when it is needed.
  public OpenBlas() {}

  @Override
  public String name() {
    return "openblas";
  }

  @Override
  public Optional<String> absence() {
    return path() == null
        ? Optional.of(LIBRARY + " is not installed (Debian: package libopenblas0-pthread)")
        : Optional.empty();
  }

  @Override
  public String version() {
    try {
      MemorySegment text =
          (MemorySegment)
              handle("openblas_get_config", FunctionDescriptor.of(ADDRESS)).invokeExact();
      return text.reinterpret(MOST_CHARACTERS)
          .getString(0)
          .replaceFirst("^(OpenBLAS \\S+).*?(\\w+) MAX_THREADS.*", "$1 ($2)")
          .strip();
    } catch (Throwable e) {
      throw new IllegalStateException("openblas: the library does not answer", e);
    }
  }

  @Override
  public boolean knows(Task task) {
    return task instanceof Product;
  }

  @Override
  public Work prepare(Task task, int threads) {
    try {
      handle("openblas_set_num_threads", FunctionDescriptor.ofVoid(JAVA_INT)).invokeExact(threads);
    } catch (Throwable e) {
      throw new IllegalStateException("openblas: the library does not answer", e);
    }
    Product product = (Product) task;
    return product.isVector() ? new Vector(product) : new Matrix(product);
  }

  private static MethodHandle handle(String name, FunctionDescriptor type) {
    String path = path();
    if (path == null) {
      throw new IllegalStateException("openblas: " + LIBRARY + " is not installed");
    }
    // By its path: by its name the loader could hand out what PyTorch has loaded under it.
    SymbolLookup library = SymbolLookup.libraryLookup(Path.of(path), Arena.global());
    return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), type);
  }

  /// Where the system's loader would find the library: what its cache says.
  private static @Nullable String path() {
    for (String program : new String[] {"ldconfig", "/sbin/ldconfig"}) {
      try {
        Process listing =
            new ProcessBuilder(program, "-p")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines = listing.inputReader()) {
          Optional<String> line =
              lines.lines().filter(text -> text.strip().startsWith(LIBRARY + " ")).findFirst();
          if (line.isPresent()) {
            return line.get().replaceFirst(".*=>\\s*", "");
          }
        }
      } catch (IOException e) {
        // This system has no such program there: try the next.
      }
    }
    return null;
  }

  private static MemorySegment copy(float[] values) {
    MemorySegment memory = Arena.global().allocate((long) values.length * Float.BYTES, 64);
    MemorySegment.copy(values, 0, memory, JAVA_FLOAT, 0, values.length);
    return memory;
  }

  private static final class Matrix implements Work {
    private final MethodHandle sgemm =
        handle(
            "cblas_sgemm",
            FunctionDescriptor.ofVoid(
                JAVA_INT,
                JAVA_INT,
                JAVA_INT,
                JAVA_INT,
                JAVA_INT,
                JAVA_INT,
                JAVA_FLOAT,
                ADDRESS,
                JAVA_INT,
                ADDRESS,
                JAVA_INT,
                JAVA_FLOAT,
                ADDRESS,
                JAVA_INT));
    private final Product task;
    private final MemorySegment a;
    private final MemorySegment b;
    private final MemorySegment c;

    Matrix(Product task) {
      this.task = task;
      a = copy(task.left());
      b = copy(task.right());
      c = copy(new float[task.m() * task.n()]);
    }

    @Override
    public Object run() {
      boolean left = task.leftTransposed();
      boolean right = task.rightTransposed();
      try {
        sgemm.invokeExact(
            ROW_MAJOR,
            left ? TRANSPOSED : AS_STORED,
            right ? TRANSPOSED : AS_STORED,
            task.m(),
            task.n(),
            task.k(),
            1f,
            a,
            left ? task.m() : task.k(),
            b,
            right ? task.k() : task.n(),
            0f,
            c,
            task.n());
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
      return c;
    }

    @Override
    public float[] numbers() {
      run();
      return c.toArray(JAVA_FLOAT);
    }
  }

  private static final class Vector implements Work {
    private final MethodHandle sgemv =
        handle(
            "cblas_sgemv",
            FunctionDescriptor.ofVoid(
                JAVA_INT,
                JAVA_INT,
                JAVA_INT,
                JAVA_INT,
                JAVA_FLOAT,
                ADDRESS,
                JAVA_INT,
                ADDRESS,
                JAVA_INT,
                JAVA_FLOAT,
                ADDRESS,
                JAVA_INT));
    private final Product task;
    private final MemorySegment a;
    private final MemorySegment x;
    private final MemorySegment y;

    Vector(Product task) {
      this.task = task;
      a = copy(task.left());
      x = copy(task.right());
      y = copy(new float[task.m()]);
    }

    @Override
    public Object run() {
      try {
        sgemv.invokeExact(
            ROW_MAJOR, AS_STORED, task.m(), task.k(), 1f, a, task.k(), x, 1, 0f, y, 1);
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
      return y;
    }

    @Override
    public float[] numbers() {
      run();
      return y.toArray(JAVA_FLOAT);
    }
  }
}
