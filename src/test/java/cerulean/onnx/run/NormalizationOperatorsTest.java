package cerulean.onnx.run;

import static cerulean.onnx.run.Nodes.assertElements;
import static cerulean.onnx.run.Nodes.assertShape;
import static cerulean.onnx.run.Nodes.counted;
import static cerulean.onnx.run.Nodes.first;
import static cerulean.onnx.run.Nodes.floats;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Early versions, training and random elements, which the suite of ONNX leaves out.
class NormalizationOperatorsTest {

  /// Results of a few roundings in single precision of numbers near 1.
  private static final double CLOSE = 1e-5;

  @Test
  void softmaxOfEarlyVersionsTakesAllAxesFromOneOn() {
    Tensor x = Tensor.zeros(2, 3, 4);
    assertEquals(1 / 12f, first(11, "Softmax", Map.of(), x).get(0, 0, 0), 1e-7);
    assertEquals(1 / 4f, first(13, "Softmax", Map.of(), x).get(0, 0, 0), 1e-7);
    assertEquals((float) -Math.log(12), first(11, "LogSoftmax", Map.of(), x).get(0, 0, 0), 1e-6);
  }

  @Test
  void trainingNormalizesByTheBatchAndMovesTheStatistics() {
    // Channel 0 is 1 3, mean 2 and variance 1; channel 1 is 0 8, mean 4 and variance 16.
    Tensor x = Tensor.of(new float[] {1, 0, 3, 8}, 2, 2, 1);
    Tensor ones = floats(1, 1);
    Tensor zeros = floats(0, 0);
    Map<String, Object> training = Map.of("training_mode", 1, "epsilon", 0f);
    List<Tensor> outputs =
        Nodes.run(15, "BatchNormalization", training, x, ones, zeros, zeros, ones);
    assertElements(new double[] {-1, -1, 1, 1}, outputs.get(0), CLOSE);
    assertElements(new double[] {0.2, 0.4}, outputs.get(1), CLOSE);
    assertElements(new double[] {1, 2.5}, outputs.get(2), CLOSE);
    // Before version 7 training is what happens unless an attribute says otherwise.
    Map<String, Object> silent = Map.of("epsilon", 0f);
    assertElements(
        new double[] {-1, -1, 1, 1},
        first(6, "BatchNormalization", silent, x, ones, zeros, zeros, ones),
        CLOSE);
    Map<String, Object> test = Map.of("epsilon", 0f, "is_test", 1);
    assertElements(
        x.toDoubleArray(),
        first(6, "BatchNormalization", test, x, ones, zeros, zeros, ones),
        CLOSE);
  }

  @Test
  void placesMayBeChannelsOfTheirOwn() {
    Tensor x = counted(1, 1, 2);
    Tensor mean = Tensor.of(new float[] {1, 0}, 1, 2);
    Tensor ones = Tensor.ones(1, 2);
    Map<String, Object> places = Map.of("spatial", 0, "is_test", 1, "epsilon", 0f);
    assertElements(
        new double[] {0, 2},
        first(6, "BatchNormalization", places, x, ones, Tensor.zeros(1, 2), mean, ones),
        CLOSE);
  }

  @Test
  void groupsHaveAScaleEachUpToVersion20ThenChannels() {
    // Two groups of two channels of one place: each group is -1 1 when normalized.
    Tensor x = Tensor.of(new float[] {0, 2, 4, 8}, 1, 4, 1);
    Map<String, Object> groups = Map.of("num_groups", 2, "epsilon", 0f);
    assertElements(
        new double[] {-1, 1, -3, 3},
        first(18, "GroupNormalization", groups, x, floats(1, 3), floats(0, 0)),
        CLOSE);
    assertElements(
        new double[] {-1, 2, -3, 9},
        first(21, "GroupNormalization", groups, x, floats(1, 2, 3, 4), floats(0, 0, 0, 5)),
        CLOSE);
  }

  @Test
  void layersGiveTheirStatistics() {
    Tensor x = Tensor.of(new float[] {1, 3, 0, 8}, 2, 2);
    List<Tensor> outputs =
        Nodes.run(17, "LayerNormalization", Map.of("epsilon", 0f), x, floats(1, 2));
    assertElements(new double[] {-1, 2, -1, 2}, outputs.get(0), CLOSE);
    assertElements(new double[] {2, 4}, outputs.get(1), CLOSE);
    assertElements(new double[] {1, 0.25}, outputs.get(2), CLOSE);
    assertShape(outputs.get(1), 2, 1);
  }

  @Test
  void aVectorOfZerosStaysOne() {
    Tensor x = Tensor.of(new float[] {0, 0, 3, 4}, 2, 2);
    assertElements(new double[] {0, 0, 0.6, 0.8}, first(22, "LpNormalization", Map.of(), x), CLOSE);
  }

  @Test
  void anEvenNumberOfChannelsReachesFurtherUpwards() {
    Tensor x = floats(1, 2, 3).reshape(1, 3, 1, 1);
    Map<String, Object> two = Map.of("size", 2, "alpha", 2f, "beta", 1f, "bias", 0f);
    // Channel c is divided by the squares of c and c + 1: 5, 13, 9.
    assertElements(new double[] {1 / 5., 2 / 13., 3 / 9.}, first(13, "LRN", two, x), CLOSE);
  }

  @Test
  void dropoutLeavesOutInTrainingOnlyAndKeepsTheMean() {
    Tensor x = Tensor.ones(100, 100);
    Tensor ratio = Tensor.scalar(0.25f);
    Tensor training = Tensor.scalar(true);
    Map<String, Object> seed = Map.of("seed", 5);
    List<Tensor> outputs = Nodes.run(13, "Dropout", seed, x, ratio, training);
    Tensor mask = outputs.get(1);
    assertEquals(DType.BOOL, mask.dtype());
    assertElements(mask.to(DType.F32).div(0.75).toDoubleArray(), outputs.get(0), CLOSE);
    // Three quarters of 10,000 stay; 0.02 is 4.6 standard deviations.
    assertEquals(0.75, mask.to(DType.F64).mean().itemDouble(), 0.02);
    assertTrue(
        Arrays.equals(
            outputs.get(0).toArray(), first(13, "Dropout", seed, x, ratio, training).toArray()));
    assertNotEquals(
        Arrays.hashCode(outputs.get(0).toArray()),
        Arrays.hashCode(first(13, "Dropout", Map.of("seed", 6), x, ratio, training).toArray()));
    assertElements(first(13, "Dropout", seed, floats(1, 2), ratio), 1, 2);
  }

  @Test
  void dropoutOfEarlyVersionsTrainsUnlessAnAttributeSaysOtherwise() {
    Tensor x = Tensor.ones(1000);
    assertTrue(first(1, "Dropout", Map.of(), x).sum().item() != 1000);
    List<Tensor> test = Nodes.run(6, "Dropout", Map.of("is_test", 1), x);
    assertEquals(1000, test.get(0).sum().item());
    assertEquals(DType.F32, test.get(1).dtype());
    assertEquals(DType.BOOL, Nodes.run(10, "Dropout", Map.of(), x).get(1).dtype());
  }

  @Test
  void bernoulliDrawsOnesWithTheProbabilityOfTheElement() {
    Tensor p = Tensor.concat(0, Tensor.zeros(100), Tensor.ones(100), Tensor.full(0.5f, 9800));
    Tensor drawn = first(15, "Bernoulli", Map.of("dtype", 7, "seed", 1f), p);
    assertEquals(DType.I64, drawn.dtype());
    assertEquals(0, drawn.narrow(0, 0, 100).sum().itemLong());
    assertEquals(100, drawn.narrow(0, 100, 100).sum().itemLong());
    // The standard deviation of the mean of 9,800 is 0.005; five of them.
    assertEquals(0.5, drawn.narrow(0, 200, 9800).to(DType.F64).mean().itemDouble(), 0.025);
  }

  @Test
  void halvesAreNormalizedAsFloats() {
    Tensor x = floats(1, 2).to(DType.F16);
    Tensor y = first(13, "Softmax", Map.of(), x);
    assertEquals(DType.F16, y.dtype());
    // F16 has 11 bits.
    assertElements(new double[] {0.26894, 0.73106}, y.to(DType.F32), 4e-4);
  }
}
