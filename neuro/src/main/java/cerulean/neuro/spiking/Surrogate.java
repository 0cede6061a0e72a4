package cerulean.neuro.spiking;

import cerulean.autograd.Primitive;
import cerulean.autograd.Variable;
import cerulean.tensor.SpikingCells;
import cerulean.tensor.SpikingCells.Form;
import cerulean.tensor.Tensor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What stands for the derivative of a spike by `u`, the distance of the voltage from the
/// threshold. Spikes are steps of `u`, whose own derivative is zero almost everywhere; this one is
/// used in backward passes only, and changes no spike.
///
/// | surrogate | derivative, slope k | height at 0 |
/// |---|---|---|
/// | [#fastSigmoid] | `1 / (1 + k abs(u))^2` | 1 |
/// | [#superSpike] | `k / (1 + k abs(u))^2` | k |
/// | [#arctan] | `(k / 2) / (1 + (pi k u / 2)^2)` | k / 2 |
/// | [#triangle] | `k max(0, 1 - k abs(u))` | k |
/// | [#boxcar] | `k` where `k abs(u) <= 1/2`, else 0 | k |
/// | [#gaussian] | `k / sqrt(2 pi) e^(-(k u)^2 / 2)` | 0.4 k |
/// | [#straightThrough] | 1 | 1 |
///
/// `u` has the unit of the voltage: for cells in mV a slope is per mV, and 1 is steep.
public final class Surrogate {

  private final String text;
  private final SpikingCells.Surrogate kernel;
  private final UnaryOperator<Variable> formula;
  private final Primitive spike;
  private final Primitive strictSpike;

  private Surrogate(String text, SpikingCells.Surrogate kernel, UnaryOperator<Variable> formula) {
    this.text = text;
    this.kernel = kernel;
    this.formula = formula;
    spike = step(u -> u.ge(0), formula);
    strictSpike = step(u -> u.gt(0), formula);
  }

  private static Primitive step(UnaryOperator<Tensor> step, UnaryOperator<Variable> formula) {
    return Primitive.elementwise(
        "spike", u -> step.apply(u).to(u.dtype()), (g, u, y) -> g.mul(formula.apply(u)));
  }

  /// The derivative of `u / (1 + k |u|)` (Zenke & Ganguli 2018, Zenke & Vogels 2021).
  public static Surrogate fastSigmoid(double slope) {
    return known("fastSigmoid", Form.FAST_SIGMOID, slope, slope, 1, u -> root(u, slope).pow(-2));
  }

  /// The fast sigmoid with the height of its slope, so that its area does not depend on it.
  public static Surrogate superSpike(double slope) {
    return known(
        "superSpike",
        Form.FAST_SIGMOID,
        slope,
        slope,
        slope,
        u -> root(u, slope).pow(-2).mul(slope));
  }

  private static Variable root(Variable u, double slope) {
    return u.abs().mul(slope).add(1);
  }

  /// The derivative of `atan(pi k u / 2) / pi` (Fang et al. 2021).
  public static Surrogate arctan(double slope) {
    double k = Math.PI / 2 * slope;
    return known(
        "arctan",
        Form.ARCTAN,
        slope,
        k,
        slope / 2,
        u -> u.mul(k).square().add(1).reciprocal().mul(slope / 2));
  }

  /// A triangle of area 1 (Esser et al. 2016; with a height of 0.3 for slope 1, [#scaled], that of
  /// Bellec et al. 2018).
  public static Surrogate triangle(double slope) {
    return known(
        "triangle",
        Form.TRIANGLE,
        slope,
        slope,
        slope,
        u -> u.abs().mul(-slope).add(1).relu().mul(slope));
  }

  /// A box of area 1.
  public static Surrogate boxcar(double slope) {
    return known(
        "boxcar",
        Form.BOXCAR,
        slope,
        slope,
        slope,
        u -> u.abs().mul(slope).le(0.5).to(u.dtype()).mul(slope));
  }

  /// A normal density of standard deviation 1 / k (Yin, Corradi & Bohte 2021).
  public static Surrogate gaussian(double slope) {
    double height = slope / Math.sqrt(2 * Math.PI);
    return known(
        "gaussian",
        Form.GAUSSIAN,
        slope,
        slope,
        height,
        u -> u.mul(slope).square().mul(-0.5).exp().mul(height));
  }

  /// 1 everywhere: the gradient goes through as if the spike were `u` (Bengio, Leonard & Courville
  /// 2013).
  public static Surrogate straightThrough() {
    return known("straightThrough", Form.CONSTANT, 1, 1, 1, u -> u.mul(0).add(1));
  }

  /// A derivative of one's own.
  ///
  /// - `derivative`: a function of `u`, element by element, in operations of variables
  public static Surrogate of(String name, UnaryOperator<Variable> derivative) {
    UnaryOperator<Tensor> onTensors = u -> derivative.apply(Variable.constant(u)).value();
    return new Surrogate(name, new SpikingCells.Surrogate(null, 1, 1, onTensors), derivative);
  }

  private static Surrogate known(
      String name, Form form, double slope, double k, double height, UnaryOperator<Variable> f) {
    if (!(slope > 0) || slope == Double.POSITIVE_INFINITY) {
      throw badSlope(name, slope);
    }
    String text = form == Form.CONSTANT ? name : name + "(" + slope + ")";
    return new Surrogate(text, new SpikingCells.Surrogate(form, k, height, null), f);
  }

  /// This derivative times `factor`.
  public Surrogate scaled(double factor) {
    if (!Double.isFinite(factor)) {
      throw badFactor(factor);
    }
    @Nullable UnaryOperator<Tensor> own = kernel.function();
    SpikingCells.Surrogate scaled =
        new SpikingCells.Surrogate(
            kernel.form(),
            kernel.steepness(),
            kernel.height() * factor,
            own == null ? null : u -> own.apply(u).mul(factor));
    return new Surrogate(factor + " " + text, scaled, u -> formula.apply(u).mul(factor));
  }

  /// The derivative at `u`.
  public Variable at(Variable u) {
    return formula.apply(u);
  }

  /// Spikes where `u` is at or above 0, with this derivative: for cells written in operations.
  public Variable spike(Variable u) {
    return spike.apply(u);
  }

  /// Spikes where `u` is above 0.
  Variable strictSpike(Variable u) {
    return strictSpike.apply(u);
  }

  SpikingCells.Surrogate kernel() {
    return kernel;
  }

  @Override
  public String toString() {
    return text;
  }

  private static IllegalArgumentException badSlope(String name, double slope) {
    return new IllegalArgumentException(
        "Surrogate." + name + ": slope must be above 0 and finite; got " + slope);
  }

  private static IllegalArgumentException badFactor(double factor) {
    return new IllegalArgumentException("Surrogate.scaled: factor must be finite; got " + factor);
  }
}
