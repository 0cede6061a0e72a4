package cerulean.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.autograd.Parameter;
import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import cerulean.tensor.io.SafeTensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every optimizer goes on from its saved state as if it had never stopped.
class OptimizerStateTest {

  @TempDir private Path folder;

  /// Five steps, so that an interval of 2 or 3 is interrupted in the middle.
  @ParameterizedTest
  @MethodSource("cerulean.optim.Catalogue#names")
  void aRunThatIsInterruptedEndsWithTheSameBits(String name) throws IOException {
    for (DType type : List.of(DType.F32, DType.F64)) {
      SmallProblem whole = SmallProblem.of(type);
      Optimizer<?> first = Catalogue.make(name, whole.parameters);
      for (int i = 0; i < 5; i++) {
        whole.step(first);
      }
      Path file = folder.resolve(type + ".safetensors");
      SafeTensors.write(file, first.state());
      SmallProblem resumed = SmallProblem.of(type);
      resumed.copyFrom(whole);
      Optimizer<?> second = Catalogue.make(name, resumed.parameters);
      second.load(SafeTensors.read(file).tensors());
      assertSameState(first.state(), second.state());
      for (int i = 0; i < 5; i++) {
        assertEquals(whole.step(first), resumed.step(second));
      }
      assertArrayEquals(whole.weights(), resumed.weights(), name + " " + type);
      assertSameState(first.state(), second.state());
    }
  }

  private static void assertSameState(Map<String, Tensor> want, Map<String, Tensor> got) {
    assertEquals(want.keySet(), got.keySet());
    want.forEach((name, tensor) -> {
      assertEquals(tensor.dtype(), got.get(name).dtype(), name);
      assertEquals(tensor.shape(), got.get(name).shape(), name);
      assertArrayEquals(numbers(tensor), numbers(got.get(name)), name);
    });
  }

  /// All types there are in a state fit into double precision.
  private static double[] numbers(Tensor tensor) {
    return tensor.to(DType.F64).toDoubleArray();
  }

  @ParameterizedTest
  @MethodSource("cerulean.optim.Catalogue#names")
  void aStateIsASnapshot(String name) {
    SmallProblem problem = SmallProblem.of(DType.F32);
    Optimizer<?> optimizer = Catalogue.make(name, problem.parameters);
    problem.step(optimizer);
    Map<String, Tensor> state = optimizer.state();
    Map<String, Tensor> copies = new LinkedHashMap<>();
    state.forEach((key, tensor) -> copies.put(key, tensor.copy()));
    problem.step(optimizer);
    problem.step(optimizer);
    assertSameState(copies, state);
  }

  @ParameterizedTest
  @MethodSource("cerulean.optim.Catalogue#names")
  void aStateBeforeTheFirstStepIsLoadedToo(String name) {
    Optimizer<?> fresh = Catalogue.make(name, SmallProblem.of(DType.F32).parameters);
    SmallProblem problem = SmallProblem.of(DType.F32);
    Optimizer<?> used = Catalogue.make(name, problem.parameters);
    problem.step(used);
    used.load(fresh.state());
    assertSameState(fresh.state(), used.state());
  }

  @ParameterizedTest
  @MethodSource("cerulean.optim.Catalogue#names")
  void whatDoesNotFitIsRefusedAndChangesNothing(String name) {
    SmallProblem problem = SmallProblem.of(DType.F32);
    Optimizer<?> optimizer = Catalogue.make(name, problem.parameters);
    problem.step(optimizer);
    Map<String, Tensor> before = optimizer.state();
    for (String key : before.keySet()) {
      Map<String, Tensor> without = new LinkedHashMap<>(before);
      without.remove(key);
      // A parameter of which nothing is left, and a gradient, may not have been there.
      boolean alone =
          key.endsWith(".step")
              && without.keySet().stream()
                  .noneMatch(other -> other.startsWith(key.replace("step", "")));
      if (!key.startsWith("grad.") && !alone) {
        assertTrue(
            refusal(optimizer, without).contains("missing " + key.replace("inner.", "")), key);
      }
      Map<String, Tensor> misshaped = new LinkedHashMap<>(before);
      misshaped.put(key, Tensor.zeros(DType.F32, 7, 7));
      assertTrue(
          refusal(optimizer, misshaped).contains(key.replace("inner.", "") + " is [7, 7], needs "),
          key);
    }
    Map<String, Tensor> more = new LinkedHashMap<>(before);
    more.put("another", Tensor.zeros(1));
    assertTrue(refusal(optimizer, more).contains("unexpected another"));
    assertSameState(before, optimizer.state());
  }

  private static String refusal(Optimizer<?> optimizer, Map<String, Tensor> state) {
    return assertThrows(IllegalArgumentException.class, () -> optimizer.load(state)).getMessage();
  }

  @Test
  void oneSentenceNamesEverythingThatDoesNotFit() {
    Parameter w = SgdTest.parameter(1, 2);
    Adam adam = Adam.of(List.of(w), Adam.Config.defaults());
    SgdTest.give(w, 1, 1);
    adam.step();
    Map<String, Tensor> state = adam.state();
    state.remove("param_groups.0.lr");
    state.put("state.0.exp_avg", Tensor.zeros(3));
    state.put("state.0.exp_avg_sq", Tensor.zeros(DType.F64, 2));
    state.put("state.0.step", Tensor.scalar(1.5));
    state.put("param_groups.0.amsgrad", Tensor.scalar(1L));
    state.put("param_groups.0.epsilon", Tensor.scalar(true));
    state.put("state.7.exp_avg", Tensor.zeros(3));
    assertEquals(
        "Adam: state does not fit; missing param_groups.0.lr; param_groups.0.epsilon is BOOL, needs a"
            + " number; param_groups.0.amsgrad is I64, needs a truth value; state.0.step is 1.5, needs"
            + " a whole number that is not negative; state.0.exp_avg is [3], needs [2];"
            + " state.0.exp_avg_sq is F64, needs F32; unexpected state.7.exp_avg",
        refusal(adam, state));
  }

  @Test
  void aConfigurationOutOfRangeIsRefused() {
    Parameter w = SgdTest.parameter(1, 2);
    Adam adam = Adam.of(List.of(w), Adam.Config.defaults());
    Map<String, Tensor> state = adam.state();
    state.put("param_groups.0.beta1", Tensor.scalar(2.0));
    assertEquals("Adam: beta1 must be in [0, 1), got 2.0", refusal(adam, state));
  }

  @Test
  void theConfigurationIsPartOfTheState() {
    List<Parameter> parameters = List.of(SgdTest.parameter(1, 2));
    Adam.Config config = new Adam.Config(0.125, 0.5, 0.75, 1e-3, 0.25, false, true, true);
    Adam saved = Adam.of(parameters, config);
    SgdTest.give(parameters.getFirst(), 1, 1);
    saved.step();
    Adam loaded = Adam.of(parameters, Adam.Config.defaults());
    loaded.load(saved.state());
    assertEquals(config, loaded.groups().getFirst().config());
  }

  /// PyTorch writes steps as floating point.
  @Test
  void stepsMayBeFloatingPoint() {
    Parameter w = SgdTest.parameter(1, 2);
    Adam adam = Adam.of(List.of(w), Adam.Config.defaults());
    SgdTest.give(w, 1, 1);
    adam.step();
    Map<String, Tensor> state = adam.state();
    state.put("state.0.step", Tensor.scalar(41f));
    adam.load(state);
    assertEquals(41, adam.state().get("state.0.step").itemLong());
  }

  @ParameterizedTest
  @CsvSource({
    "sgd, step",
    "momentum, step momentum_buffer",
    "adam, step exp_avg exp_avg_sq",
    "amsgrad, step exp_avg exp_avg_sq max_exp_avg_sq",
    "adamw, step exp_avg exp_avg_sq",
    "nadam, step mu_product exp_avg exp_avg_sq",
    "radam, step exp_avg exp_avg_sq",
    "adamax, step exp_avg exp_inf",
    "rmsprop, step square_avg",
    "rmsprop centered momentum, step square_avg grad_avg momentum_buffer",
    "adagrad, step sum",
    "adadelta, step square_avg acc_delta",
    "asgd, step eta mu ax",
    "rprop, step prev step_size",
    "muon, step momentum_buffer",
    "lbfgs, d t old_dirs old_stps ro H_diag prev_flat_grad prev_loss func_evals n_iter"
  })
  void namesArePyTorchs(String name, String keys) {
    SmallProblem problem = SmallProblem.of(DType.F32);
    Optimizer<?> optimizer = Catalogue.make(name, problem.parameters);
    problem.step(optimizer);
    Set<String> names = new TreeSet<>();
    optimizer.state().keySet().stream()
        .filter(key -> key.startsWith("state.0."))
        .forEach(key -> names.add(key.substring("state.0.".length())));
    assertEquals(new TreeSet<>(List.of(keys.split(" "))), names);
  }

  @Test
  void parametersAreNumberedOverTheGroups() {
    List<Parameter> parameters =
        List.of(SgdTest.parameter(1), SgdTest.parameter(1, 2), SgdTest.parameter(1, 2, 3));
    Sgd.Config config = Sgd.Config.momentum(0.5, 0.5);
    Sgd sgd =
        new Sgd(
            List.of(
                new ParameterGroup<>(parameters.subList(0, 2), config),
                new ParameterGroup<>(parameters.subList(2, 3), config)));
    for (Parameter parameter : parameters) {
      parameter.sum().backward();
    }
    sgd.step();
    Map<String, Tensor> state = sgd.state();
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      sizes.add(state.get("state." + i + ".momentum_buffer").size());
    }
    assertEquals(List.of(1, 2, 3), sizes);
    assertArrayEquals(new long[] {0, 1}, state.get("param_groups.0.params").toLongArray());
    assertArrayEquals(new long[] {2}, state.get("param_groups.1.params").toLongArray());
  }

  @Test
  void aParameterWithoutStepHasNoState() {
    List<Parameter> parameters = List.of(SgdTest.parameter(1), SgdTest.parameter(1));
    Adam adam = Adam.of(parameters, Adam.Config.withLr(0.5));
    SgdTest.give(parameters.get(1), 1);
    adam.step();
    assertTrue(adam.state().keySet().stream().noneMatch(key -> key.startsWith("state.0.")));
    Adam loaded = Adam.of(parameters, Adam.Config.withLr(0.5));
    loaded.load(adam.state());
    assertSameState(adam.state(), loaded.state());
  }

  /// A flag that is switched on counts in what is saved at once.
  @Test
  void aConfigurationThatWasJustChangedIsSavedSoThatItCanBeLoaded() {
    Parameter w = SgdTest.parameter(1, 2);
    Adam adam = Adam.of(List.of(w), Adam.Config.defaults());
    SgdTest.give(w, 1, 1);
    adam.step();
    adam.configure(0, Adam.Config.defaults().amsgrad(true));
    Adam loaded = Adam.of(List.of(w), Adam.Config.defaults());
    loaded.load(adam.state());
    assertSameState(adam.state(), loaded.state());
  }

  /// A configuration that is no record, which a class outside may have.
  private static final class Loose implements Hyperparameters<Loose> {
    @Override
    public double lr() {
      return 1;
    }

    @Override
    public Loose lr(double lr) {
      return this;
    }
  }

  private static final class Own extends PerParameterOptimizer<Loose> {
    Own(List<ParameterGroup<Loose>> groups) {
      super(groups);
    }

    @Override
    protected void update(Tensor w, Tensor gradient, ParameterState state, Loose config) {
      w.addScaledInPlace(gradient.sign(), -config.lr());
    }
  }

  @Test
  void aConfigurationThatIsNoRecordCanNotBeSaved() {
    Own own = new Own(List.of(new ParameterGroup<>(List.of(SgdTest.parameter(1)), new Loose())));
    assertEquals(
        "state: a configuration must be a public record; cerulean.optim.OptimizerStateTest$Loose is"
            + " not",
        assertThrows(IllegalStateException.class, own::state).getMessage());
  }
}
