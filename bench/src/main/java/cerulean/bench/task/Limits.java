package cerulean.bench.task;

import java.util.Comparator;
import java.util.List;

/// What the machine can do at most, measured in the same run on the same number of threads.
///
/// - `gflops`: fused multiply-adds on registers alone
/// - `bandwidths`: of loops that do nothing but move floats
public record Limits(double gflops, List<Bandwidth> bandwidths) {

  /// The loops: `read` sums an array, `copy` reads one and writes one, `add` reads two and writes
  /// one.
  public enum Loop {
    READ("read", 1),
    COPY("copy", 2),
    ADD("add", 3);

    private final String text;
    private final int arrays;

    Loop(String text, int arrays) {
      this.text = text;
      this.arrays = arrays;
    }

    /// The name in tables.
    public String text() {
      return text;
    }

    /// How many arrays are read or written.
    public int arrays() {
      return arrays;
    }
  }

  /// Bytes read and written in a nanosecond (GB/s) on arrays of `size` floats.
  public record Bandwidth(Loop loop, int size, double gigabytes) {}

  /// Copies the list.
  public Limits {
    bandwidths = List.copyOf(bandwidths);
  }

  /// Nanoseconds to move `arrays` arrays of `size` floats at the speed of `loop`, measured at the
  /// nearest size; 0 if it was not measured.
  public double nanos(Loop loop, double arrays, int size) {
    return bandwidths.stream()
        .filter(bandwidth -> bandwidth.loop == loop)
        .min(Comparator.comparingDouble(b -> Math.abs(Math.log((double) b.size / size))))
        .map(bandwidth -> arrays * size * Float.BYTES / bandwidth.gigabytes)
        .orElse(0.0);
  }

  /// Nanoseconds of so many floating-point operations; 0 if the peak was not measured.
  public double nanos(double flops) {
    return gflops > 0 ? flops / gflops : 0;
  }
}
