package cerulean.onnx.run;

import static cerulean.onnx.run.Nodes.assertElements;
import static cerulean.onnx.run.Nodes.assertShape;
import static cerulean.onnx.run.Nodes.floats;
import static cerulean.onnx.run.Nodes.node;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cerulean.onnx.Dimension;
import cerulean.onnx.ElementType;
import cerulean.onnx.Graph;
import cerulean.onnx.Model;
import cerulean.onnx.Node;
import cerulean.onnx.OnnxFormatException;
import cerulean.onnx.ValueInfo;
import cerulean.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Graphs inside nodes.
class ControlOperatorsTest {

  private static ValueInfo value(String name) {
    return new ValueInfo(name, ElementType.FLOAT, Optional.empty());
  }

  private static Graph graph(List<String> inputs, List<String> outputs, Node... nodes) {
    return new Graph(
        "body",
        Arrays.asList(nodes),
        Map.of(),
        inputs.stream().map(ControlOperatorsTest::value).toList(),
        outputs.stream().map(ControlOperatorsTest::value).toList());
  }

  private static Map<String, Tensor> run(Graph graph, Map<String, Tensor> inputs) {
    try {
      return GraphRunner.of(new Model(8, "", "", Map.of("", 17L), graph)).run(inputs);
    } catch (OnnxFormatException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  private static Node plain(String operator, String output, String... inputs) {
    return node(operator, Map.of(), List.of(inputs), List.of(output));
  }

  @Test
  void aBranchSeesTheValuesAroundItsNodeAndThoseFurtherOut() {
    Graph inner = graph(List.of(), List.of("z"), plain("Add", "z", "x", "y"));
    Graph other = graph(List.of(), List.of("x"));
    Node choose =
        node("If", Map.of("then_branch", inner, "else_branch", other), List.of("c"), List.of("w"));
    Graph outer = graph(List.of(), List.of("w"), plain("Neg", "y", "x"), choose);
    Node twice =
        node("If", Map.of("then_branch", outer, "else_branch", other), List.of("c"), List.of("r"));
    Graph model = graph(List.of("c", "x"), List.of("r"), twice);
    Tensor x = floats(2);
    assertElements(run(model, Map.of("c", Tensor.scalar(true), "x", x)).get("r"), 0);
    assertElements(run(model, Map.of("c", Tensor.scalar(false), "x", x)).get("r"), 2);
  }

  /// `x` doubled and its square kept, until the condition `x < 10` fails or the rounds are over.
  private static Graph doubling() {
    return graph(
        List.of("i", "go", "x"),
        List.of("on", "twice", "square"),
        plain("Add", "twice", "x", "x"),
        plain("Mul", "square", "x", "x"),
        node("Constant", Map.of("value_float", 10f), List.of(), List.of("ten")),
        plain("Less", "on", "twice", "ten"));
  }

  private static Map<String, Tensor> loop(String most, String condition, Tensor rounds) {
    Node loop =
        node(
            "Loop",
            Map.of("body", doubling()),
            List.of(most, condition, "start"),
            List.of("last", "squares"));
    Graph model = graph(List.of("m", "c", "start"), List.of("last", "squares"), loop);
    return run(model, Map.of("m", rounds, "c", Tensor.scalar(true), "start", Tensor.scalar(1f)));
  }

  @Test
  void aLoopEndsWithItsConditionOrItsRounds() {
    Map<String, Tensor> byCondition = loop("", "c", Tensor.scalar(0L));
    assertElements(byCondition.get("last"), 16);
    assertElements(byCondition.get("squares"), 1, 4, 16, 64);
    Map<String, Tensor> byRounds = loop("m", "c", Tensor.scalar(2L));
    assertElements(byRounds.get("last"), 4);
    assertElements(byRounds.get("squares"), 1, 4);
  }

  @Test
  void aLoopOfNoRoundsGivesWhatItGotAndNoRows() {
    Map<String, Tensor> none = loop("m", "", Tensor.scalar(0L));
    assertElements(none.get("last"), 1);
    assertShape(none.get("squares"), 0);
  }

  @Test
  void rowsOfNoRoundsHaveTheDeclaredShape() {
    ValueInfo row =
        new ValueInfo(
            "row",
            ElementType.INT64,
            Optional.of(List.of(new Dimension.Fixed(3), new Dimension.Named("n"))));
    Graph body =
        new Graph(
            "body",
            List.of(),
            Map.of(),
            List.of(value("i"), value("go")),
            List.of(value("go"), row));
    Node loop = node("Loop", Map.of("body", body), List.of("m", ""), List.of("rows"));
    Graph model = graph(List.of("m"), List.of("rows"), loop);
    Tensor rows = run(model, Map.of("m", Tensor.scalar(0L))).get("rows");
    assertShape(rows, 0, 3, 0);
  }

  @Test
  void aScanGoesAlongAnyAxisInAnyDirection() {
    Graph sum =
        graph(
            List.of("s", "x"),
            List.of("t", "t2"),
            plain("Add", "t", "s", "x"),
            plain("Identity", "t2", "t"));
    Map<String, Object> attributes =
        Map.of(
            "body", sum,
            "num_scan_inputs", 1,
            "scan_input_axes", Nodes.ints(1),
            "scan_input_directions", Nodes.ints(1),
            "scan_output_axes", Nodes.ints(-1),
            "scan_output_directions", Nodes.ints(1));
    Node scan = node("Scan", attributes, List.of("s0", "xs"), List.of("last", "sums"));
    Graph model = graph(List.of("s0", "xs"), List.of("last", "sums"), scan);
    Tensor xs = Tensor.of(new float[] {1, 2, 3, 10, 20, 30}, 2, 3);
    Map<String, Tensor> outputs = run(model, Map.of("s0", floats(0, 0), "xs", xs));
    assertElements(outputs.get("last"), 6, 60);
    assertShape(outputs.get("sums"), 2, 3);
    assertElements(outputs.get("sums"), 6, 5, 3, 60, 50, 30);
  }

  @Test
  void operatorsInsideAreCheckedBeforeTheFirstRun() {
    Graph strange = graph(List.of(), List.of("z"), plain("Strange", "z", "x"));
    Node choose =
        node(
            "If",
            Map.of("then_branch", strange, "else_branch", strange),
            List.of("c"),
            List.of("w"));
    Graph model = graph(List.of("c", "x"), List.of("w"), choose);
    assertEquals(
        "onnx: operator Strange is not supported; see docs/conformance.md",
        assertThrows(UnsupportedOperationException.class, () -> run(model, Map.of())).getMessage());
  }

  @Test
  void aBodyWithOtherInputsThanItIsGivenIsRefused() {
    Node loop =
        node(
            "Loop", Map.of("body", graph(List.of("i"), List.of("i"))), List.of("m", ""), List.of());
    Graph model = graph(List.of("m"), List.of(), loop);
    assertEquals(
        "onnx: graph body has 1 inputs; got 2",
        assertThrows(
                IllegalArgumentException.class, () -> run(model, Map.of("m", Tensor.scalar(1L))))
            .getMessage());
  }

  @Test
  void scansOfVersion8AreRefused() {
    assertEquals(
        "Scan: version 8 is not supported; convert the model to version 9",
        assertThrows(
                IllegalArgumentException.class,
                () -> Nodes.first(8, "Scan", Map.of("num_scan_inputs", 1), floats(1)))
            .getMessage());
  }
}
