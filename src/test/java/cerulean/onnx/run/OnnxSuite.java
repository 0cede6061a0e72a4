package cerulean.onnx.run;

import cerulean.onnx.Model;
import cerulean.onnx.OnnxReader;
import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// An archive of ONNX's backend tests: models with inputs and the outputs they must give.
public final class OnnxSuite {

  /// The tolerance of the suite itself.
  private static final double RELATIVE = 1e-3;

  private static final double ABSOLUTE = 1e-7;

  /// One model with one set of inputs and outputs.
  public record Case(String name, String operator, Map<String, byte[]> files) {
    @Override
    public String toString() {
      return name;
    }
  }

  private OnnxSuite() {}

  /// The file of an archive, which may be missing.
  public static Path file(String archive) {
    return Path.of(System.getProperty("cerulean.shared", "."), "conformance", archive);
  }

  /// The cases of an archive, by name; none where the archive is missing.
  public static List<Case> cases(String archive) {
    Map<String, Map<String, byte[]>> folders = new TreeMap<>();
    if (Files.isRegularFile(file(archive))) {
      try (ZipFile zip = new ZipFile(file(archive).toFile())) {
        for (ZipEntry entry : zip.stream().filter(one -> !one.isDirectory()).toList()) {
          String[] path = entry.getName().split("/", 2);
          folders
              .computeIfAbsent(path[0], name -> new TreeMap<>())
              .put(path[1], zip.getInputStream(entry).readAllBytes());
        }
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
    List<Case> cases = new ArrayList<>();
    folders.forEach((name, files) -> cases.add(new Case(name, operator(files), files)));
    return cases;
  }

  private static String operator(Map<String, byte[]> files) {
    try {
      Model model = OnnxReader.read(files.get("model.onnx"));
      return model.graph().nodes().isEmpty() ? "(none)" : model.graph().nodes().getFirst().opType();
    } catch (IOException unreadable) {
      return "(unread)";
    }
  }

  /// Runs a case on contiguous and on strided copies of its inputs; the empty text if all outputs
  /// are as they must be, else what is wrong.
  public static String problem(Case one) {
    String contiguous = problem(one, UnaryOperator.identity());
    return contiguous.isEmpty() ? problem(one, OnnxSuite::strided) : contiguous;
  }

  private static String problem(Case one, UnaryOperator<Tensor> layout) {
    try {
      Model model = OnnxReader.read(one.files().get("model.onnx"));
      Map<String, Tensor> inputs = new LinkedHashMap<>();
      for (int i = 0; i < model.graph().requiredInputs().size(); i++) {
        byte[] bytes = one.files().get("test_data_set_0/input_" + i + ".pb");
        Tensor input = OnnxReader.readTensor(bytes).toTensor();
        inputs.put(model.graph().requiredInputs().get(i).name(), layout.apply(input));
      }
      List<Tensor> outputs = new ArrayList<>(GraphRunner.of(model).run(inputs).values());
      for (int i = 0; i < outputs.size(); i++) {
        byte[] bytes = one.files().get("test_data_set_0/output_" + i + ".pb");
        String difference = difference(outputs.get(i), OnnxReader.readTensor(bytes).toTensor());
        if (!difference.isEmpty()) {
          return "output " + i + ": " + difference;
        }
      }
      return "";
    } catch (IOException | RuntimeException failure) {
      return failure.toString();
    }
  }

  private static String difference(Tensor got, Tensor wanted) {
    if (got.dtype() != wanted.dtype() || !got.shape().equals(wanted.shape())) {
      return got.dtype() + " " + got.shape() + " is not " + wanted.dtype() + " " + wanted.shape();
    }
    if (!wanted.dtype().isFloating()) {
      long[] a = got.toLongArray();
      long[] b = wanted.toLongArray();
      int i = Arrays.mismatch(a, b);
      return i < 0 ? "" : "element " + i + " is " + a[i] + ", not " + b[i];
    }
    double[] a = got.toDoubleArray();
    double[] b = wanted.toDoubleArray();
    for (int i = 0; i < a.length; i++) {
      boolean same = Double.compare(a[i], b[i]) == 0;
      if (!same && !(Math.abs(a[i] - b[i]) <= ABSOLUTE + RELATIVE * Math.abs(b[i]))) {
        return "element " + i + " is " + a[i] + ", not " + b[i];
      }
    }
    return "";
  }

  /// The same elements in the middle of a larger tensor whose axes are stored in reverse order.
  private static Tensor strided(Tensor a) {
    int[] reverse = new int[a.rank()];
    int[] larger = new int[a.rank()];
    for (int i = 0; i < reverse.length; i++) {
      reverse[i] = reverse.length - 1 - i;
      larger[reverse[i]] = a.dim(i) + 2;
    }
    double filler = a.dtype().isFloating() ? Double.NaN : a.dtype() == DType.BOOL ? 1 : 99;
    Tensor view = Tensor.full(a.dtype(), filler, larger).permute(reverse);
    for (int axis = 0; axis < a.rank(); axis++) {
      view = view.narrow(axis, 1, a.dim(axis));
    }
    view.copyFromInPlace(a);
    return view;
  }
}
