package cerulean.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import cerulean.tensor.DType;
import cerulean.tensor.Normalization;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Derivatives of normalisations in double precision: by kernels, by formulas, of many examples.
@Tag("once")
class NormalizationGradientTest {

  private static Tensor random(int... dims) {
    return Tensor.normal(Philox.of(3), 0f, 1f, dims).to(DType.F64);
  }

  @Test
  void groupsWithWeightsAndBiases() {
    GradientCheck.require(
        in -> in.get(0).groupNorm(2, in.get(1), in.get(2), 1e-3),
        random(2, 4, 3),
        random(4),
        random(4));
    GradientCheck.require(
        in -> in.get(0).groupNorm(2, null, in.get(1), 1e-3), random(2, 4, 3), random(4));
    GradientCheck.require(
        in -> in.get(0).instanceNorm(in.get(1), null, 1e-3), random(2, 4, 3), random(4));
    GradientCheck.require(in -> in.get(0).instanceNorm(null, null, 1e-3), random(2, 4, 2, 2));
  }

  @Test
  void rowsAndNeighbouringChannels() {
    GradientCheck.require(in -> in.get(0).rmsNorm(2, null, 1e-3), random(2, 4, 3));
    GradientCheck.require(in -> in.get(0).localResponseNorm(4, 0.5, 0.75, 1), random(2, 5, 2, 2));
  }

  @Test
  void examplesOfABatchNormHaveStatisticsOfTheirOwn() {
    Variable x = Variable.constant(random(3, 4, 2, 5));
    Variable together = Vmap.of(NormalizationGradientTest::gradient).apply(x);
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(
          gradient(x.select(0, i)).value().toDoubleArray(),
          together.select(0, i).value().toDoubleArray(),
          1e-12);
    }
  }

  /// The statistics are those of the first example; others must not use them.
  private static Variable gradient(Variable batch) {
    return Grad.of(
            x -> {
              Normalization.Moments moments = Normalization.batchMoments(x.form());
              Variable y =
                  x.batchNormTraining(moments.mean(), moments.variance(), null, null, 1e-3);
              return y.exp().sum();
            })
        .apply(batch);
  }
}
