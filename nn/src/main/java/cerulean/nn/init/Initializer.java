package cerulean.nn.init;

import cerulean.tensor.DType;
import cerulean.tensor.Distributions;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;

/// A law that parameters start from. A seed gives the same numbers, on any machine.
///
/// | law | PyTorch's name |
/// |---|---|
/// | [#uniform], [#normal(double)], [#truncatedNormal], [#constant] | `uniform_`, `normal_`, `trunc_normal_`, `constant_` |
/// | [#uniformByInputs] | what `nn.Linear` and convolutions start from |
/// | [#xavierUniform], [#xavierNormal] | `xavier_uniform_`, `xavier_normal_` |
/// | [#kaimingUniform(Nonlinearity)], [#kaimingNormal(Nonlinearity)] | `kaiming_uniform_`, `kaiming_normal_` |
/// | [#orthogonal] | `orthogonal_` |
/// | [#identity], [#dirac] | `eye_`, `dirac_` |
/// | [#sparse] | `sparse_` |
/// | [#forgetBias] | none |
@FunctionalInterface
public interface Initializer {

  /// Draws a weight of `shape` in F32, whose first axis counts outputs and whose others make up the
  /// inputs of one output.
  Tensor draw(Philox random, int... shape);

  /// Draws a weight in another type; in F64 with all its digits, from laws that compute.
  default Tensor draw(DType type, Philox random, int... shape) {
    return draw(random, shape).to(type);
  }

  // ---- Plain laws

  /// Uniform on `low .. high`.
  static Initializer uniform(double low, double high) {
    if (!(low <= high)) {
      throw emptyInterval(low, high);
    }
    return (random, shape) -> Tensor.uniform(random, (float) low, (float) high, shape);
  }

  /// Normal with mean 0.
  static Initializer normal(double sd) {
    return normal(0, sd);
  }

  /// Normal.
  static Initializer normal(double mean, double sd) {
    return (random, shape) -> Tensor.normal(random, (float) mean, (float) sd, shape);
  }

  /// Normal under the condition that numbers lie in `low .. high`; mean and standard deviation are
  /// those before the condition.
  static Initializer truncatedNormal(double mean, double sd, double low, double high) {
    return (random, shape) ->
        Distributions.truncatedNormal(random, mean, sd, (float) low, (float) high, shape);
  }

  /// One number everywhere; draws nothing.
  static Initializer constant(double value) {
    return StructuredLaws.of((type, random, shape) -> Tensor.full(type, value, shape));
  }

  // ---- Laws that keep variances

  /// Uniform on `-1/sqrt(n) .. 1/sqrt(n)` with `n` inputs per output: PyTorch's default for linear
  /// and convolution layers.
  static Initializer uniformByInputs() {
    return (random, shape) -> {
      int inputs = 1;
      for (int i = 1; i < shape.length; i++) {
        inputs *= shape[i];
      }
      float bound = (float) (1 / Math.sqrt(inputs));
      return Tensor.uniform(random, -bound, bound, shape);
    };
  }

  /// Uniform on `-b .. b` with `b = gain sqrt(6 / (in + out))` (Glorot & Bengio 2010).
  static VarianceScaling xavierUniform(double gain) {
    return new VarianceScaling(gain, Fans.Mode.AVERAGE, true);
  }

  /// Normal with standard deviation `gain sqrt(2 / (in + out))` (Glorot & Bengio 2010).
  static VarianceScaling xavierNormal(double gain) {
    return new VarianceScaling(gain, Fans.Mode.AVERAGE, false);
  }

  /// Uniform on `-b .. b` with `b = gain sqrt(3 / in)` (He et al. 2015).
  static VarianceScaling kaimingUniform(Nonlinearity next) {
    return kaimingUniform(next.gain(), Fans.Mode.IN);
  }

  /// As [#kaimingUniform(Nonlinearity)] with a gain of one's own, by inputs or outputs.
  static VarianceScaling kaimingUniform(double gain, Fans.Mode mode) {
    return new VarianceScaling(gain, mode, true);
  }

  /// Normal with standard deviation `gain / sqrt(in)` (He et al. 2015).
  static VarianceScaling kaimingNormal(Nonlinearity next) {
    return kaimingNormal(next.gain(), Fans.Mode.IN);
  }

  /// As [#kaimingNormal(Nonlinearity)] with a gain of one's own, by inputs or outputs.
  static VarianceScaling kaimingNormal(double gain, Fans.Mode mode) {
    return new VarianceScaling(gain, mode, false);
  }

  // ---- Structured laws

  /// Orthogonal rows, or columns if there are more rows than inputs, of length `gain`, uniformly
  /// among all such matrices (Saxe et al. 2014; Mezzadri 2007). Axes behind the first count as one.
  static Initializer orthogonal(double gain) {
    return StructuredLaws.of(
        (type, random, shape) -> StructuredLaws.orthogonal(type, gain, random, shape));
  }

  /// The identity matrix, with zeros beside or below; draws nothing.
  static Initializer identity() {
    return StructuredLaws.of((type, random, shape) -> StructuredLaws.identity(type, shape));
  }

  /// Filters `[out, in, ...]` of a convolution that copy their input: in each of `groups` groups
  /// output `i` is input `i`, as far as there are both; draws nothing.
  static Initializer dirac(int groups) {
    return StructuredLaws.of((type, random, shape) -> StructuredLaws.dirac(type, groups, shape));
  }

  /// A matrix normal with mean 0, of which in each column a part, rounded up, is 0 (Martens 2010).
  static Initializer sparse(double zeros, double sd) {
    if (!(zeros >= 0 && zeros <= 1)) {
      throw noPart(zeros);
    }
    return StructuredLaws.of(
        (type, random, shape) -> StructuredLaws.sparse(type, zeros, sd, random, shape));
  }

  /// The bias of an LSTM, rows in the order `i, f, g, o`: `value` for the forget gate, which then
  /// begins by remembering (Jozefowicz et al. 2015: 1), and 0 elsewhere; draws nothing. Of the two
  /// biases of a layer give it to one.
  static Initializer forgetBias(double value) {
    return StructuredLaws.of(
        (type, random, shape) -> StructuredLaws.forgetBias(type, value, shape));
  }

  private static IllegalArgumentException emptyInterval(double low, double high) {
    return new IllegalArgumentException(
        "init: low must not be above high; got " + low + " and " + high);
  }

  private static IllegalArgumentException noPart(double zeros) {
    return new IllegalArgumentException(
        "init: the part of zeros must be from 0 to 1; got " + zeros);
  }
}
