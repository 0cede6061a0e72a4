package cerulean;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Kernels are loops on arrays. A loop that takes its operation as an argument was measured 35 to
/// 45 times slower than a loop of its own, so the means to write one are not allowed there.
///
/// Read from the instructions themselves: a lambda leaves no trace in the names a source scan sees.
@Tag("once")
class KernelCodeTest {

  /// Runs once, at start-up, and is no kernel.
  private static final Set<String> NOT_KERNELS = Set.of("KernelGate", "package-info");

  private static final Set<String> BOXES =
      Set.of(
          "java/lang/Boolean",
          "java/lang/Byte",
          "java/lang/Character",
          "java/lang/Double",
          "java/lang/Float",
          "java/lang/Integer",
          "java/lang/Long",
          "java/lang/Short");

  @Test
  void kernelsUseNoLambdasStreamsBoxesOrFormat() throws IOException {
    List<Path> kernels;
    try (Stream<Path> files =
        Files.list(ProjectFiles.classes("tensor").resolve("cerulean/tensor/kernel"))) {
      kernels = files.filter(KernelCodeTest::isKernel).sorted().toList();
    }
    assertFalse(kernels.isEmpty());
    List<String> broken = new ArrayList<>();
    for (Path kernel : kernels) {
      broken.addAll(violations(Files.readAllBytes(kernel)));
    }
    assertEquals(List.of(), broken);
  }

  private static boolean isKernel(Path file) {
    String name = ProjectFiles.name(file);
    return name.endsWith(".class") && !NOT_KERNELS.contains(name.replaceFirst("[.$].*", ""));
  }

  @Test
  void everyRuleFindsAClassThatBreaksIt() throws IOException {
    List<String> broken;
    try (var bytes = KernelCodeTest.class.getResourceAsStream("KernelCodeTest$Forbidden.class")) {
      broken = violations(bytes.readAllBytes());
    }
    for (String expected :
        List.of(
            "shared: lambda or method reference",
            "boxed: boxes a number",
            "formatted: String.format",
            "uses java/util/function/IntUnaryOperator",
            "uses java/util/stream/IntStream")) {
      assertTrue(
          broken.stream().anyMatch(line -> line.contains(expected)), expected + " in " + broken);
    }
    assertFalse(broken.stream().anyMatch(line -> line.contains("<clinit>")), broken.toString());
  }

  private static List<String> violations(byte[] bytes) {
    ClassModel type = ClassFile.of().parse(bytes);
    String name = type.thisClass().asInternalName();
    List<String> broken = new ArrayList<>();
    for (PoolEntry entry : type.constantPool()) {
      if (entry instanceof ClassEntry used && isForbidden(used.asInternalName())) {
        broken.add(name + " uses " + used.asInternalName());
      }
    }
    for (MethodModel method : type.methods()) {
      String where = name + "." + method.methodName().stringValue() + ": ";
      // Static initialisers run once: ThreadLocal.withInitial(Buffers::new) is fine there.
      if (method.methodName().equalsString("<clinit>")) {
        continue;
      }
      if (method.methodType().stringValue().contains("java/util/function/")) {
        broken.add(where + "takes or returns a function");
      }
      method.code().stream()
          .flatMap(code -> code.elementStream())
          .forEach(element -> {
            switch (element) {
              case InvokeDynamicInstruction call
                  when call.bootstrapMethod().owner().displayName().equals("LambdaMetafactory") ->
                  broken.add(where + "lambda or method reference");
              case InvokeInstruction call
                  when BOXES.contains(call.owner().asInternalName())
                      && call.name().equalsString("valueOf") ->
                  broken.add(where + "boxes a number");
              case InvokeInstruction call
                  when call.owner().asInternalName().equals("java/lang/String")
                      && (call.name().equalsString("format")
                          || call.name().equalsString("formatted")) ->
                  broken.add(where + "String.format");
              default -> {}
            }
          });
    }
    return broken;
  }

  private static boolean isForbidden(String type) {
    return type.startsWith("java/util/stream/") || type.startsWith("java/util/function/");
  }

  /// Breaks every rule once.
  @SuppressWarnings("unused")
  private static final class Forbidden {

    private static final ThreadLocal<int[]> ALLOWED = ThreadLocal.withInitial(() -> new int[1]);

    static Runnable shared(int[] a) {
      return () -> a[0]++;
    }

    static Object boxed(float x) {
      return x;
    }

    static String formatted(int n) {
      return String.format("%d", n);
    }

    static int functions(IntUnaryOperator operator, java.util.stream.IntStream numbers) {
      return operator.applyAsInt(numbers.sum());
    }
  }
}
