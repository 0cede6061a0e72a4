package cerulean.bench.peers;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/// The MKL that PyTorch multiplies with: set up to share PyTorch's threads, those of GNU's OpenMP.
/// Two OpenMPs in one process would keep the cores from each other.
final class MathKernelLibrary {

  /// Where PyTorch asks for OpenBLAS, its binding puts a copy of MKL under this name.
  private static final String STAND_IN = "mkl/linux-x86_64/libopenblas.so.0";

  private static final int GNU_THREADS = 3;

  /// For `dlopen`: resolve symbols when they are used, and let other libraries see them.
  private static final int LAZY_AND_GLOBAL = 0x101;

  private static final int VERSION_LENGTH = 200;

  private static final class Holder {
    static final MathKernelLibrary LOADED = new MathKernelLibrary();
  }

  private final SymbolLookup library;

  private MathKernelLibrary() {
    Loader.load(torch.class);
    try {
      share("libgomp.so");
      library = SymbolLookup.libraryLookup(mapped(STAND_IN), Arena.global());
      int layer =
          (int)
              handle("MKL_Set_Threading_Layer", FunctionDescriptor.of(JAVA_INT, JAVA_INT))
                  .invokeExact(GNU_THREADS);
      if (layer != GNU_THREADS) {
        throw new IllegalStateException("mkl: it uses threading layer " + layer);
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("mkl: the library does not answer", e);
    }
  }

  /// The library, loaded and set up once.
  static MathKernelLibrary loaded() {
    return Holder.LOADED;
  }

  /// Makes it use so many threads from now on.
  void useThreads(int threads) {
    try {
      handle("MKL_Set_Num_Threads", FunctionDescriptor.ofVoid(JAVA_INT)).invokeExact(threads);
    } catch (Throwable e) {
      throw new IllegalStateException("mkl: the library does not answer", e);
    }
  }

  /// Its version, as in `2025.3`.
  String version() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocate(VERSION_LENGTH);
      handle("mkl_get_version_string", FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT))
          .invokeExact(text, VERSION_LENGTH);
      String whole = new String(text.toArray(JAVA_BYTE), StandardCharsets.US_ASCII);
      return whole.replaceFirst("(?s).*Version ([\\d.]+).*", "$1");
    } catch (Throwable e) {
      throw new IllegalStateException("mkl: the library does not answer", e);
    }
  }

  private MethodHandle handle(String name, FunctionDescriptor type) {
    return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), type);
  }

  /// Lets libraries that are loaded later see the symbols of one that is loaded already.
  private static void share(String name) throws Throwable {
    Linker linker = Linker.nativeLinker();
    MethodHandle dlopen =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("dlopen"),
            FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment path = arena.allocateFrom(mapped(name).toString());
      MemorySegment found = (MemorySegment) dlopen.invokeExact(path, LAZY_AND_GLOBAL);
      if (found.equals(MemorySegment.NULL)) {
        throw new IllegalStateException("mkl: " + name + " cannot be shared");
      }
    }
  }

  /// The file of a loaded library whose path has `name` in it, from the list of mapped files.
  private static Path mapped(String name) {
    List<String> lines;
    try {
      lines = Files.readAllLines(Path.of("/proc/self/maps"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines.stream()
        .filter(line -> line.contains("/" + name))
        .map(line -> Path.of(line.substring(line.indexOf('/'))))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("mkl: no library " + name + " is loaded"));
  }
}
