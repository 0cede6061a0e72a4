package cerulean.tensor.kernel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;

/// Chooses SIMD or scalar kernels, once, when the first kernel is needed.
///
/// The system property `cerulean.kernels` forces `simd` or `scalar`. Without it SIMD is chosen
/// where it is fast: the module `jdk.incubator.vector` is there, the virtual machine is HotSpot
/// with its optimizing compiler (elsewhere the Vector API is many times slower than plain loops),
/// and vectors hold at least four floats. The choice is logged in one line; for scalar kernels the
/// line says what would turn SIMD on.
public final class KernelGate {

  private static final String PROPERTY = "cerulean.kernels";

  /// What was chosen and why.
  ///
  /// - `simd`: whether vector kernels are used
  /// - `laneBits`: vector width in bits; 32 for scalar kernels
  /// - `reason`: one sentence
  public record Choice(boolean simd, int laneBits, String reason) {}

  private static final Choice CHOICE = announce(choose(System.getProperty(PROPERTY, "auto")));

  private KernelGate() {}

  /// The choice of this virtual machine.
  public static Choice choice() {
    return CHOICE;
  }

  static Choice choose(String wanted) {
    return switch (wanted.toLowerCase(Locale.ROOT)) {
      case "scalar" -> new Choice(false, 32, "scalar kernels: asked for by -D" + PROPERTY);
      case "simd" -> forced(probe());
      case "auto" -> probe();
      default ->
          throw new IllegalArgumentException(
              PROPERTY + ": must be auto, simd or scalar; got " + wanted);
    };
  }

  private static Choice forced(Choice found) {
    if (!found.simd()) {
      throw new IllegalStateException(
          PROPERTY + ": simd was asked for but cannot be had; " + found.reason());
    }
    return found;
  }

  private static Choice probe() {
    String remedy = obstacle();
    if (!remedy.isEmpty()) {
      return new Choice(false, 32, "vector kernels off: " + remedy);
    }
    int bits = VectorWidth.bits();
    if (bits < 128) {
      return new Choice(
          false, 32, "vector kernels off: this processor's vectors have only " + bits + " bits");
    }
    return new Choice(true, bits, "vector kernels on: " + bits + " bits");
  }

  /// What stands in the way of vector kernels, with the remedy; empty if nothing does.
  private static String obstacle() {
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      return "module jdk.incubator.vector not found; start java with --add-modules"
          + " jdk.incubator.vector or put the jars on the module path";
    }
    String machine = System.getProperty("java.vm.name", "");
    if (!machine.contains("HotSpot") && !machine.contains("OpenJDK")) {
      return "the virtual machine " + machine + " has no fast Vector API; use a HotSpot build";
    }
    String mode = System.getProperty("java.vm.info", "");
    if (mode.contains("interpreted")) {
      return "the virtual machine only interprets; start java without -Xint";
    }
    if (mode.contains("emulated-client")) {
      return "the optimizing compiler is off; start java without -XX:TieredStopAtLevel";
    }
    return "";
  }

  private static Choice announce(Choice choice) {
    Logger logger = System.getLogger("cerulean.tensor");
    boolean asWanted = choice.simd() || System.getProperty(PROPERTY) != null;
    logger.log(asWanted ? Level.INFO : Level.WARNING, choice.reason());
    return choice;
  }
}
