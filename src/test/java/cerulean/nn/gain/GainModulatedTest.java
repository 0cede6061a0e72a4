package cerulean.nn.gain;

import static cerulean.testing.WordForWord.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cerulean.autograd.GradientCheck;
import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.autograd.Vmap;
import cerulean.nn.BatchNorm2d;
import cerulean.nn.Conv2d;
import cerulean.nn.Embedding;
import cerulean.nn.Layer;
import cerulean.nn.Linear;
import cerulean.nn.Relu;
import cerulean.nn.Sequential;
import cerulean.nn.StateDict;
import cerulean.nn.Tanh;
import cerulean.nn.init.Initializer;
import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import cerulean.tensor.Window;
import cerulean.testing.WordForWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

class GainModulatedTest implements WordForWord {

  private static final Variable INPUT = Variable.constant(Tensor.of(new float[] {1, 2}, 1, 2));

  private static final Variable IMAGES =
      Variable.constant(Tensor.normal(Philox.of(3), 0f, 1f, 2, 3, 5, 4));

  /// Powers of two as gains: products with them are exact, so that equal means equal bits.
  private static final Tensor GAIN = Tensor.of(new float[] {2, 0.5f}, 2);

  private static final Gain PER_UNIT = Gain.ofPaper(0.3);

  private static GainModulated layer(Gain gain) {
    GainModulated layer = GainModulated.of(Linear.of(2, 2, Philox.of(1)), gain);
    StateDict.load(
        layer,
        Map.of(
            "weight", Tensor.of(new float[] {1, 2, 3, 4}, 2, 2),
            "bias", Tensor.of(new float[] {10, 20}, 2),
            "gain", GAIN));
    return layer;
  }

  /// A linear layer whose weight is `g W`, row by row.
  private static Linear effective() {
    Linear linear = Linear.of(2, 2, Philox.of(2));
    StateDict.load(
        linear,
        Map.of(
            "weight", Tensor.of(new float[] {2, 4, 1.5f, 2}, 2, 2),
            "bias", Tensor.of(new float[] {10, 20}, 2)));
    return linear;
  }

  private static Tensor weight(Layer layer) {
    return layer.namedParameters().get("weight").value();
  }

  private static void set(GainModulated layer, Tensor gains) {
    layer.gain().copyFromInPlace(gains);
  }

  @Test
  void onTheWeightedSumTheGainLeavesTheBiasAlone() {
    // W x = (1 + 4, 3 + 8) = (5, 11); g (W x) + b = (2 * 5 + 10, 0.5 * 11 + 20)
    assertArrayEquals(new float[] {20, 25.5f}, layer(PER_UNIT).forward(INPUT).value().toArray());
  }

  @Test
  void onTheOutputTheGainMultipliesTheBiasToo() {
    assertArrayEquals(
        new float[] {30, 15.5f}, layer(PER_UNIT.on(Place.OUTPUT)).forward(INPUT).value().toArray());
  }

  @Test
  void theOutputIsThatOfALinearLayerWithTheEffectiveWeight() {
    assertArrayEquals(
        effective().forward(INPUT).value().toArray(),
        layer(PER_UNIT).forward(INPUT).value().toArray());
  }

  @Test
  void theGradientOfTheWeightIsTheGainTimesThatOfTheEffectiveWeight() {
    GainModulated modulated = layer(PER_UNIT);
    Linear plain = effective();
    for (Layer each : new Layer[] {modulated, plain}) {
      Variable z = each.forward(INPUT);
      z.mul(z).sum().backward();
    }
    Tensor ofEffective = plain.namedParameters().get("weight").grad();
    assertArrayEquals(
        ofEffective.mul(GAIN.reshape(2, 1)).toArray(),
        modulated.namedParameters().get("weight").grad().toArray());
    assertArrayEquals(
        plain.namedParameters().get("bias").grad().toArray(),
        modulated.namedParameters().get("bias").grad().toArray());
  }

  @Test
  void theLayerKeepsItsNamesAndHasTheGainAsBuffer() {
    assertEquals(
        List.of("weight", "bias"), List.copyOf(layer(PER_UNIT).namedParameters().keySet()));
    assertEquals(Set.of("gain"), layer(PER_UNIT).namedBuffers().keySet());
  }

  @Test
  void theGainStartsAtOne() {
    assertArrayEquals(
        new float[] {1, 1, 1},
        GainModulated.of(Linear.of(2, 3, Philox.of(1)), PER_UNIT).gain().toArray());
  }

  @Test
  void withAGainOfOneALayerWithoutBiasIsWhatItWasBitForBit() {
    Linear plain = Linear.withoutBias(2, 3, Initializer.normal(1), Philox.of(1));
    GainModulated modulated = GainModulated.of(plain, PER_UNIT);
    assertArrayEquals(
        plain.forward(INPUT).value().toArray(), modulated.forward(INPUT).value().toArray());
  }

  @Test
  void aGraphKeepsTheGainItWasComputedWith() {
    GainModulated modulated = layer(PER_UNIT);
    Variable z = modulated.forward(INPUT);
    modulated.gain().mulInPlace(100);
    z.sum().backward();
    // d sum(z) / dW_ij = g_i x_j with the old g = (2, 0.5)
    assertArrayEquals(
        new float[] {2, 4, 0.5f, 1}, modulated.namedParameters().get("weight").grad().toArray());
  }

  @Test
  void oneGainPerLayerMultipliesAllUnits() {
    GainModulated modulated = GainModulated.of(effective(), PER_UNIT.per(Granularity.layer()));
    set(modulated, Tensor.of(new float[] {4}, 1));
    // W x = (10, 5.5), b = (10, 20)
    assertArrayEquals(new float[] {50, 42}, modulated.forward(INPUT).value().toArray());
  }

  /// A convolution has a gain per channel: that of each channel scales its filter.
  @Test
  void aConvolutionHasAGainPerChannel() {
    Conv2d plain = Conv2d.of(3, 2, Window.of(3, 3).pad(1), Philox.of(7));
    GainModulated modulated = GainModulated.of(plain, PER_UNIT);
    set(modulated, GAIN);
    Parameter bias = plain.namedParameters().get("bias");
    Variable g = Variable.constant(GAIN.reshape(2, 1, 1));
    Variable b = bias.reshape(2, 1, 1);
    Variable byHand = plain.forward(IMAGES).sub(b).mul(g).add(b);
    assertClose(byHand.value(), modulated.forward(IMAGES).value(), 4);
    Conv2d scaled = Conv2d.of(3, 2, Window.of(3, 3).pad(1), Philox.of(7));
    weight(scaled).copyFromInPlace(modulated.effectiveWeight());
    assertClose(scaled.forward(IMAGES).value(), modulated.forward(IMAGES).value(), 4);
  }

  @Test
  void oneGainOfAConvolutionLeavesItsBiasAlone() {
    Conv2d plain = Conv2d.of(3, 2, Window.of(3, 3).pad(1), Philox.of(7));
    GainModulated modulated = GainModulated.of(plain, PER_UNIT.per(Granularity.layer()));
    set(modulated, Tensor.of(new float[] {2}, 1));
    Conv2d scaled = Conv2d.of(3, 2, Window.of(3, 3).pad(1), Philox.of(7));
    weight(scaled).mulInPlace(2);
    assertClose(scaled.forward(IMAGES).value(), modulated.forward(IMAGES).value(), 4);
  }

  /// A normalisation's weighted sum is its weight times what it has normalised.
  @Test
  void theGainOfABatchNormalisationMultipliesItsWeight() {
    Gain gain = PER_UNIT.per(Granularity.along(1, 3));
    GainModulated modulated = GainModulated.of(BatchNorm2d.of(3), gain);
    BatchNorm2d scaled = BatchNorm2d.of(3);
    Tensor g = Tensor.of(new float[] {2, 0.5f, 3}, 3);
    for (Layer each : new Layer[] {modulated, scaled}) {
      each.namedParameters()
          .get("bias")
          .value()
          .copyFromInPlace(Tensor.of(new float[] {1, 2, 3}, 3));
    }
    set(modulated, g);
    weight(scaled).copyFromInPlace(g);
    assertClose(scaled.forward(IMAGES).value(), modulated.forward(IMAGES).value(), 8);
    assertArrayEquals(g.toArray(), modulated.effectiveWeight().toArray());
  }

  /// What the class comment says: the batch's mean and variance divide the gain away. What is left
  /// is the epsilon beside a variance near 1: relative 1e-5 times the change of 1 / g^2.
  @Test
  void beforeABatchNormalisationAGainIsDividedAway() {
    Conv2d convolution = Conv2d.withoutBias(3, 2, Window.of(3, 3), Philox.of(7));
    GainModulated modulated = GainModulated.of(convolution, PER_UNIT);
    Sequential network = Sequential.of(modulated, BatchNorm2d.of(2));
    float[] atOne = network.forward(IMAGES).value().toArray();
    modulated.gain().mulInPlace(2);
    assertArrayEquals(atOne, network.forward(IMAGES).value().toArray(), 2e-4f);
  }

  @Test
  void onAnActivationTheGainIsItsSlope() {
    Gain gain = PER_UNIT.on(Place.OUTPUT).per(Granularity.along(-1, 2));
    GainModulated modulated = GainModulated.of(new Relu(), gain);
    set(modulated, GAIN);
    Variable x = Variable.constant(Tensor.of(new float[] {3, 5, -3, 5}, 2, 2));
    assertArrayEquals(new float[] {6, 2.5f, 0, 2.5f}, modulated.forward(x).value().toArray());
  }

  /// A rectifier without bias is homogeneous: for positive gains both places are one.
  @Test
  void beforeOrAfterARectifierAPositiveGainIsTheSame() {
    Linear linear = Linear.withoutBias(2, 2, Initializer.normal(1), Philox.of(9));
    GainModulated before = GainModulated.of(linear, PER_UNIT);
    Gain onOutput = PER_UNIT.on(Place.OUTPUT).per(Granularity.along(-1, 2));
    GainModulated after = GainModulated.of(Sequential.of(linear, new Relu()), onOutput);
    set(before, GAIN);
    set(after, GAIN);
    Variable x = Variable.constant(Tensor.normal(Philox.of(10), 0f, 1f, 8, 2));
    assertArrayEquals(
        before.forward(x).relu().value().toArray(), after.forward(x).value().toArray());
  }

  /// Powers of two again, so that the parts add up without rounding.
  @Test
  void slowAndFastWeightAddUpToTheEffectiveWeight() {
    GainDynamics dynamics = new GainDynamics(0.9, 0.5, 0.3);
    GainModulated modulated = layer(Gain.of(dynamics, Drive.signal()));
    assertArrayEquals(new float[] {2, 4, 1.5f, 2}, modulated.effectiveWeight().toArray());
    assertArrayEquals(new float[] {0.5f, 1, 1.5f, 2}, modulated.slowWeight().toArray());
    assertArrayEquals(new float[] {1.5f, 3, 0, 0}, modulated.fastWeight().toArray());
  }

  @Test
  void partsOfTheWeightKnowTheRestOfEachUnit() {
    UnitGainDynamics dynamics =
        UnitGainDynamics.of(List.of(new GainDynamics(0.9, 1, 1), new GainDynamics(0.9, 0.5, 1)));
    GainModulated modulated = layer(Gain.of(dynamics, Drive.signal()));
    assertArrayEquals(new float[] {1, 2, 1.5f, 2}, modulated.slowWeight().toArray());
    assertArrayEquals(new float[] {1, 2, 0, 0}, modulated.fastWeight().toArray());
  }

  @Test
  void theFastWeightDecaysAsTheGainDoes() {
    GainModulated modulated = layer(PER_UNIT);
    set(modulated, Tensor.full(3, 2));
    Tensor fast = modulated.fastWeight();
    modulated.advance();
    modulated.advance();
    // 2 W gamma^2, where 1 + 2 gamma^2 has been rounded to a float
    assertArrayEquals(fast.mul(0.81).toArray(), modulated.fastWeight().toArray(), 4 * 3 * 0x1p-22f);
  }

  @Test
  void aDrivePerUnitMovesEachGain() {
    SignalDrive drive = Drive.signal(2);
    GainModulated modulated = layer(Gain.of(new GainDynamics(0.5, 1, 1), drive));
    set(modulated, Tensor.ones(2));
    drive.set(Tensor.of(new float[] {0, 3}, 2));
    modulated.advance();
    assertArrayEquals(new float[] {1, 4}, modulated.gain().toArray());
  }

  private static Tensor f64(long seed, int... shape) {
    return Tensor.normal(Philox.of(seed), 0f, 1f, shape).to(DType.F64);
  }

  private static final Initializer NORMAL_F64 = (random, shape) -> f64(11, shape);

  @Test
  void gradientsOfInputAndGainAreRight() {
    GainModulated modulated =
        GainModulated.of(Linear.withoutBias(3, 2, NORMAL_F64, Philox.of(1)), PER_UNIT);
    assertEquals(DType.F64, modulated.gain().dtype());
    GradientCheck.require(
        v -> modulated.forward(v.get(0), v.get(1)).tanh(), f64(12, 4, 3), f64(13, 2));
  }

  @Test
  void gradientsOfAConvolutionsInputAndGainAreRight() {
    GainModulated modulated =
        GainModulated.of(Conv2d.of(2, 3, Window.of(2, 2), Philox.of(1)), PER_UNIT);
    GradientCheck.require(
        v -> modulated.forward(v.get(0), v.get(1)).tanh(), f64(12, 1, 2, 3, 3), f64(13, 3));
  }

  /// Weight, bias and input have the gradients of the same sums written out.
  @Test
  void gradientsAreThoseOfTheFormulaWrittenByHand() {
    Linear linear = Linear.of(3, 2, Philox.of(5));
    for (Place place : Place.values()) {
      for (Granularity granularity : List.of(Granularity.layer(), Granularity.unit())) {
        GainModulated modulated = GainModulated.of(linear, PER_UNIT.on(place).per(granularity));
        modulated.gain().mulInPlace(1.7);
        Parameter w = linear.namedParameters().get("weight");
        Parameter b = linear.namedParameters().get("bias");
        Variable x = Variable.leaf(Tensor.normal(Philox.of(6), 0f, 1f, 4, 3));
        Variable g = Variable.constant(modulated.gain().copy());
        Variable sum = x.matmul(w.transpose());
        Variable byHand = place == Place.OUTPUT ? sum.add(b).mul(g) : sum.mul(g).add(b);
        List<Variable> expected = byHand.tanh().sum().gradients(List.of(w, b, x));
        List<Variable> actual = modulated.forward(x).tanh().sum().gradients(List.of(w, b, x));
        for (int i = 0; i < 3; i++) {
          assertClose(expected.get(i).value(), actual.get(i).value(), 8);
        }
      }
    }
  }

  @Test
  void theLayerInsideIsAPartAndKeepsItsNames() {
    Sequential inside = Sequential.of(Linear.of(2, 3, Philox.of(1)), new Tanh());
    Gain gain = PER_UNIT.on(Place.OUTPUT).per(Granularity.layer());
    Sequential network =
        Sequential.of(GainModulated.of(inside, gain), Linear.of(3, 1, Philox.of(2)));
    assertEquals(
        List.of("0.0.weight", "0.0.bias", "1.weight", "1.bias"),
        List.copyOf(network.namedParameters().keySet()));
    assertEquals(
        List.of("", "0", "0.", "0.0", "0.1", "1"), List.copyOf(network.namedParts().keySet()));
    List<String> visited = new ArrayList<>();
    network.apply(part -> visited.add(part.getClass().getSimpleName()));
    assertEquals(
        List.of("Linear", "Tanh", "Sequential", "GainModulated", "Linear", "Sequential"), visited);
    assertEquals(
        """
        layer               output  parameters  multiply-adds
        Sequential          [4, 1]          13             36
          0: GainModulated  [4, 3]           9             24
            Sequential      [4, 3]           9             24
              0: Linear     [4, 3]           9             24
              1: Tanh       [4, 3]           0              0
          1: Linear         [4, 1]           4             12
        13 parameters, 13 of them learning, in 56 bytes; 36 multiply-adds\
        """,
        network.summary(4, 2).toString());
  }

  /// Many gains at once: the output of a network as a function of its gain.
  @Test
  void vmapOverGainsIsALoopOverGains() {
    GainModulated modulated = layer(PER_UNIT);
    Tensor gains = Tensor.normal(Philox.of(8), 1f, 1f, 5, 2);
    Tensor together =
        Vmap.of(g -> modulated.forward(INPUT, g)).apply(Variable.constant(gains)).value();
    for (int i = 0; i < 5; i++) {
      assertClose(
          modulated.forward(INPUT, Variable.constant(gains.select(0, i))).value(),
          together.select(0, i),
          2);
    }
  }

  @Test
  void vmapOverExamplesIsTheBatch() {
    GainModulated modulated = layer(PER_UNIT);
    Variable batch = Variable.constant(Tensor.normal(Philox.of(8), 0f, 1f, 5, 2));
    assertClose(
        modulated.forward(batch).value(), Vmap.of(modulated::forward).apply(batch).value(), 2);
  }

  /// Within some units in the last place of the largest element.
  private static void assertClose(Tensor expected, Tensor actual, int ulps) {
    float largest = expected.abs().amax(false).item();
    assertArrayEquals(expected.toArray(), actual.toArray(), ulps * Math.ulp(largest));
  }

  static List<Arguments> sentences() {
    Linear linear = Linear.of(2, 3, Philox.of(1));
    GainModulated alongWrong = GainModulated.of(linear, PER_UNIT.per(Granularity.along(-1, 4)));
    return List.of(
        row(
            () -> GainModulated.of(new Relu(), PER_UNIT),
            "gain: a weighted sum needs a layer with a weight of its own, got Relu; put the gain"
                + " on the output"),
        row(
            () -> GainModulated.of(new Relu(), PER_UNIT.on(Place.OUTPUT)),
            "gain: the units of Relu cannot be read off a weight; name their axis with"
                + " Granularity.along"),
        row(
            () -> GainModulated.of(BatchNorm2d.of(3), PER_UNIT),
            "gain: the units of BatchNorm2d(3) cannot be read off its weight [3]; name their axis"
                + " with Granularity.along"),
        row(
            () -> GainModulated.of(BatchNorm2d.of(3), PER_UNIT.per(Granularity.layer())),
            "gain: the units of BatchNorm2d(3) cannot be read off its weight [3]; name their axis"
                + " with Granularity.along"),
        row(
            () -> GainModulated.of(Embedding.of(5, 3, Philox.of(1)), PER_UNIT),
            "gain: the units of Embedding(5 of 3) cannot be read off its weight [5, 3]; name their"
                + " axis with Granularity.along"),
        row(
            () -> GainModulated.of(GainModulated.of(linear, PER_UNIT), PER_UNIT),
            "gain: GainModulated(Linear(2 -> 3), 3 gains on the weighted sum) has a gain already"),
        row(
            () ->
                GainModulated.of(
                    linear, PER_UNIT.by(UnitGainDynamics.of(List.of(GainDynamics.ofPaper(0.3))))),
            "gain: dynamics are of 1 units, the layer has 3 gains"),
        row(() -> UnitGainDynamics.of(List.of()), "gain: dynamics per unit need at least one unit"),
        row(() -> Granularity.along(1, 0), "gain: size must be at least 1, got 0"),
        row(
            () -> GainDynamics.ofPaper(0.3).within(2, 3),
            "gain: bounds must have g0 between them, got 2.0 and 3.0 around 1.0"),
        row(
            () -> alongWrong.forward(INPUT),
            "gain: 4 gains along axis -1 do not fit the output [1, 3]"),
        row(
            alongWrong::effectiveWeight,
            "gain: 4 gains do not belong to the rows of the weight [3, 2]"));
  }

  @Test
  void sizesArePrinted() {
    Linear linear = Linear.of(3, 2, Philox.of(1));
    assertEquals(
        "GainModulated(Linear(3 -> 2), 2 gains on the weighted sum)",
        GainModulated.of(linear, PER_UNIT).toString());
    assertEquals(
        "GainModulated(Linear(3 -> 2), 1 gain on the output)",
        GainModulated.of(linear, PER_UNIT.per(Granularity.layer()).on(Place.OUTPUT)).toString());
  }
}
