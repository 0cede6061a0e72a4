package cerulean.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import cerulean.autograd.Variable;
import cerulean.optim.Sgd;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SequentialTest {

  private static final Linear FIRST = Linear.of(2, 3, Philox.of(1));

  private static final Linear LAST = Linear.of(3, 1, Philox.of(2));

  private static final Sequential NETWORK = Sequential.of(FIRST, new Relu(), LAST);

  @Test
  void layersAreAppliedFromFirstToLast() {
    Variable input = Variable.constant(Tensor.normal(Philox.of(3), 0f, 1f, 4, 2));
    assertArrayEquals(
        LAST.forward(FIRST.forward(input).relu()).value().toArray(),
        NETWORK.forward(input).value().toArray());
  }

  @Test
  void withoutLayersTheInputIsTheOutput() {
    Variable input = Variable.constant(Tensor.ones(1));
    assertSame(input, Sequential.of().forward(input));
  }

  @Test
  void parametersAreNamedByThePlaceOfTheirLayer() {
    assertEquals(
        List.of("0.weight", "0.bias", "2.weight", "2.bias"),
        List.copyOf(NETWORK.namedParameters().keySet()));
  }

  @Test
  void aLayerUsedTwiceHasBothNamesButItsParametersOnce() {
    Linear square = Linear.of(2, 2, Philox.of(4));
    Sequential twice = Sequential.of(square, LAST, new Relu(), square);
    assertEquals(
        List.of("0.weight", "0.bias", "1.weight", "1.bias", "3.weight", "3.bias"),
        List.copyOf(twice.namedParameters().keySet()));
    assertEquals(
        Stream.concat(square.parameters().stream(), LAST.parameters().stream()).toList(),
        twice.parameters());
  }

  @Test
  void aLayerUsedTwiceIsTrainedByTheGradientsOfBothUses() {
    Linear square = Linear.withoutBias(1, 1, (random, dims) -> Tensor.full(3f, dims), Philox.of(4));
    Sequential twice = Sequential.of(square, square);
    Sgd sgd = Sgd.of(twice.parameters(), Sgd.Config.plain(0.25));
    // y = w (w x), dy/dw = 2 w x = 12 for w = 3 and x = 2; w - 0.25 * 12 = 0
    twice.forward(Variable.constant(Tensor.full(2f, 1, 1))).sum().backward();
    sgd.step();
    assertArrayEquals(new float[] {0f}, square.parameters().getFirst().value().toArray());
  }

  @Test
  void namesNest() {
    assertEquals(
        List.of("1.0.weight", "1.0.bias", "1.2.weight", "1.2.bias"),
        List.copyOf(Sequential.of(new Relu(), NETWORK).namedParameters().keySet()));
  }

  @Test
  void trainingModeReachesEveryLayer() {
    boolean[] seen = {true};
    Layer listener =
        new Layer() {
          @Override
          public Variable forward(Variable input) {
            return input;
          }

          @Override
          public void train(boolean training) {
            seen[0] = training;
          }
        };
    Sequential.of(new Relu(), Sequential.of(listener)).train(false);
    assertEquals(false, seen[0]);
  }

  @Test
  void layersArePrintedOnePerLine() {
    assertEquals("Sequential(\n  Linear(2 -> 3)\n  Relu\n  Linear(3 -> 1)\n)", NETWORK.toString());
  }
}
