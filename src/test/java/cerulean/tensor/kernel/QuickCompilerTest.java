package cerulean.tensor.kernel;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cerulean.tensor.Activations;
import cerulean.tensor.Convolution;
import cerulean.tensor.Parallel;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import cerulean.tensor.Window;
import cerulean.tensor.Workspace;
import cerulean.testing.JavaProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No kernel is too large for the quick compiler (C1): such a one stays in a form without profile
/// and may never reach the optimizing compiler, at a thirtieth of its speed for the life of the
/// process. Methods of many vectors are, unless they are cut.
@Tag("once")
class QuickCompilerTest {

  @Test
  void takesEveryKernel(@TempDir Path folder) throws IOException, InterruptedException {
    assumeTrue(KernelGate.choice().simd(), "vector kernels are off here");
    String printed =
        JavaProgram.printed(
            folder,
            List.of(
                "--add-modules",
                "jdk.incubator.vector",
                "-XX:+PrintCompilation",
                "--class-path",
                System.getProperty("java.class.path"),
                Sweep.class.getName()));
    assertTrue(printed.contains("cerulean.tensor.kernel.FloatTiles::"), "kernels are compiled");
    String refused =
        printed
            .lines()
            .filter(line -> line.contains("COMPILE SKIPPED: out of"))
            .collect(joining("\n"));
    assertEquals("", refused);
  }

  /// Products, convolutions and their gradients of many shapes, each for a moment.
  static final class Sweep {

    private static final long MOMENT_NANOS = 150_000_000;

    public static void main(String[] arguments) {
      Parallel.configure(1);
      int[][] products = {
        {64, 64, 64}, {64, 10, 256}, {1, 400, 784}, {256, 1, 256}, {100, 5, 300}, {13, 40, 300}
      };
      for (int[] size : products) {
        product(size[0], size[1], size[2]);
      }
      convolution(8, 20, 16, 20, 3, 1);
      convolution(8, 20, 16, 40, 2, 1);
      convolution(8, 64, 8, 32, 1, 1);
      convolution(8, 1, 28, 32, 1, 1);
      for (int width : new int[] {3, 5, 7}) {
        convolution(8, 16, 16, 16, width, 16);
      }
      Tensor x = random(64, 400);
      run(() -> x.softmax(1));
      run(() -> Activations.gelu(x));
      run(() -> x.tanh());
      run(() -> x.sum());
    }

    private static void product(int m, int n, int k) {
      Tensor a = random(m, k);
      Tensor b = random(k, n);
      Tensor turnedA = random(k, m).transpose();
      Tensor turnedB = random(n, k).transpose();
      run(() -> a.matmul(b));
      run(() -> a.matmul(turnedB));
      run(() -> turnedA.matmul(b));
    }

    private static void convolution(int batch, int in, int side, int out, int width, int groups) {
      Tensor x = random(batch, in, side, side);
      Tensor w = random(out, in / groups, width, width);
      Window window = Window.of(width, width).pad(width / 2);
      Tensor y = Convolution.conv2d(x, w, null, window, groups);
      run(() -> Convolution.conv2d(x, w, null, window, groups));
      run(() -> Convolution.convInputGradient(y, w, window, groups, side, side));
      run(() -> Convolution.convWeightGradient(x, y, window, groups));
    }

    private static Tensor random(int... dims) {
      return Tensor.normal(Philox.of(1), 0, 1, dims);
    }

    private static void run(Runnable work) {
      long start = System.nanoTime();
      do {
        try (Workspace _ = Workspace.open()) {
          work.run();
        }
      } while (System.nanoTime() - start < MOMENT_NANOS);
    }
  }
}
