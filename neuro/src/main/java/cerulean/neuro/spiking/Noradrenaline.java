package cerulean.neuro.spiking;

import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.util.List;

/// Noradrenaline on cells of a trained layer: their input acts more steeply, they tire less, and their threshold is
/// lower.
///
///     gain         g (1 + inputGain NA)          inputGain   1
///     jumpPa       b (1 - adaptation NA)         adaptation  0.85
///     thresholdMv  theta + thresholdMv NA        thresholdMv -3
///
/// with NA from 0 to 1 and g, b, theta the values of the layer without it. Cells without a gain of their own
/// ([Neuron#lif]) have their capacitance divided by the factor, which multiplies their input as exactly; what cells do not have
/// (adaptation) stays out.
///
///     SpikingLayer aroused = Noradrenaline.OF_TUTORIAL.on(layer, 0.7);    // the same weights
///
/// The layer that comes out shares the recurrent weights with the one that went in, and goes on from its states: a level
/// that changes is a layer for each piece of the sequence. Levels may differ between cells. Values that are changed are fixed in it.
///
/// Source: A. Ghosh and others (2026), LIF_neuromodulation_tutorial of the Neural Circuits Group, Newcastle, whose cell is
/// [cerulean.neuro.AdaptiveLifParameters#noradrenaline]; receptors: A. Rodriguez-Garcia, J. Mei & S. Ramaswamy (2024), arXiv:2407.04525.
///
/// @param inputGain rise of the gain at level 1, above -1
/// @param adaptation share of the jump of the adaptation current that is lost at level 1
/// @param thresholdMv change of the threshold at level 1, mV
public record Noradrenaline(double inputGain, double adaptation, double thresholdMv) {

  private static final String NAME = "Noradrenaline";

  /// The map of the tutorial: 1, 0.85, -3 mV.
  public static final Noradrenaline OF_TUTORIAL = new Noradrenaline(1, 0.85, -3);

  /// Checks the numbers.
  public Noradrenaline {
    if (!(inputGain > -1) || inputGain == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          NAME + ": inputGain must be above -1 and finite; got " + inputGain);
    }
    if (!Double.isFinite(adaptation) || !Double.isFinite(thresholdMv)) {
      throw new IllegalArgumentException(
          NAME
              + ": adaptation and thresholdMv must be finite; got "
              + adaptation
              + " and "
              + thresholdMv);
    }
  }

  /// The layer at a level.
  public SpikingLayer on(SpikingLayer layer, double level) {
    return on(layer, Tensor.of(new double[] {level}, 1));
  }

  /// The layer at a level for each cell, `[n]`, or one for all, `[1]`.
  public SpikingLayer on(SpikingLayer layer, Tensor levels) {
    Tensor na = levels.to(DType.F64);
    for (double level : na.toDoubleArray()) {
      if (!(level >= 0 && level <= 1)) {
        throw new IllegalArgumentException(NAME + ": a level must be from 0 to 1; got " + level);
      }
    }
    List<String> names = layer.parameterNames();
    Tensor factor = na.mul(inputGain).add(1);
    SpikingLayer changed;
    if (names.contains("gain")) {
      changed = layer.with("gain", layer.value("gain").mul(factor));
    } else if (names.contains("capacitancePf") && layer.neuron().model().channels() == 1) {
      changed = layer.with("capacitancePf", layer.value("capacitancePf").div(factor));
    } else {
      throw noGain(layer);
    }
    if (names.contains("jumpPa")) {
      changed = changed.with("jumpPa", layer.value("jumpPa").mul(na.mul(-adaptation).add(1)));
    }
    if (names.contains("thresholdMv")) {
      changed = changed.with("thresholdMv", layer.value("thresholdMv").add(na.mul(thresholdMv)));
    }
    return changed;
  }

  private static IllegalArgumentException noGain(SpikingLayer layer) {
    return new IllegalArgumentException(
        NAME
            + ": "
            + layer.neuron()
            + " cells have no gain; put one on the weights before them with GainModulated");
  }
}
