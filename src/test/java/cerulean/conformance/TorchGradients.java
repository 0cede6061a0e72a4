package cerulean.conformance;

import cerulean.autograd.Grad;
import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import cerulean.tensor.io.Npy;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The derivatives of the vectors computed with PyTorch 1.13.1: gradients, gradients of gradients,
/// and tangents of forward mode, of groups A and B.
final class TorchGradients {

  private static final String SUITE = "torch-vectors, derivatives";

  private static final ObjectMapper JSON = new ObjectMapper();

  /// In F32, relative to the largest element: two digits less than a number of 24 bits has, since
  /// cases were chosen for F64 and cancel.
  private static final double SINGLE = 2e-4;

  /// How far a case may be off in which PyTorch rounds to single precision.
  private static final double ROUNDED = 1e-7;

  /// Cases in which PyTorch is not followed, and why: it rounds a factor to single precision.
  static final Map<String, String> DIFFERENT =
      Map.of(
          "a1_unary__celu__alpha",
          "PyTorch computes the gradient with 1 / alpha in single precision",
          "a1_unary__hardsigmoid__kink",
          "PyTorch computes the gradient with 1 / 6 in single precision");

  private final Archive archive = Archive.open(TorchVectors.ARCHIVE);
  private final TorchNetworks networks = new TorchNetworks();

  /// A difference, with the place where it was seen.
  private static final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1;

    Fault(String what) {
      super(what);
    }
  }

  /// The cases of groups A and B that have gradients.
  List<VectorCase> cases() {
    return VectorCase.all(archive).stream()
        .filter(one -> one.name().startsWith("a") || one.name().startsWith("b"))
        .filter(one -> !json(one).get("grads").isEmpty())
        .toList();
  }

  /// What becomes of a case, in the arrangements of its inputs, and in F32.
  SuiteResult result(VectorCase one) {
    try {
      TorchNetworks.Network network =
          networks
              .find(one.op())
              .orElseThrow(() -> new Adapter.NotOurs("an operation or layer of its own"));
      for (Arrangement arrangement : Arrangement.values()) {
        if (arrangement != Arrangement.STATED || one.hasLayout()) {
          new Run(one, arrangement, network, null).check();
        }
      }
      boolean exact = one.inputs().stream().allMatch(in -> in.tensor().dtype() != DType.F32);
      if (exact && !hasTag(one, "stability") && !hasTag(one, "special")) {
        new Run(inSinglePrecision(one), Arrangement.CONTIGUOUS, network, SINGLE).check();
      }
      return new SuiteResult(SUITE, one.name(), one.op(), Outcome.PASS, "");
    } catch (Adapter.NotOurs notOurs) {
      String reason = Objects.requireNonNull(notOurs.getMessage());
      return new SuiteResult(SUITE, one.name(), one.op(), Outcome.NOT_APPLICABLE, reason);
    } catch (RuntimeException wrong) {
      String reason = differentOnPurpose(one).orElse(wrong.toString());
      return new SuiteResult(SUITE, one.name(), one.op(), Outcome.FAIL, reason);
    }
  }

  /// Why a case may fail, if it does so by no more than what PyTorch rounds.
  private Optional<String> differentOnPurpose(VectorCase one) {
    Optional<String> reason = Optional.ofNullable(DIFFERENT.get(one.name()));
    reason.ifPresent(known -> {
      TorchNetworks.Network network = networks.find(one.op()).orElseThrow();
      new Run(one, Arrangement.CONTIGUOUS, network, ROUNDED).check();
    });
    return reason;
  }

  /// The part of the page.
  static SuiteSection section() {
    TorchGradients suite = new TorchGradients();
    return SuiteSection.byOp(
        SUITE,
        "the 523 of these cases in groups A (operations) and B (layers) that have gradients; 452 of"
            + " them have gradients of gradients and tangents as well.",
        "variables: gradients by `backward` and by `gradients`, second order, and forward mode,"
            + " on contiguous inputs, in the layout that a case states, on slices and column-major,"
            + " within the tolerances of the case; and once more in F32, within 2e-4 of the largest"
            + " element. Layers and models run as functions of their parameters"
            + " (`Functional.call`).",
        suite.cases().stream().map(suite::result).toList());
  }

  private boolean hasTag(VectorCase one, String tag) {
    for (JsonNode each : json(one).get("tags")) {
      if (each.asText().equals(tag)) {
        return true;
      }
    }
    return false;
  }

  static VectorCase inSinglePrecision(VectorCase one) {
    List<VectorCase.Input> inputs = new ArrayList<>();
    for (VectorCase.Input in : one.inputs()) {
      Tensor x = in.tensor();
      Tensor single = x.dtype() == DType.F64 ? x.to(DType.F32) : x;
      inputs.add(new VectorCase.Input(in.name(), single, Optional.empty()));
    }
    return new VectorCase(
        one.name(),
        one.op(),
        one.attributes(),
        inputs,
        one.outputs(),
        one.relative(),
        one.absolute());
  }

  private JsonNode json(VectorCase one) {
    try {
      return JSON.readTree(archive.file(one.name() + "/case.json"));
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }

  private Tensor array(VectorCase one, String name) {
    try {
      return Npy.read(archive.file(one.name() + "/" + name + ".npy"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// One case in one arrangement of its inputs.
  private final class Run {
    private final VectorCase one;
    private final JsonNode json;
    private final String where;
    private final Arguments arguments;
    private final TorchNetworks.Network network;

    /// Null for the tolerance of the case.
    private final @Nullable Double ofLargest;

    Run(
        VectorCase one,
        Arrangement arrangement,
        TorchNetworks.Network network,
        @Nullable Double ofLargest) {
      this.one = one;
      this.json = json(one);
      this.where = ofLargest == null ? arrangement.toString() : "F32";
      this.arguments = new Arguments(one, arrangement);
      this.network = network;
      this.ofLargest = ofLargest;
    }

    void check() {
      Map<String, Variable> kept = variables();
      Variable loss = loss(kept);
      if (loss.requiresGrad()) {
        loss.backward(Variable.constant(Tensor.ones(loss.dtype())), false);
      }
      Map<String, Variable> recorded = variables();
      List<String> names = new ArrayList<>();
      List<Variable> leaves = new ArrayList<>();
      recorded.forEach((name, variable) -> {
        if (variable.requiresGrad()) {
          names.add(name);
          leaves.add(variable);
        }
      });
      Variable again = loss(recorded);
      List<Variable> gradients = again.requiresGrad() ? again.gradients(leaves) : zerosOf(leaves);
      for (int i = 0; i < names.size(); i++) {
        Tensor want = gradientOf(names.get(i));
        compare("grad", "gradient of " + names.get(i), want, gradients.get(i).value());
        Tensor grad = kept.get(names.get(i)).grad();
        Tensor got = grad == null ? zerosOf(leaves).get(i).value() : grad;
        compare("grad", "backward to " + names.get(i), want, got);
      }
      if (!json.get("second_order").isNull()) {
        checkSecond(names, leaves, gradients);
        checkForward(names);
      }
    }

    /// What lies above the diagonal of the factor is not read and has no gradient here; the note of
    /// the case says that the lower triangle is what matters.
    private Tensor gradientOf(String name) {
      Tensor want = array(one, "grad_" + name);
      return one.op().equals("cholesky_solve") && name.equals("L") ? want.tril(0) : want;
    }

    private void checkSecond(List<String> names, List<Variable> leaves, List<Variable> gradients) {
      JsonNode order = json.get("second_order");
      Variable product = Variable.constant(Tensor.scalar(0.0));
      for (int i = 0; i < names.size(); i++) {
        if (order.get("v").has(names.get(i))) {
          Tensor direction = array(one, "v_" + names.get(i));
          product = product.add(gradients.get(i).mul(Variable.constant(direction)).sum());
        }
      }
      List<Variable> seconds = product.requiresGrad() ? product.gradients(leaves) : zerosOf(leaves);
      for (int i = 0; i < names.size(); i++) {
        boolean given = order.get("grad2").has(names.get(i));
        if (given || order.get("grad2_all_zero").asBoolean()) {
          Tensor want =
              given
                  ? array(one, "grad2_" + names.get(i))
                  : zerosOf(leaves).get(i).value().to(DType.F64);
          compare("grad2", "second gradient of " + names.get(i), want, seconds.get(i).value());
        }
      }
    }

    /// The tangents of the outputs where the inputs move along the directions of the case.
    private void checkForward(List<String> names) {
      JsonNode order = json.get("second_order");
      List<Variable> x = new ArrayList<>();
      List<Variable> v = new ArrayList<>();
      List<String> moving = names.stream().filter(order.get("v")::has).toList();
      for (String name : moving) {
        x.add(Variable.constant(arguments.in(name)));
        v.add(Variable.constant(array(one, "v_" + name)));
      }
      List<Variable> tangents =
          Grad.jvp(
                  at -> {
                    Map<String, Variable> all = variables();
                    for (int i = 0; i < at.size(); i++) {
                      all.put(moving.get(i), at.get(i));
                    }
                    return network.outputs(arguments, all);
                  },
                  x,
                  v)
              .tangents();
      for (int i = 0; i < tangents.size(); i++) {
        String name = one.outputs().get(i).name();
        if (order.get("jvp").has(name)) {
          compare("grad", "tangent of " + name, array(one, "jvp_" + name), tangents.get(i).value());
        }
      }
    }

    private Map<String, Variable> variables() {
      Map<String, Variable> variables = new LinkedHashMap<>();
      for (VectorCase.Input input : one.inputs()) {
        Tensor value = arguments.in(input.name());
        boolean leaf = json.get("grads").has(input.name());
        variables.put(input.name(), leaf ? Variable.leaf(value) : Variable.constant(value));
      }
      return variables;
    }

    /// The sum of the outputs times their cotangents. Outputs behind the last with a cotangent may
    /// be missing.
    private Variable loss(Map<String, Variable> variables) {
      List<Variable> outputs = network.outputs(arguments, variables);
      Variable loss = Variable.constant(Tensor.scalar(0.0));
      for (int i = 0; i < one.outputs().size(); i++) {
        String name = one.outputs().get(i).name();
        boolean counts = !json.get("outputs").get(i).get("cotangent").isNull();
        if (i < outputs.size()) {
          compare("out", name, one.outputs().get(i).tensor(), outputs.get(i).value());
        } else if (counts) {
          throw new Fault(where + ": no output " + name);
        }
        if (counts) {
          Tensor weights = array(one, "cot_" + name);
          loss = loss.add(outputs.get(i).mul(Variable.constant(weights)).sum());
        }
      }
      return loss;
    }

    private static List<Variable> zerosOf(List<Variable> variables) {
      return variables.stream()
          .map(x -> Variable.constant(Tensor.zeros(x.dtype(), x.shape().dims())))
          .toList();
    }

    private void compare(String kind, String what, Tensor want, Tensor got) {
      JsonNode tolerance = json.get("tolerance").get(kind);
      double relative = tolerance.get("rtol").asDouble();
      double absolute = tolerance.get("atol").asDouble();
      if (ofLargest != null) {
        relative = 0;
        absolute = ofLargest * Math.max(1, largest(want));
      }
      Optional<String> difference =
          Comparison.difference(want, got.to(want.dtype()), relative, absolute);
      if (difference.isPresent()) {
        throw new Fault(where + ": " + what + ": " + difference.get());
      }
    }

    private static double largest(Tensor tensor) {
      double most = 0;
      for (double value : tensor.to(DType.F64).toDoubleArray()) {
        most = Double.isFinite(value) ? Math.max(most, Math.abs(value)) : most;
      }
      return most;
    }
  }
}
