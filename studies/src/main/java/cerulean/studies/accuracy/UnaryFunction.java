package cerulean.studies.accuracy;

import cerulean.tensor.Activations;
import cerulean.tensor.Special;
import cerulean.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/// A function of one number on tensors, under the name it has there.
public record UnaryFunction(String name, UnaryOperator<Tensor> operation) {

  /// Those that are computed by polynomials of our own where there are SIMD kernels, and the square
  /// root with its reciprocal.
  public static final List<UnaryFunction> ALL =
      List.of(
          new UnaryFunction("sqrt", Tensor::sqrt),
          new UnaryFunction("rsqrt", Tensor::rsqrt),
          new UnaryFunction("exp", Tensor::exp),
          new UnaryFunction("exp2", Tensor::exp2),
          new UnaryFunction("expm1", Tensor::expm1),
          new UnaryFunction("log", Tensor::log),
          new UnaryFunction("log2", Tensor::log2),
          new UnaryFunction("log10", Tensor::log10),
          new UnaryFunction("log1p", Tensor::log1p),
          new UnaryFunction("sin", Tensor::sin),
          new UnaryFunction("cos", Tensor::cos),
          new UnaryFunction("tanh", Tensor::tanh),
          new UnaryFunction("erf", Tensor::erf),
          new UnaryFunction("erfc", Special::erfc),
          new UnaryFunction("sigmoid", Tensor::sigmoid),
          new UnaryFunction("logSigmoid", Activations::logSigmoid),
          new UnaryFunction("softplus", x -> Activations.softplus(x, 1, 20)),
          new UnaryFunction("silu", Activations::silu),
          new UnaryFunction("mish", Activations::mish),
          new UnaryFunction("elu", x -> Activations.elu(x, 1)),
          new UnaryFunction("selu", Activations::selu),
          new UnaryFunction("gelu", Activations::gelu),
          new UnaryFunction("geluTanh", Activations::geluTanh));

  /// The function of a name, or a sentence that lists all.
  public static UnaryFunction named(String name) {
    return ALL.stream()
        .filter(function -> function.name.equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  private static IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException(
        "accuracy: no function \""
            + name
            + "\"; there are "
            + String.join(", ", ALL.stream().map(UnaryFunction::name).toList()));
  }
}
