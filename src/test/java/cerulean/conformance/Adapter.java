package cerulean.conformance;

import cerulean.tensor.Tensor;
import java.util.List;

/// How this library computes an operation of a suite.
interface Adapter {

  /// The outputs in order.
  List<Tensor> outputs(Arguments arguments);

  /// Of an operation with one result.
  interface Single {
    Tensor output(Arguments arguments);
  }

  /// Of a function of the input `x`.
  interface Unary {
    Tensor apply(Tensor x);
  }

  /// Of a function of the inputs `x` and `y`.
  interface Binary {
    Tensor apply(Tensor x, Tensor y);
  }

  /// Thrown by an adapter for attributes that this library does not have.
  final class NotOurs extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotOurs(String what) {
      super(what);
    }
  }
}
