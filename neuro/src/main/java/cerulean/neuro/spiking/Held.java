package cerulean.neuro.spiking;

import cerulean.autograd.Variable;
import cerulean.nn.Layer;
import cerulean.tensor.ShapeException;
import java.util.Map;

/// A spiking layer that is shown one input for a time, as a layer for [cerulean.nn.Sequential].
///
/// - input: `[batch, inputs]`
/// - result: `[steps, batch, n]`
///
/// What is computed of the input before, a product with weights above all, is computed once.
public final class Held implements Layer {

  private final SpikingLayer cells;
  private final int steps;

  private Held(SpikingLayer cells, int steps) {
    this.cells = cells;
    this.steps = steps;
  }

  /// `cells`, from rest, for `steps`.
  public static Held of(SpikingLayer cells, int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("Held: steps must be at least 1; got " + steps);
    }
    return new Held(cells, steps);
  }

  @Override
  public Variable forward(Variable input) {
    if (input.shape().rank() != 2) {
      throw new ShapeException(
          "Held",
          "an input must be [batch, " + cells.width() + "]; got " + input.shape(),
          input.shape());
    }
    return cells.hold(input, steps, cells.start(input.shape().dim(0), input.dtype())).output();
  }

  @Override
  public Map<String, Layer> children() {
    return Map.of("cells", cells);
  }

  @Override
  public String toString() {
    return "Held(" + cells + ", " + steps + " steps)";
  }
}
