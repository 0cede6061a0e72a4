package cerulean.bench.task;

/// What speeds are told in.
public enum Unit {
  /// Floating-point operations in 1e-9 s: more is better.
  GFLOPS("GFLOP/s"),
  /// Bytes in 1e-9 s: more is better.
  GIGABYTES("GB/s"),
  /// 1e-6 s a run: less is better.
  MICROSECONDS("us"),
  /// Seconds: less is better.
  SECONDS("s"),
  /// Simulated seconds in a second: more is better.
  REAL_TIME("s/s"),
  /// Bytes: fewer are better.
  BYTES("B");

  private final String text;

  Unit(String text) {
    this.text = text;
  }

  /// The unit as it is written.
  public String text() {
    return text;
  }

  /// The unit that is written so.
  public static Unit named(String text) {
    for (Unit unit : values()) {
      if (unit.text.equals(text)) {
        return unit;
      }
    }
    throw new IllegalArgumentException("unit: none is called \"" + text + "\"");
  }

  /// A time of a run in this unit; `amount` is what the run does, in operations or bytes.
  public double of(double nanos, double amount) {
    return switch (this) {
      case MICROSECONDS -> nanos / 1e3;
      case SECONDS -> nanos / 1e9;
      default -> amount / nanos;
    };
  }

  /// How many times as fast as `peer` a contestant is that reaches `ours`.
  public double ratio(double ours, double peer) {
    return this == MICROSECONDS || this == SECONDS || this == BYTES ? peer / ours : ours / peer;
  }
}
