package cerulean.tensor;

import static cerulean.tensor.kernel.Kernels.ACTIVATIONS;
import static cerulean.tensor.kernel.Kernels.ELEMENTWISE;
import static cerulean.tensor.kernel.Kernels.TRANSCENDENTAL;

import cerulean.tensor.kernel.FloatEpilogue;
import org.jspecify.annotations.Nullable;

/// Adds a bias to the rows of a product and applies an activation.
///
/// `bias` has one element for every column of the product, from `offset` on.
@SuppressWarnings("ArrayRecordComponent") // Lives for one product.
record LinearEpilogue(float @Nullable [] bias, int offset, FusedProducts.Activation activation)
    implements FloatEpilogue {

  /// The same for the columns from `column` on.
  LinearEpilogue from(int column) {
    return new LinearEpilogue(bias, offset + column, activation);
  }

  @Override
  public void apply(
      float[] c, int co, int cRow, int rows, int columns, int firstRow, int firstColumn) {
    for (int i = 0; i < rows; i++) {
      int row = co + i * cRow;
      if (bias != null) {
        ELEMENTWISE.add(c, row, bias, offset + firstColumn, c, row, columns);
      }
      switch (activation) {
        case NONE -> {}
        case RELU -> ELEMENTWISE.maximumScalar(c, row, 0f, c, row, columns);
        case TANH -> TRANSCENDENTAL.tanh(c, row, c, row, columns);
        case SIGMOID -> TRANSCENDENTAL.sigmoid(c, row, c, row, columns);
        case GELU -> ACTIVATIONS.gelu(c, row, c, row, columns);
        case SILU -> ACTIVATIONS.silu(c, row, c, row, columns);
      }
    }
  }
}
