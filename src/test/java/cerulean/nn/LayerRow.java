package cerulean.nn;

import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.function.Function;

/// A layer of `torch.nn` and its counterpart.
///
/// @param torch how PyTorch makes it
/// @param make how this library does
/// @param input an input in F64, or of indices
record LayerRow(String torch, Function<Philox, Layer> make, Tensor input) {

  static LayerRow row(String torch, Function<Philox, Layer> make, int... shape) {
    Tensor input = Tensor.normal(Philox.of(shape.length + 40), 0f, 1f, shape).to(DType.F64);
    return new LayerRow(torch, make, input);
  }

  /// PyTorch's class.
  String name() {
    return torch.substring(0, torch.indexOf('('));
  }

  Layer made(long seed) {
    return make.apply(Philox.of(seed));
  }

  /// Whether it gives something else each time while it trains.
  boolean isRandom() {
    return name().contains("Dropout") || name().equals("RReLU");
  }

  @Override
  public String toString() {
    return torch;
  }
}
