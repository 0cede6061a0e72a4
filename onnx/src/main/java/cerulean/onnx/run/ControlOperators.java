package cerulean.onnx.run;

import cerulean.onnx.Dimension;
import cerulean.onnx.Graph;
import cerulean.onnx.ValueInfo;
import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Graphs run on a condition, in a loop or along an axis, over tensors; and values that may be
/// absent, which are tensors too when they are there.
final class ControlOperators {

  private ControlOperators() {}

  static void register(Map<String, Operator> table) {
    table.put("If", ControlOperators::branch);
    table.put("Loop", ControlOperators::loop);
    table.put("Scan", ControlOperators::scan);
    table.put("OptionalHasElement", Operator.single(c -> Tensor.scalar(c.has(0))));
    table.put("OptionalGetElement", Operator.single(c -> c.input(0)));
  }

  private static List<@Nullable Tensor> branch(Call call) {
    boolean taken = call.input(0).itemBoolean();
    List<Tensor> results = call.body(taken ? "then_branch" : "else_branch", List.of());
    return Operator.outputs(results.toArray(Tensor[]::new));
  }

  /// A body of inputs `(number, condition, state...)` and outputs `(condition, state..., rows...)`,
  /// run as often as input 0 says and as long as the condition, at first input 1, is true. The
  /// outputs are the last state, then the rows of all rounds.
  private static List<@Nullable Tensor> loop(Call call) {
    long most = call.optional(0).map(Tensor::itemLong).orElse(Long.MAX_VALUE);
    Tensor condition = call.optional(1).orElseGet(() -> Tensor.scalar(true));
    List<Tensor> state = new ArrayList<>();
    for (int i = 2; i < call.inputs().size(); i++) {
      state.add(call.input(i));
    }
    Graph body = call.node().graph("body");
    int states = state.size();
    checkOutputs(call, body, 1 + states);
    List<List<Tensor>> rows = lists(body.outputs().size() - 1 - states);
    for (long round = 0; round < most && condition.itemBoolean(); round++) {
      checkRounds(call, round + 1);
      List<Tensor> arguments = new ArrayList<>(List.of(Tensor.scalar(round), condition));
      arguments.addAll(state);
      List<Tensor> results = results(call, body, arguments);
      condition = results.getFirst();
      state = results.subList(1, 1 + states);
      collect(call, results.subList(1 + states, results.size()), rows);
    }
    List<@Nullable Tensor> outputs = new ArrayList<>(state);
    for (int i = 0; i < rows.size(); i++) {
      outputs.add(stacked(call, rows.get(i), body.outputs().get(1 + states + i), 0));
    }
    return outputs;
  }

  /// A body of inputs `(state..., entries...)` and outputs `(state..., rows...)`, run for each
  /// entry along an axis of the last `num_scan_inputs` inputs. Versions from 9 on.
  private static List<@Nullable Tensor> scan(Call call) {
    if (call.opset() < 9) {
      throw call.unsupported("version 8 is not supported; convert the model to version 9");
    }
    int scanned = call.count("num_scan_inputs");
    if (scanned > call.inputs().size()) {
      throw call.unsupported(
          "attribute num_scan_inputs is %d; the node has %d inputs"
              .formatted(scanned, call.inputs().size()));
    }
    int states = call.inputs().size() - scanned;
    Graph body = call.node().graph("body");
    checkOutputs(call, body, states);
    List<Tensor> state = call.all().subList(0, states);
    List<Tensor> sequences = new ArrayList<>();
    for (int i = 0; i < scanned; i++) {
      Tensor sequence = call.input(states + i).moveAxis(nth(call, "scan_input_axes", i), 0);
      boolean backwards = nth(call, "scan_input_directions", i) == 1;
      sequences.add(backwards ? sequence.flip(0) : sequence);
    }
    List<List<Tensor>> rows = lists(body.outputs().size() - states);
    checkRounds(call, sequences.getFirst().dim(0));
    for (int round = 0; round < sequences.getFirst().dim(0); round++) {
      List<Tensor> arguments = new ArrayList<>(state);
      for (Tensor sequence : sequences) {
        arguments.add(sequence.select(0, round));
      }
      List<Tensor> results = results(call, body, arguments);
      state = results.subList(0, states);
      collect(call, results.subList(states, results.size()), rows);
    }
    List<@Nullable Tensor> outputs = new ArrayList<>(state);
    for (int i = 0; i < rows.size(); i++) {
      boolean backwards = nth(call, "scan_output_directions", i) == 1;
      List<Tensor> order = backwards ? rows.get(i).reversed() : rows.get(i);
      int axis = nth(call, "scan_output_axes", i);
      outputs.add(stacked(call, order, body.outputs().get(states + i), axis));
    }
    return outputs;
  }

  private static int nth(Call call, String attribute, int i) {
    int[] values = call.intsOr(attribute);
    return i < values.length ? values[i] : 0;
  }

  private static List<List<Tensor>> lists(int count) {
    List<List<Tensor>> lists = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lists.add(new ArrayList<>());
    }
    return lists;
  }

  private static void collect(Call call, List<Tensor> results, List<List<Tensor>> rows) {
    for (int i = 0; i < rows.size(); i++) {
      rows.get(i).add(results.get(i));
      call.checkSize(rows.get(i).size(), results.get(i).size());
    }
  }

  private static List<Tensor> results(Call call, Graph body, List<Tensor> arguments) {
    List<Tensor> results = call.body("body", arguments);
    if (results.size() != body.outputs().size()) {
      throw call.unsupported("the body has two outputs of one name");
    }
    return results;
  }

  private static void checkOutputs(Call call, Graph body, int least) {
    if (body.outputs().size() < least) {
      throw call.unsupported(
          "the body has %d outputs; must have at least %d".formatted(body.outputs().size(), least));
    }
  }

  private static void checkRounds(Call call, long round) {
    if (round > call.limits().rounds()) {
      throw call.unsupported(
          "round %d would be more than %d, the limit of this runner"
              .formatted(round, call.limits().rounds()));
    }
  }

  /// The rows along a new axis; of no rows what their declaration says, unknown sizes being 0.
  private static Tensor stacked(Call call, List<Tensor> rows, ValueInfo declared, int axis) {
    if (!rows.isEmpty()) {
      return Tensor.stack(axis, rows.toArray(Tensor[]::new));
    }
    List<Dimension> dims = declared.shape().orElse(List.of());
    int[] shape = new int[dims.size()];
    Arrays.setAll(
        shape,
        i ->
            dims.get(i) instanceof Dimension.Fixed fixed
                ? call.toInt("size of output " + declared.name(), fixed.size())
                : 0);
    call.checkShape(shape);
    DType type = ElementwiseOperators.type(call, declared.type().number());
    return Tensor.zeros(type, shape).unsqueeze(axis).narrow(axis, 0, 0);
  }
}
