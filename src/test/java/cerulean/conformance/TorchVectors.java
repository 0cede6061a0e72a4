package cerulean.conformance;

import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The vectors computed with PyTorch 1.13.1: forward values of the operations that tensors have.
final class TorchVectors {

  static final String SUITE = "torch-vectors";

  static final String ARCHIVE = "torch-vectors.zip";

  /// What is expected of each case.
  static final PinnedOutcomes LIST = PinnedOutcomes.read("torch-vectors.txt");

  private final Archive archive = Archive.open(ARCHIVE);
  private final Adapters adapters = Adapters.all();

  List<VectorCase> cases() {
    return VectorCase.all(archive);
  }

  /// What is wrong with a case; not present if all is right.
  ///
  /// Throws [Adapter.NotOurs] if this library does not have the operation.
  Optional<String> fault(VectorCase one) {
    Adapter adapter =
        adapters.find(one.op()).orElseThrow(() -> new Adapter.NotOurs("no operation " + one.op()));
    for (Arrangement arrangement : Arrangement.values()) {
      if (arrangement != Arrangement.STATED || one.hasLayout()) {
        Optional<String> fault = fault(one, adapter, new Arguments(one, arrangement));
        if (fault.isPresent()) {
          return Optional.of(arrangement + ": " + fault.get());
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> fault(VectorCase one, Adapter adapter, Arguments arguments) {
    List<Tensor> before = copies(arguments.all());
    List<Tensor> got;
    try {
      got = adapter.outputs(arguments);
    } catch (Adapter.NotOurs notOurs) {
      throw notOurs;
    } catch (RuntimeException refused) {
      return Optional.of("refused: " + refused);
    }
    if (got.size() != one.outputs().size()) {
      return Optional.of(got.size() + " outputs instead of " + one.outputs().size());
    }
    for (int i = 0; i < got.size(); i++) {
      VectorCase.Output want = one.outputs().get(i);
      Optional<String> difference =
          Comparison.difference(want.tensor(), got.get(i), one.relative(), one.absolute());
      if (difference.isPresent()) {
        return Optional.of(want.name() + ": " + difference.get());
      }
    }
    for (int i = 0; i < before.size(); i++) {
      if (Comparison.difference(before.get(i), arguments.all().get(i), 0, 0).isPresent()) {
        return Optional.of(one.inputs().get(i).name() + ": the input was changed");
      }
    }
    return Optional.empty();
  }

  private static List<Tensor> copies(List<Tensor> tensors) {
    List<Tensor> copies = new ArrayList<>();
    for (Tensor tensor : tensors) {
      copies.add(tensor.copy());
    }
    return copies;
  }

  /// What becomes of a case; of one that does not pass the reason is what was seen.
  SuiteResult result(VectorCase one) {
    try {
      return fault(one)
          .map(fault -> result(one, Outcome.FAIL, fault))
          .orElseGet(() -> result(one, Outcome.PASS, ""));
    } catch (Adapter.NotOurs notOurs) {
      return result(one, Outcome.NOT_APPLICABLE, notOurs.getMessage());
    }
  }

  private static SuiteResult result(VectorCase one, Outcome outcome, String reason) {
    return new SuiteResult(SUITE, one.name(), one.op(), outcome, reason);
  }

  /// The part of the page; where an outcome is the listed one, the reason is the list's.
  static SuiteSection section() {
    TorchVectors vectors = new TorchVectors();
    List<SuiteResult> results = new ArrayList<>();
    for (VectorCase one : vectors.cases()) {
      SuiteResult seen = vectors.result(one);
      PinnedOutcomes.Pin pin = LIST.of(one.name());
      results.add(
          seen.outcome() == pin.outcome() ? result(one, pin.outcome(), pin.reason()) : seen);
    }
    return SuiteSection.byOp(
        SUITE,
        "728 cases in 342 operations, computed with PyTorch 1.13.1 in double precision"
            + " (`torch-vectors.zip`).",
        "forward values. Each case runs on contiguous inputs, in the layout"
            + " that it states, on every second element of the inner part of a larger tensor full of"
            + " NaN, and column-major; shapes and types must be equal, integers and truth values"
            + " too, floating point within the tolerance of the case. Layers and models are made with"
            + " PyTorch's arguments, in the type of the case, and loaded by PyTorch's names; what"
            + " PyTorch has as one function and this library as an expression runs as the"
            + " expression. Losses and laws of initialisation are those of `cerulean.nn`; optimizers,"
            + " schedules and clipping run as they are used.",
        results);
  }
}
