package cerulean.nn.gain;

import cerulean.tensor.Tensor;

/// How gains follow their drive.
public interface GainRule {

  /// Moves gains one step, in place.
  ///
  /// - `gain`: `[gains]`
  /// - `drive`: one number, or what broadcasts to the shape of `gain`
  void advance(Tensor gain, Tensor drive);

  /// Where gains rest without drive: one number, or one per gain. What a gain has beyond it is the
  /// fast part of the weight ([GainModulated#fastWeight]).
  Tensor rest();

  /// Says why the rule cannot move that many gains, if it cannot.
  default void requireFits(int gains) {}
}
