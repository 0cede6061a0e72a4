package cerulean.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.autograd.Parameter;
import cerulean.tensor.Tensor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/// Defaults, copies with another value, and what is refused.
@Tag("once")
class ConfigurationTest {

  private static final List<Hyperparameters<?>> ALL =
      List.of(
          Sgd.Config.momentum(0.1, 0.5),
          Adam.Config.defaults(),
          AdamW.defaults(),
          NAdam.Config.defaults(),
          RAdam.Config.defaults(),
          Adamax.Config.defaults(),
          RmsProp.Config.defaults(),
          Adagrad.Config.defaults(),
          Adadelta.Config.defaults(),
          Asgd.Config.defaults(),
          Rprop.Config.defaults(),
          Lion.Config.defaults(),
          Muon.Config.defaults(),
          Lbfgs.Config.defaults(),
          FastSlowSgd.Config.of(0.1, 0.2, 0.9),
          GainSgd.Config.ofPaper(0.1, 0.4));

  @Test
  void defaultsArePyTorchsOrThePapers() {
    assertEquals(new Sgd.Config(0.1, 0, 0, 0, false, false, false), Sgd.Config.plain(0.1));
    assertEquals(
        new Adam.Config(0.001, 0.9, 0.999, 1e-8, 0, false, false, false), Adam.Config.defaults());
    assertEquals(
        new Adam.Config(0.001, 0.9, 0.999, 1e-8, 0.01, true, false, false), AdamW.defaults());
    assertEquals(
        new NAdam.Config(0.002, 0.9, 0.999, 1e-8, 0, 0.004, false, false), NAdam.Config.defaults());
    assertEquals(
        new RAdam.Config(0.001, 0.9, 0.999, 1e-8, 0, false, false), RAdam.Config.defaults());
    assertEquals(new Adamax.Config(0.002, 0.9, 0.999, 1e-8, 0, false), Adamax.Config.defaults());
    assertEquals(
        new RmsProp.Config(0.01, 0.99, 1e-8, 0, 0, false, false), RmsProp.Config.defaults());
    assertEquals(new Adagrad.Config(0.01, 0, 0, 0, 1e-10, false), Adagrad.Config.defaults());
    assertEquals(new Adadelta.Config(1, 0.9, 1e-6, 0, false), Adadelta.Config.defaults());
    assertEquals(new Asgd.Config(0.01, 1e-4, 0.75, 1e6, 0, false), Asgd.Config.defaults());
    assertEquals(new Rprop.Config(0.01, 0.5, 1.2, 1e-6, 50, false), Rprop.Config.defaults());
    assertEquals(new Lion.Config(1e-4, 0.9, 0.99, 0, false), Lion.Config.defaults());
    assertEquals(
        new Muon.Config(0.001, 0.95, 0.1, 1e-7, 5, true, false, false), Muon.Config.defaults());
    assertEquals(new Lbfgs.Config(1, 20, 25, 1e-7, 1e-9, 100, false), Lbfgs.Config.defaults());
    assertEquals(
        new FastSlowSgd.Config(0.1, 1, 0.2, 0.9, false), FastSlowSgd.Config.of(0.1, 0.2, 0.9));
    assertEquals(new GainSgd.Config(0.1, 0.9, 1, 0.4, false), GainSgd.Config.ofPaper(0.1, 0.4));
  }

  @TestFactory
  Stream<DynamicTest> aCopyDiffersInOneComponent() {
    return ALL.stream()
        .flatMap(config ->
            Stream.of(config.getClass().getRecordComponents())
                .map(component ->
                    DynamicTest.dynamicTest(
                        config.getClass().getDeclaringClass().getSimpleName()
                            + " "
                            + component.getName(),
                        () -> differsIn(config, component))));
  }

  private static void differsIn(Hyperparameters<?> config, RecordComponent component)
      throws ReflectiveOperationException {
    Object other = another(component.getAccessor().invoke(config));
    Object copy =
        config.getClass().getMethod(component.getName(), component.getType()).invoke(config, other);
    List<String> differing = new ArrayList<>();
    for (RecordComponent one : config.getClass().getRecordComponents()) {
      Object value = one.getAccessor().invoke(copy);
      if (!value.equals(one.getAccessor().invoke(config))) {
        differing.add(one.getName());
      }
    }
    // Lbfgs: as many evaluations as PyTorch derives from the iterations.
    List<String> expected =
        component.getName().equals("iterations") && config instanceof Lbfgs.Config
            ? List.of("iterations", "evaluations")
            : List.of(component.getName());
    assertEquals(expected, differing);
    assertEquals(other, component.getAccessor().invoke(copy));
  }

  /// Another value that is in range wherever the first is.
  private static Object another(Object value) {
    return switch (value) {
      case Boolean flag -> !flag;
      case Integer number -> number + 3;
      case Double number -> number == 0 ? 0.25 : number > 1 ? number + 1 : number * 0.999;
      default -> throw new IllegalArgumentException("" + value);
    };
  }

  @Test
  void aRateOfNothingIsAllowed() {
    for (Hyperparameters<?> config : ALL) {
      assertEquals(0, config.lr(0).lr());
    }
  }

  @Test
  void momentumOfAdamIsItsFirstBeta() {
    assertEquals(Adam.Config.defaults().beta1(0.5), Adam.Config.defaults().momentum(0.5));
    assertEquals(0.9, Adam.Config.defaults().momentum());
  }

  @Test
  void groupsOfAdamWDecayDecoupled() {
    Parameter w = Parameter.of(Tensor.ones(1));
    Adam adam =
        AdamW.ofGroups(
            List.of(new ParameterGroup<>(List.of(w), Adam.Config.withLr(0.1).weightDecay(0.2))));
    assertTrue(adam.groups().getFirst().config().decoupled());
    assertEquals(0.2, adam.groups().getFirst().config().weightDecay());
  }

  @Test
  void anOptimizerNeedsSomethingToLearn() {
    refused(
        "optimizer: there must be a parameter to learn, got none in 1 group; does the network give"
            + " its parameters, and its children theirs?",
        () -> Sgd.of(List.of(), Sgd.Config.plain(0.1)));
    refused(
        "optimizer: there must be a parameter to learn, got none in 0 groups; does the network give"
            + " its parameters, and its children theirs?",
        () -> new Adam(List.of()));
  }

  private static void refused(String sentence, Executable making) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, making).getMessage());
  }

  @Test
  void valuesOutOfRangeAreRefusedWithTheirRange() {
    refused(
        "Adam: weightDecay must be finite and not negative, got -0.1",
        () -> AdamW.defaults().weightDecay(-0.1));
    refused(
        "NAdam: momentumDecay must be finite and not negative, got Infinity",
        () -> NAdam.Config.defaults().momentumDecay(Double.POSITIVE_INFINITY));
    refused("RAdam: beta2 must be in [0, 1), got 1.5", () -> RAdam.Config.defaults().beta2(1.5));
    refused(
        "Adamax: epsilon must be positive and finite, got 0.0",
        () -> Adamax.Config.defaults().epsilon(0));
    refused(
        "RmsProp: alpha must be in [0, 1), got NaN",
        () -> RmsProp.Config.defaults().alpha(Double.NaN));
    refused(
        "RmsProp: momentum must be in [0, 1), got 1.0",
        () -> RmsProp.Config.defaults().momentum(1));
    refused(
        "Adagrad: initialSum must be finite and not negative, got -1.0",
        () -> Adagrad.Config.defaults().initialSum(-1));
    refused(
        "Adadelta: rho must be in [0, 1), got -0.5", () -> Adadelta.Config.defaults().rho(-0.5));
    refused(
        "Asgd: lambda must be finite and not negative, got -1.0",
        () -> Asgd.Config.defaults().lambda(-1));
    refused(
        "Rprop: shrink must be between 0.0 and 1.0, got 1.0",
        () -> Rprop.Config.defaults().shrink(1));
    refused(
        "Rprop: grow must be between 1.0 and Infinity, got 0.5",
        () -> Rprop.Config.defaults().grow(0.5));
    refused(
        "Rprop: leastStep must not be above mostStep, got 60.0 and 50.0",
        () -> Rprop.Config.defaults().leastStep(60));
    refused("Lion: beta1 must be in [0, 1), got 1.0", () -> Lion.Config.defaults().beta1(1));
    refused(
        "Muon: iterations must be at least 1, got 0", () -> Muon.Config.defaults().iterations(0));
    refused("Lbfgs: history must be at least 1, got 0", () -> Lbfgs.Config.defaults().history(0));
    refused(
        "Lbfgs: changeTolerance must be finite and not negative, got -1.0",
        () -> Lbfgs.Config.defaults().changeTolerance(-1));
    refused(
        "FastSlowSgd: fastKeep must be in [0, 1], got 1.1",
        () -> FastSlowSgd.Config.of(0.1, 0.1, 1.1));
    refused(
        "GainSgd: gamma must be in [0, 1), got 1.0", () -> GainSgd.Config.ofPaper(1, 1).gamma(1));
    refused(
        "GainSgd: g0 must be positive and finite, got 0.0",
        () -> GainSgd.Config.ofPaper(1, 1).g0(0));
  }
}
