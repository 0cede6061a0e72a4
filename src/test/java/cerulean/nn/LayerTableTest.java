package cerulean.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.autograd.GradientCheck;
import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What holds for every layer.
class LayerTableTest {

  private static Stream<DynamicTest> each(Consumer<LayerRow> test) {
    return LayerTable.rows().stream()
        .map(row -> DynamicTest.dynamicTest(row.torch(), () -> test.accept(row)));
  }

  /// Of both orders and modes, with respect to input and parameters.
  @TestFactory
  Stream<DynamicTest> derivativesInTrainingAreThoseOfDifferences() {
    return each(row -> {
      if (!row.isRandom()) {
        requireDerivatives(row, true);
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> derivativesInEvaluationAreThoseOfDifferences() {
    return each(row -> {
      Layer layer = row.made(1);
      layer.eval();
      // Others compute the same in evaluation as in training.
      if (row.isRandom() || !layer.isTraining()) {
        requireDerivatives(row, false);
      }
    });
  }

  private static void requireDerivatives(LayerRow row, boolean training) {
    Layer layer = row.made(1);
    layer.to(DType.F64);
    layer.train(training);
    List<String> names = List.copyOf(layer.namedParameters().keySet());
    List<Tensor> at = new ArrayList<>();
    boolean indices = row.input().dtype() == DType.I64;
    if (!indices) {
      at.add(row.input());
    }
    // Ones and zeros would hide what normalisations do with weight and bias.
    Philox random = Philox.of(7);
    layer
        .namedParameters()
        .values()
        .forEach(p ->
            at.add(p.value().add(Tensor.normal(random, 0f, 0.1f, p.shape().dims()).to(DType.F64))));
    if (at.isEmpty()) {
      return;
    }
    GradientCheck.require(
        in -> {
          Variable x = indices ? Variable.constant(row.input()) : in.getFirst();
          Map<String, Variable> parameters = new LinkedHashMap<>();
          for (int i = 0; i < names.size(); i++) {
            parameters.put(names.get(i), in.get(in.size() - names.size() + i));
          }
          return Functional.call(layer, parameters, () -> layer.forward(x));
        },
        at.toArray(Tensor[]::new));
  }

  @TestFactory
  Stream<DynamicTest> aLoadedLayerComputesWhatTheSavedOneDid() {
    return each(row -> {
      Layer saved = row.made(1);
      Tensor x = single(row.input());
      if (!row.isRandom()) {
        saved.forward(Variable.constant(x));
      }
      Layer loaded = row.made(2);
      StateDict.load(loaded, StateDict.of(saved));
      saved.eval();
      loaded.eval();
      Tensor want = saved.forward(Variable.constant(x)).value();
      Tensor got = loaded.forward(Variable.constant(x)).value();
      assertArrayEquals(want.toDoubleArray(), got.toDoubleArray());
      assertEquals(StateDict.of(saved).keySet(), StateDict.of(loaded).keySet());
    });
  }

  @TestFactory
  Stream<DynamicTest> evaluationChangesNothing() {
    return each(row -> {
      Layer layer = row.made(1);
      layer.eval();
      Tensor x = single(row.input());
      Map<String, Tensor> before = StateDict.of(layer);
      double[] first = layer.forward(Variable.constant(x)).value().toDoubleArray();
      assertArrayEquals(first, layer.forward(Variable.constant(x)).value().toDoubleArray());
      StateDict.of(layer)
          .forEach((name, value) ->
              assertArrayEquals(before.get(name).toDoubleArray(), value.toDoubleArray(), name));
    });
  }

  @TestFactory
  Stream<DynamicTest> theSameSeedGivesTheSameLayerAndTheSameMasks() {
    return each(row -> {
      Tensor x = single(row.input());
      Tensor first = row.made(3).forward(Variable.constant(x)).value();
      Tensor again = row.made(3).forward(Variable.constant(x)).value();
      assertArrayEquals(first.toDoubleArray(), again.toDoubleArray());
    });
  }

  @TestFactory
  Stream<DynamicTest> resultsAreOfTheTypeOfTheLayer() {
    return each(row -> {
      Layer layer = row.made(1);
      assertEquals(
          DType.F32, layer.forward(Variable.constant(single(row.input()))).value().dtype());
      layer.to(DType.F64);
      assertEquals(DType.F64, layer.forward(Variable.constant(row.input())).value().dtype());
      layer
          .namedBuffers()
          .forEach((name, buffer) ->
              assertTrue(buffer.dtype() == DType.F64 || buffer.dtype() == DType.I64, name));
    });
  }

  @TestFactory
  Stream<DynamicTest> layersSayWhatTheyAre() {
    return each(row -> {
      Layer layer = row.made(1);
      String type = layer.getClass().getSimpleName();
      assertTrue(layer.toString().startsWith(type), layer.toString());
    });
  }

  private static Tensor single(Tensor input) {
    return input.dtype() == DType.F64 ? input.to(DType.F32) : input;
  }
}
