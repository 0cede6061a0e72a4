package cerulean.studies.results;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The machine a result was measured on.
///
/// | component | meaning |
/// |---|---|
/// | `cpu` | processor model, if the system tells |
/// | `cores` | processors this program may use |
/// | `memory` | bytes of memory, as limited by a container |
/// | `jdk`, `vm` | vendor and version of the Java runtime, name of its virtual machine |
/// | `kernels` | which tensor kernels ran, as in `simd, 512 bit` |
public record MachineInfo(
    String os,
    String arch,
    @Nullable String cpu,
    int cores,
    long memory,
    String jdk,
    String vm,
    String kernels) {
  /// Returns what the running program can find out; `kernels` comes from the tensor module.
  public static MachineInfo gather(String kernels) {
    return new MachineInfo(
        property("os.name") + " " + property("os.version"),
        property("os.arch"),
        cpuModel(Path.of("/proc/cpuinfo")),
        Runtime.getRuntime().availableProcessors(),
        physicalMemory(),
        property("java.vendor") + " " + property("java.runtime.version"),
        property("java.vm.name"),
        kernels);
  }

  /// The memory as people say it, as in `15.6 GiB`.
  public String memoryText() {
    return String.format(Locale.ROOT, "%.1f GiB", memory / (double) (1L << 30));
  }

  static @Nullable String cpuModel(Path cpuInfo) {
    try (Stream<String> lines = Files.lines(cpuInfo)) {
      return lines
          .filter(line -> line.startsWith("model name") && line.indexOf(':') > 0)
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(null);
    } catch (IOException | RuntimeException e) {
      // A nicety of Linux on some processors; its absence is not an error.
      return null;
    }
  }

  private static long physicalMemory() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : Runtime.getRuntime().maxMemory();
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }
}
