package cerulean.conformance;

import cerulean.onnx.Model;
import cerulean.onnx.OnnxReader;
import cerulean.onnx.TensorData;
import cerulean.onnx.ValueInfo;
import cerulean.onnx.run.GraphRunner;
import cerulean.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// An archive of ONNX's backend tests: models with inputs and the outputs they must give.
///
/// @param title the suite's name
/// @param archive the file among the conformance data
/// @param list what is expected of each case
/// @param source where the suite comes from
record OnnxSuite(String title, String archive, PinnedOutcomes list, String source) {

  static final OnnxSuite NODES =
      new OnnxSuite(
          "ONNX single nodes",
          "onnx-node.zip",
          PinnedOutcomes.read("onnx-node.txt"),
          "594 of the backend tests of ONNX, one node each, 173 operators in versions 1 to 28"
              + " (`onnx-node.zip`).");

  static final OnnxSuite PYTORCH =
      new OnnxSuite(
          "ONNX models exported by PyTorch",
          "onnx-pytorch-operator.zip",
          PinnedOutcomes.read("onnx-pytorch-operator.txt"),
          "35 models of one to five nodes that PyTorch exported (`onnx-pytorch-operator.zip`).");

  /// The tolerance of the suites themselves.
  private static final double RELATIVE = 1e-3;

  private static final double ABSOLUTE = 1e-7;

  /// The names of the cases, in order; the archive's test is skipped where it is not at hand.
  List<String> cases() {
    TreeSet<String> names = new TreeSet<>();
    for (String path : Archive.open(archive).names()) {
      names.add(path.substring(0, path.indexOf('/')));
    }
    return List.copyOf(names);
  }

  /// What becomes of a case on contiguous and on strided copies of its inputs.
  SuiteResult result(Archive files, String name) {
    String operator = "(unread)";
    try {
      Model model = OnnxReader.read(files.file(name + "/model.onnx"));
      operator = model.graph().nodes().getFirst().opType();
      for (boolean sliced : new boolean[] {false, true}) {
        Optional<String> fault = fault(files, name, model, sliced);
        if (fault.isPresent()) {
          String reason = (sliced ? "sliced inputs: " : "") + fault.get();
          return new SuiteResult(title, name, operator, Outcome.FAIL, reason);
        }
      }
      return new SuiteResult(title, name, operator, Outcome.PASS, "");
    } catch (UnsupportedOperationException unsupported) {
      return new SuiteResult(
          title, name, operator, Outcome.NOT_APPLICABLE, unsupported.getMessage());
    } catch (IOException | RuntimeException failure) {
      return new SuiteResult(title, name, operator, Outcome.FAIL, failure.toString());
    }
  }

  private static Optional<String> fault(Archive files, String name, Model model, boolean sliced)
      throws IOException {
    String folder = name + "/test_data_set_0/";
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    List<ValueInfo> required = model.graph().requiredInputs();
    for (int i = 0; i < required.size(); i++) {
      Tensor input = tensor(files.file(folder + "input_" + i + ".pb"));
      inputs.put(required.get(i).name(), sliced ? Arrangement.sliced(input) : input);
    }
    List<Tensor> outputs = new ArrayList<>(GraphRunner.of(model).run(inputs).values());
    for (int i = 0; i < outputs.size(); i++) {
      Tensor want = tensor(files.file(folder + "output_" + i + ".pb"));
      Optional<String> difference = Comparison.difference(want, outputs.get(i), RELATIVE, ABSOLUTE);
      if (difference.isPresent()) {
        return Optional.of("output " + i + ": " + difference.get());
      }
    }
    return Optional.empty();
  }

  private static Tensor tensor(byte[] bytes) throws IOException {
    TensorData data = OnnxReader.readTensor(bytes);
    return data.toTensor();
  }

  /// The part of the page; where a case does not pass the reason is the list's.
  SuiteSection section() {
    Archive files = Archive.open(archive);
    List<SuiteResult> results = new ArrayList<>();
    for (String name : cases()) {
      SuiteResult seen = result(files, name);
      PinnedOutcomes.Pin pin = list.of(name);
      boolean excused = pin.outcome() != Outcome.PASS && seen.outcome() != Outcome.PASS;
      results.add(
          excused ? new SuiteResult(title, name, seen.op(), pin.outcome(), pin.reason()) : seen);
    }
    return SuiteSection.byOp(
        title,
        source,
        "all of them, by `cerulean.onnx`, on contiguous inputs and on slices of larger tensors full of NaN; types and"
            + " shapes must be equal, integers and truth values too, floating point within the"
            + " tolerance of the suite (1e-3 relative, 1e-7 absolute).",
        results);
  }
}
