package cerulean.nn.weight;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cerulean.autograd.Grad;
import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.Tensor;
import cerulean.testing.WordForWord;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

class ParameterVectorTest implements WordForWord {

  private static List<Parameter> parameters() {
    return List.of(
        Parameter.of(Tensor.of(new float[] {1, 2, 3, 4}, 2, 2).transpose()),
        Parameter.of(Tensor.scalar(5f)),
        Parameter.of(Tensor.zeros(0)),
        Parameter.of(Tensor.of(new float[] {6, 7}, 2)));
  }

  @Test
  void elementsFollowInRowMajorOrder() {
    assertEquals("[1. 3. 2. 4. 5. 6. 7.]", ParameterVector.of(parameters()).value().toString());
  }

  @Test
  void whatIsWrittenIsRead() {
    List<Parameter> parameters = parameters();
    Tensor vector = Tensor.of(new float[] {10, 20, 30, 40, 50, 60, 70}, 7);
    ParameterVector.write(vector, parameters);
    assertArrayEquals(vector.toArray(), ParameterVector.of(parameters).value().toArray());
    assertEquals("[[10. 20.]\n [30. 40.]]", parameters.getFirst().value().toString());
    assertEquals(50f, parameters.get(1).value().item());
  }

  @Test
  void gradientsFlowThroughTheParts() {
    List<Parameter> like = parameters();
    Variable vector = Variable.leaf(Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7}, 7));
    Variable slope =
        Grad.of(
                x -> {
                  List<Variable> parts = ParameterVector.split(x, like);
                  return parts.get(0).sum().mul(parts.get(1));
                })
            .apply(vector);
    assertEquals("[ 5.  5.  5.  5. 10.  0.  0.]", slope.value().toString());
  }

  @Test
  void gradientsThatThereAreNotAreZero() {
    List<Parameter> parameters = parameters();
    parameters.get(3).square().sum().backward();
    assertEquals(
        "[ 0.  0.  0.  0.  0. 12. 14.]", ParameterVector.ofGradients(parameters).toString());
  }

  static Stream<Arguments> sentences() {
    return Stream.of(
        WordForWord.row(
            () -> ParameterVector.write(Tensor.zeros(6), parameters()),
            "parameterVector: the parameters need a vector of 7; got [6]"),
        WordForWord.row(
            () -> ParameterVector.write(Tensor.zeros(7, 1), parameters()),
            "parameterVector: the parameters need a vector of 7; got [7, 1]"),
        WordForWord.row(
            () -> ParameterVector.of(List.of()),
            "parameterVector: needs at least one variable; got none"));
  }
}
