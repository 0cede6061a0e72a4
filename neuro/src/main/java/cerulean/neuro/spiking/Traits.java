package cerulean.neuro.spiking;

import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.util.Map;
import java.util.Objects;

/// The parameters of a layer's cells by name, each `[1]` for all cells or `[n]`, and the step.
///
/// Fixed ones are F64: coefficients are made of them in double precision, as populations make
/// theirs.
record Traits(Map<String, Variable> values, double dtMs) {

  Variable get(String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  Tensor value(String name) {
    return get(name).value().to(DType.F64);
  }

  /// A number for all cells.
  static Variable number(double value) {
    return Variable.constant(Tensor.full(DType.F64, value, 1));
  }

  Variable step() {
    return number(dtMs);
  }

  /// `e^(-dt / tau)`.
  Variable decay(String tau) {
    return number(-dtMs).div(get(tau)).exp();
  }

  /// The mean of `e^(-t / tau)` during a step.
  Variable mean(String tau) {
    return number(-dtMs).div(get(tau)).expm1().neg().mul(get(tau)).div(number(dtMs));
  }

  /// The constant current that leaves a membrane at the same voltage after a step as a current
  /// `e^(-t / tau)`.
  Variable held(String membrane, String tau) {
    Variable m = get(membrane);
    Variable rate = m.reciprocal().sub(get(tau).reciprocal());
    Variable same = rate.eq(0);
    // Where the time constants agree, the limit and its slope.
    Variable near = rate.mul(0.5 * dtMs * dtMs).add(dtMs);
    Variable safe = Variable.where(same, rate.add(1), rate);
    Variable response = Variable.where(same, near, rate.mul(dtMs).expm1().div(safe));
    Variable e = number(-dtMs).div(m).expm1().neg();
    return e.neg().add(1).mul(response).div(m.mul(e));
  }

  /// How many steps a time is, rounded to even.
  double[] steps(String time) {
    double[] steps = value(time).toDoubleArray();
    for (int i = 0; i < steps.length; i++) {
      steps[i] = Math.rint(steps[i] / dtMs);
    }
    return steps;
  }
}
