package cerulean.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkspaceTest {

  private static final String RELEASED =
      "tensor: F32 [2, 3] was released, with its workspace or as a cleared gradient; keep it with"
          + " Workspace.keep, or copy it before";

  /// A length that no other test of this thread recycles.
  private static final int ODD = 12_347;

  private static void assertReleased(Executable use) {
    assertEquals(RELEASED, assertThrows(IllegalStateException.class, use).getMessage());
  }

  private static Tensor matrix() {
    return Tensor.zeros(2, 3).add(1);
  }

  /// One more workspace than that would show that a test left one open.
  @BeforeEach
  @AfterEach
  void noWorkspaceIsOpen() {
    Tensor a = matrix();
    Workspace.release(a);
    assertEquals(1f, a.get(0, 0));
  }

  @Test
  void arraysAreUsedAgain() {
    Object array;
    try (Workspace _ = Workspace.open()) {
      array = Tensor.zeros(ODD).array();
    }
    try (Workspace _ = Workspace.open()) {
      assertSame(array, Tensor.empty(DType.F32, Shape.of(ODD)).array());
      assertNotSame(array, Tensor.empty(DType.F32, Shape.of(ODD)).array());
    }
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void zerosAreZerosInRecycledArraysOfEveryType(DType type) {
    Object array;
    try (Workspace _ = Workspace.openPoisoned()) {
      Tensor garbage = Tensor.empty(type, Shape.of(ODD));
      array = garbage.array();
      Tensor all = Tensor.zeros(type, ODD).to(DType.F64);
      assertEquals(0, all.abs().sum().itemDouble());
    }
    try (Workspace _ = Workspace.openPoisoned()) {
      Tensor.empty(type, Shape.of(ODD));
      Tensor zeros = Tensor.zeros(type, ODD);
      assertEquals(0, zeros.to(DType.F64).abs().sum().itemDouble());
      assertNotNull(array);
    }
  }

  @Test
  void poisonShowsElementsThatNobodyWrote() {
    for (int i = 0; i < 2; i++) {
      try (Workspace _ = Workspace.openPoisoned()) {
        assertEquals(Float.NaN, Tensor.empty(DType.F32, Shape.of(ODD)).sum().item());
        try (Workspace _ = Workspace.open()) {
          assertEquals(Float.NaN, Tensor.empty(DType.F32, Shape.of(ODD)).sum().item());
        }
      }
    }
  }

  @Test
  void useAfterCloseIsASentence() {
    Tensor a;
    Tensor view;
    try (Workspace _ = Workspace.open()) {
      a = matrix();
      view = a.transpose().slice(0, 2, 0, -1);
    }
    assertReleased(() -> a.add(1));
    assertReleased(() -> Tensor.ones(2, 3).add(a));
    assertReleased(() -> a.get(0, 0));
    assertReleased(a::toArray);
    assertReleased(a::copy);
    assertReleased(() -> a.fillInPlace(0));
    assertReleased(() -> a.transpose().transpose().sum());
    assertReleased(a::toString);
    var ofView = assertThrows(IllegalStateException.class, view::sum);
    assertEquals(RELEASED.replace("[2, 3]", "[2, 2]"), ofView.getMessage());
    assertEquals(Shape.of(2, 3), a.shape(), "what is known without elements can be asked");
  }

  @Test
  void arraysOfTheCallerStayHis() {
    float[] own = {1, 2, 3};
    Tensor wrapped;
    Tensor copied;
    float[] taken;
    try (Workspace _ = Workspace.open()) {
      wrapped = Tensor.wrap(own, 3);
      copied = Tensor.of(own, 3);
      taken = wrapped.add(1).toArray();
      Workspace.release(wrapped);
    }
    try (Workspace _ = Workspace.openPoisoned()) {
      for (int i = 0; i < 4; i++) {
        Tensor.empty(DType.F32, Shape.of(3));
      }
      assertArrayEquals(new float[] {1, 2, 3}, wrapped.toArray());
      assertArrayEquals(new float[] {1, 2, 3}, copied.toArray());
      assertArrayEquals(new float[] {2, 3, 4}, taken);
    }
  }

  @Test
  void arraysHandedOutAreNotRecycled() {
    for (int i = 0; i < 2; i++) {
      try (Workspace _ = Workspace.openPoisoned()) {
        int[] ints = Tensor.ones(DType.I32, 5).toIntArray();
        short[] shorts = Tensor.ones(DType.BF16, 5).toShortArray();
        byte[] bytes = Tensor.ones(DType.I8, 5).toByteArray();
        double[] doubles = Tensor.ones(5).toDoubleArray();
        long[] longs = Tensor.ones(DType.I32, 5).toLongArray();
        try (Workspace _ = Workspace.openPoisoned()) {
          for (DType type : DType.values()) {
            Tensor.empty(type, Shape.of(5));
          }
        }
        for (DType type : DType.values()) {
          Tensor.empty(type, Shape.of(5));
        }
        assertArrayEquals(new int[] {1, 1, 1, 1, 1}, ints);
        assertArrayEquals(new short[] {0x3f80, 0x3f80, 0x3f80, 0x3f80, 0x3f80}, shorts);
        assertArrayEquals(new byte[] {1, 1, 1, 1, 1}, bytes);
        assertArrayEquals(new double[] {1, 1, 1, 1, 1}, doubles);
        assertArrayEquals(new long[] {1, 1, 1, 1, 1}, longs);
      }
    }
  }

  @Test
  void keptTensorsMoveToTheEnclosingWorkspace() {
    Tensor a;
    Tensor view;
    try (Workspace outer = Workspace.open()) {
      try (Workspace inner = Workspace.open()) {
        a = matrix();
        view = a.select(0, 1);
        assertSame(a, inner.keep(a));
      }
      assertEquals(6f, a.sum().item());
      assertEquals(3f, view.sum().item());
      Tensor other = outer.keep(matrix());
      assertEquals(6f, other.sum().item());
    }
    assertReleased(a::sum);
  }

  @Test
  void keptTensorsOfTheOutermostWorkspaceStay() {
    Tensor a;
    Tensor kept;
    try (Workspace outer = Workspace.open()) {
      try (Workspace _ = Workspace.open()) {
        a = Workspace.takeOut(matrix());
        kept = outer.keep(matrix());
      }
    }
    try (Workspace _ = Workspace.openPoisoned()) {
      Tensor.empty(DType.F32, Shape.of(2, 3));
      assertEquals(6f, a.sum().item());
      assertEquals(6f, kept.sum().item());
    }
  }

  @Test
  void whatIsMadeOutsideStays() {
    Tensor a;
    Tensor inner;
    try (Workspace _ = Workspace.open()) {
      a = Workspace.outside(WorkspaceTest::matrix);
      inner =
          Workspace.outside(() -> {
            try (Workspace _ = Workspace.open()) {
              return matrix();
            }
          });
      Tensor again = matrix();
      assertEquals(6f, again.sum().item());
    }
    assertEquals(6f, a.sum().item());
    assertReleased(inner::sum);
  }

  @Test
  void closingInsideOutsideEndsTheWorkspaceForGood() {
    Workspace step = Workspace.open();
    Workspace.outside(() -> {
      step.close();
      return true;
    });
    noWorkspaceIsOpen();
  }

  @Test
  void exceptionsCloseAndResume() {
    try (Workspace _ = Workspace.open()) {
      assertThrows(ArithmeticException.class, () -> Workspace.outside(WorkspaceTest::fail));
      Tensor a = matrix();
      Workspace.release(a);
      assertReleased(a::sum);
      assertThrows(
          ArithmeticException.class,
          () -> {
            try (Workspace _ = Workspace.open()) {
              fail();
            }
          });
    }
  }

  private static Object fail() {
    throw new ArithmeticException("planted");
  }

  @Test
  void releasedTensorsAreGoneAtOnce() {
    try (Workspace _ = Workspace.open()) {
      Tensor a = Tensor.zeros(ODD);
      Object array = a.array();
      Workspace.release(a);
      Workspace.release(a);
      assertThrows(IllegalStateException.class, a::sum);
      assertSame(array, Tensor.zeros(ODD).array());
      assertNotSame(array, Tensor.zeros(ODD).array(), "released twice, lent once");
    }
  }

  @Test
  void forgottenInnerWorkspacesEndWithTheOuter() {
    Tensor a;
    Workspace forgotten;
    try (Workspace _ = Workspace.open()) {
      forgotten = Workspace.open();
      a = matrix();
    }
    assertReleased(a::sum);
    forgotten.close();
    var late = assertThrows(IllegalStateException.class, () -> forgotten.keep(Tensor.ones(1)));
    assertEquals(
        "keep: the workspace is closed and its tensors released; keep them before",
        late.getMessage());
  }

  @Test
  void workspacesForgottenInALoopAreASentence() {
    try (Workspace _ = Workspace.open()) {
      var thrown =
          assertThrows(
              IllegalStateException.class,
              () -> {
                while (true) {
                  Workspace.open();
                }
              });
      assertEquals(
          "open: 64 workspaces of this thread are open; close each, best by try-with-resources",
          thrown.getMessage());
    }
  }

  @Test
  void otherThreadsReadButDoNotCloseKeepOrRelease() {
    try (Workspace step = Workspace.open()) {
      Tensor a = matrix();
      assertEquals(6f, CompletableFuture.supplyAsync(() -> a.sum().item()).join());
      assertOtherThread("close", step::close);
      assertOtherThread("keep", () -> step.keep(a));
      assertOtherThread("takeOut", () -> Workspace.takeOut(a));
      assertOtherThread("release", () -> Workspace.release(a));
      assertEquals(6f, a.sum().item());
    }
  }

  private static void assertOtherThread(String op, Runnable body) {
    String owner = Thread.currentThread().getName();
    String message =
        CompletableFuture.supplyAsync(
                () -> {
                  Thread.currentThread().setName("visitor");
                  return assertThrows(IllegalStateException.class, body::run).getMessage();
                })
            .join();
    assertEquals(
        op
            + ": the workspace belongs to thread "
            + owner
            + "; called from visitor; let the thread that opened it do so",
        message);
  }

  @Test
  void tensorsOfOtherThreadsAreNotReleased() {
    try (Workspace _ = Workspace.open()) {
      Tensor a = CompletableFuture.supplyAsync(WorkspaceTest::matrix).join();
      Workspace.release(a);
      assertEquals(6f, a.sum().item());
    }
  }

  @Test
  void productsOfNothingAreZeros() {
    try (Workspace _ = Workspace.openPoisoned()) {
      assertArrayEquals(new float[6], Tensor.zeros(2, 0).matmul(Tensor.zeros(0, 3)).toArray());
      assertArrayEquals(new float[3], Tensor.zeros(0, 3).sum(false, 0).toArray());
      assertArrayEquals(
          new float[4],
          Convolution.conv2d(Tensor.zeros(1, 0, 3, 3), Tensor.zeros(1, 0, 2, 2), null).toArray());
    }
  }
}
