package cerulean.nn.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cerulean.autograd.Grad;
import cerulean.autograd.GradientCheck;
import cerulean.autograd.Variable;
import cerulean.autograd.Vmap;
import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Derivatives of all losses.
class LossGradientTest {

  /// Some ten roundings of 2^-24 in sums of twenty terms.
  private static final double SINGLE = 2e-5;

  /// The same for 2^-53.
  private static final double DOUBLE = 1e-12;

  static List<LossTable.Row> rows() {
    return LossTable.rows();
  }

  private static List<Variable> constants(List<Tensor> tensors) {
    return tensors.stream().map(Variable::constant).toList();
  }

  private static void close(Tensor want, Tensor got, double tolerance) {
    double most = 1;
    for (double each : want.to(DType.F64).toDoubleArray()) {
      most = Math.max(most, Math.abs(each));
    }
    assertEquals(want.shape(), got.shape());
    assertArrayEquals(
        want.to(DType.F64).toDoubleArray(), got.to(DType.F64).toDoubleArray(), tolerance * most);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void derivativesOfBothOrdersAndModesAreThoseOfDifferences(LossTable.Row row) {
    List<Variable> targets = constants(row.targets());
    GradientCheck.require(x -> row.loss().of(x, targets), row.x().toArray(Tensor[]::new));
  }

  /// What a batch loses is the sum over its examples, so the gradient of each example alone is its
  /// part of the gradient of the batch.
  @ParameterizedTest
  @MethodSource("rows")
  void gradientsExampleByExampleArePartsOfThatOfTheBatch(LossTable.Row row) {
    int count = row.x().size();
    List<Variable> all = new ArrayList<>(constants(row.x()));
    all.addAll(constants(row.targets()));
    List<Variable> each =
        Vmap.ofAll(one ->
                Grad.ofAll(x -> row.loss().of(x, one.subList(count, one.size())))
                    .apply(one.subList(0, count)))
            .apply(all);
    List<Variable> together =
        Grad.ofAll(x -> row.loss().of(x, constants(row.targets()))).apply(constants(row.x()));
    for (int i = 0; i < count; i++) {
      close(together.get(i).value(), each.get(i).value(), DOUBLE);
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void valuesAndGradientsInF32AreThoseInF64(LossTable.Row row) {
    List<Variable> targets =
        constants(
            row.targets().stream().map(t -> t.dtype() == DType.F64 ? t.to(DType.F32) : t).toList());
    List<Tensor> single = row.x().stream().map(x -> x.to(DType.F32)).toList();
    Grad.ValueAndGradients f32 =
        Grad.withValueOfAll(x -> row.loss().of(x, targets)).apply(constants(single));
    Grad.ValueAndGradients f64 =
        Grad.withValueOfAll(x -> row.loss().of(x, constants(row.targets())))
            .apply(constants(single.stream().map(x -> x.to(DType.F64)).toList()));
    assertEquals(DType.F32, f32.value().dtype());
    close(f64.value().value(), f32.value().value(), SINGLE);
    for (int i = 0; i < single.size(); i++) {
      assertEquals(DType.F32, f32.gradients().get(i).dtype());
      close(f64.gradients().get(i).value(), f32.gradients().get(i).value(), SINGLE);
    }
  }

  /// The fused pass that classes in a tensor take.
  @Test
  void crossEntropyOfATensorIsThatOfAVariable() {
    Tensor logits = LossTable.rows().getFirst().x().getFirst();
    Tensor images = Tensor.stack(2, logits, logits.mul(-2), logits.exp()).unsqueeze(2);
    Tensor classes = Tensor.of(new int[] {3, 0, 1, 1, 2, 3, 0, 0, 1, 2, 2, 3, 1, 0, 2}, 5, 1, 3);
    for (Reduction reduction : Reduction.values()) {
      CrossEntropyLoss loss = new CrossEntropyLoss().withReduction(reduction);
      Variable fused = Variable.leaf(images);
      Variable composed = Variable.leaf(images);
      loss.of(fused, classes).sum().backward();
      loss.of(composed, Variable.constant(classes)).sum().backward();
      close(composed.grad(), fused.grad(), DOUBLE);
      GradientCheck.require(x -> loss.of(x.getFirst(), classes), images);
    }
  }
}
