package cerulean.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every update of single weights against its formula, written out in plain doubles for one weight
/// as the papers have it, over 200 steps on given gradients, some of which are 0.
class OptimizerFormulaTest {

  private static final int STEPS = 200;
  private static final int WEIGHTS = 37;

  /// What becomes of one weight; its state is whatever the class keeps.
  private abstract static class Formula {
    double m;
    double v;
    double u;
    double b;

    /// The weight after step `t`, counted from 1, with the gradient `g`.
    abstract double next(double w, double g, int t);
  }

  /// Makes a formula for each weight.
  private interface Maker {
    Formula of();
  }

  private interface Step {
    double next(Formula s, double w, double g, int t);
  }

  private static final Map<String, Maker> FORMULAS = new LinkedHashMap<>();

  private static void put(String name, Step step) {
    put(name, 0, step);
  }

  private static void put(String name, double initial, Step step) {
    FORMULAS.put(
        name,
        () -> {
          Formula formula =
              new Formula() {
                @Override
                double next(double w, double g, int t) {
                  return step.next(this, w, g, t);
                }
              };
          formula.v = initial;
          return formula;
        });
  }

  /// The bias-corrected mean of gradients.
  private static double mean(Formula s, double g, double b1, int t) {
    s.m = b1 * s.m + (1 - b1) * g;
    return s.m / (1 - Math.pow(b1, t));
  }

  /// The bias-corrected mean of their squares.
  private static double square(Formula s, double g, double b2, int t) {
    s.v = b2 * s.v + (1 - b2) * g * g;
    return s.v / (1 - Math.pow(b2, t));
  }

  private static double nadam(Formula s, double w, double g, int t) {
    double now = 0.9 * (1 - 0.5 * Math.pow(0.96, t * 0.004));
    double then = 0.9 * (1 - 0.5 * Math.pow(0.96, (t + 1) * 0.004));
    s.b = t == 1 ? now : s.b * now;
    s.m = 0.9 * s.m + 0.1 * g;
    double mean = then * s.m / (1 - s.b * then) + (1 - now) * g / (1 - s.b);
    return w - 0.05 * mean / (Math.sqrt(square(s, g, 0.999, t)) + 1e-8);
  }

  private static double radam(Formula s, double w, double g, int t, double b2) {
    double longest = 2 / (1 - b2) - 1;
    double length = longest - 2 * t * Math.pow(b2, t) / (1 - Math.pow(b2, t));
    double mean = mean(s, g, 0.9, t);
    s.v = b2 * s.v + (1 - b2) * g * g;
    if (length <= 5) {
      return w - 0.05 * mean;
    }
    double adaptive = Math.sqrt(1 - Math.pow(b2, t)) / (Math.sqrt(s.v) + 1e-8);
    double r =
        Math.sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length));
    return w - 0.05 * r * mean * adaptive;
  }

  private static double rmsprop(
      Formula s, double w, double g, double lr, boolean centered, double mu) {
    s.v = 0.99 * s.v + 0.01 * g * g;
    s.m = 0.99 * s.m + 0.01 * g;
    double variance = centered ? s.v - s.m * s.m : s.v;
    s.b = mu * s.b + g / (Math.sqrt(variance) + EPSILON);
    return w - lr * s.b;
  }

  /// Of what is tested here; PyTorch's 1e-8 would make the first step of the centered form a
  /// quotient of rounding errors.
  private static final double EPSILON = 1e-2;

  static {
    put("sgd", (s, w, g, t) -> w - 0.1 * g);
    put("sgd decayed", (s, w, g, t) -> w - 0.1 * (g + 0.1 * w));
    put(
        "momentum",
        (s, w, g, t) -> {
          s.m = 0.9 * s.m + g + 0.01 * w;
          return w - 0.05 * s.m;
        });
    put(
        "dampened",
        (s, w, g, t) -> {
          s.m = t == 1 ? g : 0.9 * s.m + 0.5 * g;
          return w - 0.05 * s.m;
        });
    put(
        "nesterov",
        (s, w, g, t) -> {
          s.m = 0.9 * s.m + g;
          return w - 0.05 * (g + 0.9 * s.m);
        });
    put(
        "sgdw",
        (s, w, g, t) -> {
          s.m = 0.9 * s.m + g;
          return (1 - 0.05 * 0.01) * w - 0.05 * s.m;
        });
    put(
        "adam",
        (s, w, g, t) -> {
          double d = g + 0.01 * w;
          return w - 0.05 * mean(s, d, 0.9, t) / (Math.sqrt(square(s, d, 0.999, t)) + 1e-8);
        });
    put(
        "amsgrad",
        (s, w, g, t) -> {
          double mean = mean(s, g, 0.9, t);
          s.v = 0.5 * s.v + 0.5 * g * g;
          s.u = Math.max(s.u, s.v);
          return w - 0.05 * mean / (Math.sqrt(s.u / (1 - Math.pow(0.5, t))) + 1e-8);
        });
    put(
        "adamw",
        (s, w, g, t) ->
            w
                - 0.05 * 0.01 * w
                - 0.05 * mean(s, g, 0.9, t) / (Math.sqrt(square(s, g, 0.999, t)) + 1e-8));
    put(
        "adamw amsgrad",
        (s, w, g, t) -> {
          double mean = mean(s, g, 0.9, t);
          s.v = 0.5 * s.v + 0.5 * g * g;
          s.u = Math.max(s.u, s.v);
          double root = Math.sqrt(s.u / (1 - Math.pow(0.5, t)));
          return w - 0.05 * (0.01 * w + mean / (root + 1e-8));
        });
    put("nadam", (s, w, g, t) -> nadam(s, w, g + 0.01 * w, t));
    put("nadam decoupled", (s, w, g, t) -> nadam(s, w, g, t) - 0.05 * 0.01 * w);
    put("radam", (s, w, g, t) -> radam(s, w, g + 0.01 * w, t, 0.99));
    put("radam decoupled", (s, w, g, t) -> radam(s, w, g, t, 0.999) - 0.05 * 0.01 * w);
    put(
        "adamax",
        (s, w, g, t) -> {
          double d = g + 0.01 * w;
          double mean = mean(s, d, 0.9, t);
          s.u = Math.max(0.999 * s.u, Math.abs(d) + 1e-8);
          return w - 0.05 * mean / s.u;
        });
    put("rmsprop", (s, w, g, t) -> rmsprop(s, w, g + 0.01 * w, 0.02, false, 0));
    put("rmsprop momentum", (s, w, g, t) -> rmsprop(s, w, g, 0.01, false, 0.5));
    put("rmsprop centered", (s, w, g, t) -> rmsprop(s, w, g, 0.01, true, 0));
    put("rmsprop centered momentum", (s, w, g, t) -> rmsprop(s, w, g, 0.005, true, 0.5));
    put(
        "adagrad",
        0.1,
        (s, w, g, t) -> {
          s.v += g * g;
          return w - 0.2 / (1 + (t - 1) * 0.01) * g / (Math.sqrt(s.v) + 1e-10);
        });
    put(
        "adadelta",
        (s, w, g, t) -> {
          s.v = 0.9 * s.v + 0.1 * g * g;
          double x = Math.sqrt(s.u + 1e-3) / Math.sqrt(s.v + 1e-3) * g;
          s.u = 0.9 * s.u + 0.1 * x * x;
          return w - x;
        });
    put(
        "asgd",
        (s, w, g, t) -> {
          double eta = t == 1 ? 0.1 : 0.1 / Math.pow(1 + 1e-3 * 0.1 * (t - 1), 0.75);
          return (1 - 1e-3 * eta) * w - eta * g;
        });
    put(
        "rprop",
        0.05,
        (s, w, g, t) -> {
          double before = s.m;
          s.m = g;
          if (before * g > 0) {
            s.v = Math.min(s.v * 1.2, 50);
          } else if (before * g < 0) {
            s.v = Math.max(s.v * 0.5, 1e-6);
            s.m = 0;
          }
          return w - Math.signum(s.m) * s.v;
        });
    put(
        "lion",
        (s, w, g, t) -> {
          double direction = Math.signum(0.9 * s.m + 0.1 * g);
          s.m = 0.99 * s.m + 0.01 * g;
          return w - 0.01 * (direction + 0.1 * w);
        });
    put(
        "fast and slow",
        (s, w, g, t) -> {
          double slow = w - s.m - 0.05 * g;
          s.m = 0.5 * s.m - 0.05 * g;
          return slow + s.m;
        });
  }

  static Stream<String> formulas() {
    return FORMULAS.keySet().stream();
  }

  private static Optimizer<?> optimizer(String name, List<Parameter> parameters) {
    Optimizer<?> optimizer = Catalogue.make(name, parameters);
    if (optimizer instanceof RmsProp rmsprop) {
      rmsprop.configure(0, rmsprop.groups().getFirst().config().epsilon(EPSILON));
    }
    return optimizer;
  }

  /// Weights and steps are of the order 1, and roundings of 2^-24 (2^-53) add up over 200 steps of
  /// a few operations. The share 0.999 as a float is off by 1.3e-8, which the loop makes up for in
  /// the bias correction but for a change of the mean square by 1.3e-5 of itself at most, a step of
  /// 0.05 by 3e-7; in 200 steps of one direction 7e-5. The centered form of RMSprop subtracts.
  @ParameterizedTest
  @MethodSource("formulas")
  void updatesFollowTheirFormula(String name) {
    for (DType type : List.of(DType.F32, DType.F64)) {
      Philox random = Philox.of(11);
      Parameter parameter = Parameter.of(Tensor.normal(random, 0f, 1f, WEIGHTS).to(type));
      Optimizer<?> optimizer = optimizer(name, List.of(parameter));
      double[] expected = parameter.value().toDoubleArray();
      Formula[] formulas = new Formula[WEIGHTS];
      for (int i = 0; i < WEIGHTS; i++) {
        formulas[i] = FORMULAS.get(name).of();
      }
      double tolerance = type == DType.F32 ? 1e-4 : 1e-12;
      for (int t = 1; t <= STEPS; t++) {
        Tensor gradient = Tensor.normal(random, 0.1f, 1f, WEIGHTS);
        gradient.narrow(0, t % WEIGHTS, 1).fillInPlace(0);
        optimizer.zeroGrad();
        parameter.backward(Variable.constant(gradient.to(type)), false);
        optimizer.step();
        double[] g = gradient.toDoubleArray();
        double[] w = parameter.value().toDoubleArray();
        for (int i = 0; i < WEIGHTS; i++) {
          expected[i] = formulas[i].next(expected[i], g[i], t);
          double far = tolerance * Math.max(1, Math.abs(expected[i]));
          assertEquals(expected[i], w[i], far, type + " step " + t + " weight " + i);
        }
      }
    }
  }

  /// To climb is to descend on gradients of the other sign; decay pulls to 0 either way.
  @ParameterizedTest
  @MethodSource("formulas")
  void climbingIsDescendingOnTheOtherSide(String name) {
    Tensor start = Tensor.normal(Philox.of(3), 0f, 1f, WEIGHTS);
    Parameter down = Parameter.of(start);
    Parameter up = Parameter.of(start);
    Optimizer<?> descending = Catalogue.make(name, List.of(down));
    Optimizer<?> climbing = maximizing(Catalogue.make(name, List.of(up)));
    for (int t = 0; t < 10; t++) {
      Tensor gradient = Tensor.normal(Philox.of(4 + t), 0f, 1f, WEIGHTS);
      descending.zeroGrad();
      climbing.zeroGrad();
      down.backward(Variable.constant(gradient), false);
      up.backward(Variable.constant(gradient.neg()), false);
      descending.step();
      climbing.step();
    }
    assertTrue(down.value().eq(up.value()).all(false).itemBoolean());
  }

  /// By the saved state, in which every configuration has the flag under one name.
  private static Optimizer<?> maximizing(Optimizer<?> optimizer) {
    Map<String, Tensor> state = optimizer.state();
    state.put("param_groups.0.maximize", Tensor.scalar(true));
    optimizer.load(state);
    return optimizer;
  }

  @Test
  @Tag("once")
  void everyUpdateOfSingleWeightsHasAFormula() {
    Set<String> elementwise =
        Catalogue.perParameter()
            .filter(name -> !name.startsWith("muon"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(elementwise, new TreeSet<>(FORMULAS.keySet()));
  }
}
