package cerulean.neuro.spiking.coding;

import cerulean.autograd.Variable;
import cerulean.nn.loss.Losses;
import cerulean.tensor.DType;
import cerulean.tensor.ShapeException;
import cerulean.tensor.Tensor;

/// Losses of classes by spikes, or by voltages of cells that do not fire.
///
/// | loss | what speaks for a class |
/// |---|---|
/// | [#countCrossEntropy] | the number of its spikes |
/// | [#countSquaredError] | how near its rate is to one that is asked for |
/// | [#firstSpikeCrossEntropy] | how early its first spike comes |
/// | [#maxVoltageCrossEntropy] | its highest voltage |
/// | [#meanVoltageCrossEntropy] | its mean voltage |
/// | [#everyStepCrossEntropy] | its voltage, or spike, in every step by itself |
///
/// - `spikes`, `voltages`: `[steps, batch, classes]`
/// - `labels`: I64 `[batch]`
/// - result: the mean over the batch
public final class SpikeLosses {

  private SpikeLosses() {}

  /// Softmax cross-entropy of the numbers of spikes.
  public static Variable countCrossEntropy(Variable spikes, Tensor labels) {
    require(spikes, labels);
    return Losses.crossEntropy(spikes.sum(false, 0), labels);
  }

  /// Mean squared distance of the shares of steps with a spike from `right` for the class itself
  /// and `wrong` for the others.
  public static Variable countSquaredError(
      Variable spikes, Tensor labels, double right, double wrong) {
    require(spikes, labels);
    Variable rates = spikes.mean(false, 0);
    Tensor target = labels.oneHot(spikes.shape().dim(2), rates.dtype(), wrong, right);
    return Losses.meanSquaredError(rates, Variable.constant(target));
  }

  /// Softmax cross-entropy of `-time / tauSteps`, time the step of the first spike ([FirstSpike]).
  ///
  /// Reference: H. Mostafa (2018), Supervised learning based on temporal coding in spiking neural
  /// networks, IEEE Transactions on Neural Networks and Learning Systems 29(7), 3227-3235 (there
  /// with exact times).
  public static Variable firstSpikeCrossEntropy(Variable spikes, Tensor labels, double tauSteps) {
    require(spikes, labels);
    if (!(tauSteps > 0) || tauSteps == Double.POSITIVE_INFINITY) {
      throw badTau(tauSteps);
    }
    return Losses.crossEntropy(FirstSpike.times(spikes).mul(-1 / tauSteps), labels);
  }

  /// Softmax cross-entropy of the highest voltages. Gradients go to the steps at which they are
  /// reached.
  ///
  /// Reference: B. Cramer et al. (2022), The Heidelberg spiking data sets for the systematic
  /// evaluation of spiking neural networks, IEEE Transactions on Neural Networks and Learning
  /// Systems 33(7), 2744-2757.
  public static Variable maxVoltageCrossEntropy(Variable voltages, Tensor labels) {
    require(voltages, labels);
    return Losses.crossEntropy(voltages.amax(false, 0), labels);
  }

  /// Softmax cross-entropy of the mean voltages.
  public static Variable meanVoltageCrossEntropy(Variable voltages, Tensor labels) {
    require(voltages, labels);
    return Losses.crossEntropy(voltages.mean(false, 0), labels);
  }

  /// The mean over the steps of softmax cross-entropies.
  public static Variable everyStepCrossEntropy(Variable voltages, Tensor labels) {
    require(voltages, labels);
    int steps = voltages.shape().dim(0);
    int classes = voltages.shape().dim(2);
    return Losses.crossEntropy(voltages.reshape(-1, classes), labels.tile(steps));
  }

  private static void require(Variable spikes, Tensor labels) {
    boolean fits =
        spikes.shape().rank() == 3
            && spikes.shape().dim(0) > 0
            && labels.rank() == 1
            && labels.dim(0) == spikes.shape().dim(1);
    if (!fits || labels.dtype() != DType.I64) {
      throw otherShapes(spikes, labels);
    }
  }

  private static IllegalArgumentException badTau(double tau) {
    return new IllegalArgumentException(
        "SpikeLosses: tauSteps must be above 0 and finite; got " + tau);
  }

  private static ShapeException otherShapes(Variable spikes, Tensor labels) {
    return new ShapeException(
        "SpikeLosses",
        "needs [steps, batch, classes] and labels I64 [batch]; got "
            + spikes.shape()
            + " and "
            + labels.dtype()
            + " "
            + labels.shape(),
        spikes.shape(),
        labels.shape());
  }
}
