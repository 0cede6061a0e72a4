package cerulean.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// Operations of a user's own.
@Tag("once")
class PrimitiveTest {

  /// A step whose gradient is that of a steep logistic function (Zenke & Ganguli 2018).
  private static final Primitive SPIKE =
      Primitive.elementwise(
          "spike",
          x -> x.gt(0).to(DType.F64),
          (g, x, y) -> {
            Variable far = x.abs().mul(10).add(1);
            return g.div(far.mul(far));
          });

  /// Rounding that lets gradients through as if it were not there (Bengio et al. 2013).
  private static final Primitive ROUND =
      Primitive.elementwise("roundThrough", Tensor::round, (g, x, y) -> g);

  private static Variable leaf(double... values) {
    return Variable.leaf(Tensor.of(values, values.length));
  }

  @Test
  void aSurrogateGradientIsOneFactory() {
    Variable x = leaf(-0.1, 0.3);
    Variable y = SPIKE.apply(x);
    assertArrayEquals(new double[] {0, 1}, y.value().toDoubleArray());
    y.sum().backward();
    assertArrayEquals(new double[] {0.25, 1.0 / 16}, x.grad().toDoubleArray(), 1e-15);
    Variable t = Variable.constant(Tensor.ones(DType.F64, 2));
    assertArrayEquals(
        new double[] {0.25, 1.0 / 16},
        Grad.jvp(SPIKE::apply, x.detach(), t).tangent().value().toDoubleArray(),
        1e-15);
  }

  @Test
  void aStraightThroughGradientIsOneFactory() {
    Variable x = leaf(0.4, 1.6);
    ROUND.apply(x).mul(x.detach()).sum().backward();
    assertArrayEquals(new double[] {0.4, 1.6}, x.grad().toDoubleArray());
  }

  @Test
  void aCallersArrayIsNotHeld() {
    Primitive product =
        Primitive.bilinear(
            "product", Tensor::mul, (g, a, b, y) -> g.mul(b), (g, a, b, y) -> g.mul(a));
    Variable x = leaf(2);
    Variable[] in = {x, x};
    Variable y = product.apply(in);
    in[0] = leaf(100);
    y.sum().backward();
    assertArrayEquals(new double[] {4}, x.grad().toDoubleArray());
  }

  @Test
  void aGradientOfWrongNumberOrShapeIsASentence() {
    Primitive missing =
        Primitive.of("missing", in -> in[0].add(in[1]), (g, in, y) -> new Variable[] {g});
    Variable x = leaf(1, 2);
    Variable once = missing.apply(x, x).sum();
    assertEquals(
        "missing: its gradient must have one entry for each of 2 inputs, null for none; got 1",
        assertThrows(IllegalArgumentException.class, once::backward).getMessage());
    Primitive summed =
        Primitive.unary("summed", Tensor::sum, (g, in, y) -> g, (t, in, y) -> t.sum());
    Variable sum = summed.apply(x);
    assertEquals(
        "summed: the gradient of its input 0 must have the shape of the input, [2]; got []",
        assertThrows(IllegalArgumentException.class, sum::backward).getMessage());
    Primitive tangents =
        Primitive.unary(
            "tangents", Tensor::sum, (g, in, y) -> g.expand(in.shape()), (t, in, y) -> t);
    assertEquals(
        "tangents: its tangent must have the shape of the result, []; got [2]",
        assertThrows(
                IllegalArgumentException.class,
                () -> Grad.jvp(tangents::apply, x.detach(), x.detach()))
            .getMessage());
  }

  @Test
  void aWrongNumberOfInputsIsASentence() {
    Variable x = leaf(1, 2);
    Primitive product =
        Primitive.elementwise(
            "product", Tensor::mul, (g, a, b, y) -> g.mul(b), (g, a, b, y) -> g.mul(a));
    Primitive first = Primitive.partials("first", in -> in[0], (g, in, y) -> g);
    assertEquals("product: takes 2 inputs; got 1", refusal(() -> product.apply(x)));
    assertEquals("spike: takes 1 input; got 2", refusal(() -> SPIKE.apply(x, x)));
    assertEquals("first: takes at most 1 input; got 2", refusal(() -> first.apply(x, x)));
  }

  private static String refusal(Executable wrong) {
    return assertThrows(IllegalArgumentException.class, wrong).getMessage();
  }

  @Test
  void aGradientOfAnotherTypeIsConverted() {
    Primitive exact =
        Primitive.of(
            "exact", in -> in[0].mul(2), (g, in, y) -> new Variable[] {g.to(DType.F64).mul(2)});
    Variable x = Variable.leaf(Tensor.ones(2));
    exact.apply(x).sum().backward();
    assertEquals(DType.F32, x.grad().dtype());
  }

  @Test
  void aMissingTangentIsASentence() {
    Primitive one = Primitive.of("one", in -> in[0], (g, in, y) -> new Variable[] {g});
    Variable x = leaf(1).detach();
    assertEquals(
        "one: has no forward-mode derivative; give the primitive one with withTangent",
        assertThrows(UnsupportedOperationException.class, () -> Grad.jvp(one::apply, x, x))
            .getMessage());
    Primitive two = one.withTangent((t, in, y) -> t[0]);
    assertArrayEquals(
        new double[] {1}, Grad.jvp(two::apply, x, x).tangent().value().toDoubleArray());
  }

  /// A square that keeps its factor, to show what comes back to the gradient's kernel.
  private static final class Square implements Primitive.Kernels<List<Tensor>> {
    boolean recorded;

    @Override
    public List<Tensor> run(boolean recorded, Tensor... in) {
      this.recorded = recorded;
      return List.of(in[0].mul(in[0]), in[0].mul(2));
    }

    @Override
    public Tensor value(List<Tensor> run) {
      return run.getFirst();
    }

    @Override
    public Tensor[] gradients(Tensor g, List<Tensor> run, boolean[] wanted, Tensor... in) {
      assertTrue(wanted[0]);
      return new Tensor[] {g.mul(run.get(1))};
    }
  }

  @Test
  @SuppressWarnings("unchecked")
  void aFusedOperationGetsBackWhatItKept() {
    Square kernels = new Square();
    Class<List<Tensor>> type = (Class<List<Tensor>>) (Class<?>) List.class;
    Primitive square = Primitive.fused("square", type, kernels, in -> in[0].square());
    Variable x = Variable.leaf(Tensor.scalar(3f));
    Variable y = square.apply(x);
    assertTrue(kernels.recorded);
    assertFalse(y.isReleased());
    y.backward();
    assertEquals(6f, x.grad().item());
    assertTrue(y.isReleased());
    assertTrue(y.neg().isReleased(), "and what is a function of it alone");
    assertFalse(x.isReleased(), "a leaf never is");
    square.apply(Variable.constant(Tensor.scalar(3f)));
    assertFalse(kernels.recorded);
    // The second derivative is that of the composition.
    UnaryOperator<Variable> slope = Grad.of(v -> square.apply(v));
    assertEquals(2f, Grad.of(slope).apply(Variable.constant(Tensor.scalar(5f))).value().item());
  }
}
