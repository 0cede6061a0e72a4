package cerulean.nn.loss;

import cerulean.autograd.Batching;
import cerulean.autograd.Grad;
import cerulean.autograd.Primitive;
import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.Parallel;
import cerulean.tensor.Tensor;
import java.util.Arrays;

/// The loss of [CtcLoss] and its gradient as operations of the engine.
///
/// Both are computed by [CtcLattice], example by example. The gradient is minus the probability of
/// each class at each step, given the target. It can be differentiated because it is the gradient
/// of something that variables can compute as well: [#logLikelihood] in steps over the whole batch.
///
/// Inputs of both: logarithms of probabilities `[steps, batch, classes]`, targets `[batch,
/// labels]`, the numbers of steps and of labels `[batch]`.
///
/// @param blank the class that stands for no label
/// @param zeroInfinity whether infinite losses, and their gradients, count as 0
record CtcPrimitives(int blank, boolean zeroInfinity) {

  /// Stands for the logarithm of 0: differences of infinities are NaN. Some thousand of its sums
  /// are finite in F32.
  private static final double IMPOSSIBLE = -1e30;

  /// `[batch]` losses.
  Primitive loss() {
    Primitive probabilities = probabilities();
    return Primitive.partials(
            "ctc",
            in -> {
              CtcLattice[] examples = examples(in);
              double[] losses = new double[examples.length];
              Parallel.forRange(
                  losses.length,
                  1,
                  (from, to) -> {
                    for (int n = from; n < to; n++) {
                      double loss = 0 - examples[n].logLikelihood(); // 0 of certainty, not -0
                      losses[n] = zeroInfinity && Double.isInfinite(loss) ? 0 : loss;
                    }
                  });
              return Tensor.wrap(losses, losses.length).to(in[0].dtype());
            },
            (g, in, y) -> probabilities.apply(in).mul(g.neg().reshape(1, -1, 1)),
            null,
            null,
            null)
        .withTangent((t, in, y) -> {
          Variable tangent = t[0];
          return tangent == null
              ? null
              : probabilities.apply(in).mul(tangent).sum(false, 0, 2).neg();
        });
  }

  /// `[steps, batch, classes]`: the probability of each class at each step, given the target.
  private Primitive probabilities() {
    return Primitive.composed(
            "ctcProbabilities",
            in -> {
              CtcLattice[] examples = examples(in);
              double[] all = new double[in[0].size()];
              Parallel.forRange(
                  examples.length,
                  1,
                  (from, to) -> {
                    for (int n = from; n < to; n++) {
                      examples[n].addProbabilities(all, zeroInfinity);
                    }
                  });
              return Tensor.wrap(all, in[0].shape().dims()).to(in[0].dtype());
            },
            in -> Grad.of(x -> logLikelihood(x, in[1], in[2], in[3]).sum()).apply(in[0]))
        .batched(Batching.LOOP);
  }

  /// The lattice of each example.
  private CtcLattice[] examples(Tensor... in) {
    Tensor x = in[0];
    double[] logP = x.to(DType.F64).toDoubleArray();
    long[] targets = in[1].toLongArray();
    long[] steps = in[2].toLongArray();
    long[] labels = in[3].toLongArray();
    int batch = x.dim(1);
    int most = in[1].dim(1);
    CtcLattice[] examples = new CtcLattice[batch];
    for (int n = 0; n < batch; n++) {
      requireLength("input", steps[n], n, x.dim(0), "steps");
      requireLength("target", labels[n], n, most, "labels");
      int[] own = new int[(int) labels[n]];
      for (int i = 0; i < own.length; i++) {
        own[i] = label(targets[n * most + i], n, i, x.dim(2));
      }
      examples[n] = new CtcLattice(logP, n, batch, x.dim(2), (int) steps[n], own, blank);
    }
    return examples;
  }

  private int label(long target, int n, int i, int classes) {
    if (target < 0 || target >= classes || target == blank) {
      throw outOfRange(target, n, i, classes);
    }
    return (int) target;
  }

  private static void requireLength(String kind, long length, int n, int most, String of) {
    if (length < 0 || length > most) {
      throw wrongLength(kind, length, n, most, of);
    }
  }

  // ---- Differentiable

  /// The logarithms of the probabilities of the targets, `[batch]`, by the recursion of
  /// [CtcLattice] for all examples at once.
  private Variable logLikelihood(Variable logP, Variable targets, Variable steps, Variable labels) {
    int batch = logP.shape().dim(1);
    int states = 2 * targets.shape().dim(1) + 1;
    Variable blanks = Variable.constant(Tensor.full(DType.I64, blank, batch, 1));
    // Padding may be anything and is not reached.
    Variable known = targets.to(DType.I64).clamp(0, logP.shape().dim(2) - 1);
    Variable pairs = Variable.stack(2, blanks.expand(batch, targets.shape().dim(1)), known);
    Variable classes = Variable.concat(1, pairs.reshape(batch, states - 1), blanks);
    Variable before = Variable.concat(1, blanks, blanks, classes).narrow(1, 0, states);
    Variable mayJump = classes.ne(before);
    Variable state = Variable.constant(Tensor.arange(states).reshape(1, states));
    Variable last = labels.to(DType.I64).mul(2).reshape(batch, 1);

    Variable reached = reading(logP, 0, classes).maskedFill(state.gt(1), IMPOSSIBLE);
    for (int t = 1; t < logP.shape().dim(0); t++) {
      Variable fromLeft = shifted(reached, 1, states);
      Variable jumped = shifted(reached, 2, states).maskedFill(mayJump.logicalNot(), IMPOSSIBLE);
      Variable all = Variable.stack(2, reached, fromLeft, jumped).logSumExp(false, 2);
      Variable next = all.add(reading(logP, t, classes));
      reached = Variable.where(steps.reshape(batch, 1).gt(t), next, reached);
    }
    Variable ends = state.eq(last).logicalOr(state.eq(last.sub(1)));
    Variable ofEnds = reached.maskedFill(ends.logicalNot(), IMPOSSIBLE).logSumExp(false, 1);
    return ofEnds.maskedFill(steps.eq(0), 0);
  }

  /// The logarithm of the probability of the class of each state at a step.
  private static Variable reading(Variable logP, int step, Variable classes) {
    return logP.select(0, step).gather(1, classes).clamp(IMPOSSIBLE, Double.MAX_VALUE);
  }

  /// The entries of states, moved up.
  private static Variable shifted(Variable reached, int by, int states) {
    int batch = reached.shape().dim(0);
    Tensor empty = Tensor.full(reached.dtype(), IMPOSSIBLE, batch, by);
    return Variable.concat(1, Variable.constant(empty), reached).narrow(1, 0, states);
  }

  private IllegalArgumentException outOfRange(long target, int n, int i, int classes) {
    return new IllegalArgumentException(
        "ctc: target "
            + target
            + " at "
            + Arrays.toString(new int[] {n, i})
            + " is not a class from 0 to "
            + (classes - 1)
            + " other than the blank "
            + blank);
  }

  private static IllegalArgumentException wrongLength(
      String kind, long length, int n, int most, String of) {
    return new IllegalArgumentException(
        "ctc: "
            + kind
            + " length "
            + length
            + " of example "
            + n
            + " is not 0 to "
            + most
            + " "
            + of);
  }
}
