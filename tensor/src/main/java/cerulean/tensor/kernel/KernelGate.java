package cerulean.tensor.kernel;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/// Chooses SIMD or scalar kernels, once, when the first kernel is needed.
///
/// The system property `cerulean.kernels` forces `simd` or `scalar`. Without it SIMD is chosen
/// where it is fast: the module `jdk.incubator.vector` is there, the virtual machine is HotSpot
/// with its optimizing compiler on (elsewhere the Vector API is many times slower than plain
/// loops), and vectors hold at least four floats. The choice is logged in one line; for scalar
/// kernels the line says what would turn SIMD on.
public final class KernelGate {

  private static final String PROPERTY = "cerulean.kernels";

  /// What was chosen and why.
  ///
  /// - `simd`: whether vector kernels are used
  /// - `laneBits`: vector width in bits; 32 for scalar kernels
  /// - `reason`: one sentence
  public record Choice(boolean simd, int laneBits, String reason) {}

  private static final Choice CHOICE = announce(System.getProperty(PROPERTY, "auto"));

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
    if (mode.contains("emulated-client") || !reachesOptimizer()) {
      return "the optimizing compiler is off; start java without -XX:TieredStopAtLevel,"
          + " -XX:CompilationMode and -XX:-UseCompiler";
    }
    return "";
  }

  /// Whether code may reach the optimizing compiler. `java.vm.info` tells this only of level 1; the
  /// others are an option that the module `jdk.management` can read, where it is there.
  private static boolean reachesOptimizer() {
    return ModuleLayer.boot().findModule("jdk.management").isEmpty() || CompilerLevel.optimizes();
  }

  /// Reads the options of HotSpot. A class of its own, so that it is loaded only where the module
  /// is there.
  private static final class CompilerLevel {

    /// The level of C2; below are the interpreter (0) and C1 (1 to 3), which know no vectors.
    private static final int OPTIMIZING = 4;

    private CompilerLevel() {}

    static boolean optimizes() {
      HotSpotDiagnosticMXBean options =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      if (!isOn(options, "UseCompiler")) {
        return false;
      }
      // Without tiers there is C2 alone, and the level means nothing.
      return !isOn(options, "TieredCompilation")
          || Integer.parseInt(options.getVMOption("TieredStopAtLevel").getValue()) >= OPTIMIZING;
    }

    private static boolean isOn(HotSpotDiagnosticMXBean options, String name) {
      return Boolean.parseBoolean(options.getVMOption(name).getValue());
    }
  }

  private static Choice announce(String wanted) {
    Choice choice = choose(wanted);
    boolean missed = !choice.simd() && !wanted.equalsIgnoreCase("scalar");
    System.getLogger("cerulean.tensor").log(missed ? Level.WARNING : Level.INFO, choice.reason());
    return choice;
  }
}
