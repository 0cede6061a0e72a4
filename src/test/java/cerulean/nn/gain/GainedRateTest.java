package cerulean.nn.gain;

import static cerulean.testing.WordForWord.row;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cerulean.autograd.Parameter;
import cerulean.nn.Linear;
import cerulean.optim.Adam;
import cerulean.optim.Sgd;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import cerulean.testing.WordForWord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

@Tag("once")
class GainedRateTest implements WordForWord {

  private static final GainDynamics DYNAMICS = GainDynamics.ofPaper(0.4);

  private static Tensor logits(int step) {
    return Tensor.normal(Philox.of(step), 0f, 2f, 6, 3);
  }

  @Test
  void theFactorIsTheGainOfALayerWithTheSameDriveBitForBit() {
    GainedRate rate = GainedRate.of(0.01, DYNAMICS, Drive.entropy(), 1, _ -> {});
    Gain gain = Gain.of(DYNAMICS, Drive.entropy());
    GainModulated layer = GainModulated.of(Linear.of(2, 1, Philox.of(1)), gain);
    for (int i = 0; i < 30; i++) {
      rate.advance();
      layer.advance();
      assertEquals(layer.gain().itemDouble(), rate.factor());
      rate.drive().observeOutput(logits(i));
      gain.drive().observeOutput(logits(i));
    }
  }

  @Test
  void theRateIsTheBaseTimesThePowerOfTheGain() {
    List<Double> rates = new ArrayList<>();
    SignalDrive drive = Drive.signal();
    GainedRate rate = GainedRate.of(0.25, new GainDynamics(0.5, 1, 1), drive, 2, rates::add);
    rate.advance();
    drive.set(2);
    rate.advance();
    // gains 1 and 0.5 + 0.5 + 2 = 3
    assertEquals(List.of(0.25, 0.25 * 9), rates);
  }

  @Test
  void anyOptimizerTakesItByItsConfiguration() {
    Sgd sgd = Sgd.of(List.of(Parameter.of(Tensor.ones(1))), Sgd.Config.plain(0.01));
    Adam adam = Adam.of(List.of(Parameter.of(Tensor.ones(1))), Adam.Config.withLr(0.01));
    SignalDrive drive = Drive.signal();
    drive.set(1);
    GainDynamics dynamics = new GainDynamics(0, 1, 3);
    GainedRate.of(0.01, dynamics, drive, 1, lr -> sgd.configure(0, Sgd.Config.plain(lr))).advance();
    GainedRate.of(0.01, dynamics, drive, 1, lr -> adam.configure(0, Adam.Config.withLr(lr)))
        .advance();
    assertEquals(0.04, sgd.groups().getFirst().config().lr());
    assertEquals(0.04, adam.groups().getFirst().config().lr());
  }

  @Test
  void aRateGoesOnFromItsBuffersBitForBit() {
    GainedRate first = GainedRate.of(0.01, DYNAMICS, Drive.surprise(0.3, 0.1), 1, _ -> {});
    for (int i = 0; i < 5; i++) {
      first.advance();
      first.drive().observeOutput(logits(i));
      first.drive().observeLoss(i % 2);
    }
    GainedRate second = GainedRate.of(0.01, DYNAMICS, Drive.surprise(0.3, 0.1), 1, _ -> {});
    first.buffers().forEach((name, buffer) -> second.buffers().get(name).copyFromInPlace(buffer));
    first.advance();
    second.advance();
    assertEquals(first.factor(), second.factor());
  }

  static List<Arguments> sentences() {
    Drive drive = Drive.entropy();
    return List.of(
        row(
            () -> GainedRate.of(0, DYNAMICS, drive, 1, _ -> {}),
            "gain: base must be positive and finite, got 0.0"),
        row(
            () -> GainedRate.of(1, DYNAMICS, drive, Double.NaN, _ -> {}),
            "gain: power must be finite, got NaN"));
  }
}
