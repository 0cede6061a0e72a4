package cerulean.nn.loss;

import cerulean.autograd.Variable;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.List;

/// Every loss, as a sum over examples, with a batch of inputs away from its kinks.
final class LossTable {

  /// A loss of variables `x` and targets `t`.
  interface Batch {
    Variable of(List<Variable> x, List<Variable> t);
  }

  /// A loss of one output and one target.
  interface Pair {
    Variable of(Variable x, Variable t);
  }

  /// A row.
  ///
  /// @param name the loss, and its settings
  /// @param loss sums over examples; takes one example without the first axis, too
  /// @param x F64, each with a first axis of examples
  /// @param targets have no gradient, each with a first axis of examples
  record Row(String name, Batch loss, List<Tensor> x, List<Tensor> targets) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final int BATCH = 5;
  private static final int CLASSES = 4;

  private static final Tensor LOGITS = normal(1, BATCH, CLASSES);
  private static final Tensor OTHERS = normal(2, BATCH, CLASSES);
  private static final Tensor THIRDS = normal(3, BATCH, CLASSES);
  private static final Tensor CHANCES = OTHERS.sigmoid();
  private static final Tensor CLASS_OF = Tensor.of(new long[] {3, 0, 1, 1, 2}, BATCH);
  private static final Tensor WEIGHT = Tensor.of(new double[] {0.5, 2, 1, 3}, CLASSES);

  private static final Tensor SIGNS =
      Tensor.of(
          new double[] {1, -1, -1, 1, -1, 1, 1, -1, 1, 1, -1, -1, -1, 1, 1, -1, 1, -1, 1, -1},
          BATCH,
          CLASSES);

  private static final Tensor SIGN_OF = Tensor.of(new double[] {1, -1, 1, -1, -1}, BATCH);
  private static final Tensor YES_OR_NO = SIGNS.add(1).mul(0.5);

  private LossTable() {}

  private static Tensor normal(int seed, int... shape) {
    return Tensor.normal(Philox.of(seed), 0, 1, shape).to(cerulean.tensor.DType.F64);
  }

  private static Row row(String name, Pair loss, Tensor x, Tensor target) {
    return new Row(
        name, (in, t) -> loss.of(in.getFirst(), t.getFirst()), List.of(x), List.of(target));
  }

  /// With a gradient for the target too.
  private static Row both(String name, Pair loss, Tensor x, Tensor target) {
    return new Row(name, (in, t) -> loss.of(in.get(0), in.get(1)), List.of(x, target), List.of(x));
  }

  static List<Row> rows() {
    Reduction sum = Reduction.SUM;
    CrossEntropyLoss entropy = new CrossEntropyLoss().withReduction(sum);
    return List.of(
        row("crossEntropy", entropy::of, LOGITS, CLASS_OF),
        row("crossEntropy, weights", entropy.withWeight(WEIGHT)::of, LOGITS, CLASS_OF),
        row("crossEntropy, ignored", entropy.withIgnoreIndex(1)::of, LOGITS, CLASS_OF),
        row(
            "crossEntropy, smoothing",
            entropy.withWeight(WEIGHT).withIgnoreIndex(1).withLabelSmoothing(0.2)::of,
            LOGITS,
            CLASS_OF),
        both("crossEntropy, probabilities", entropy::of, LOGITS, OTHERS.softmax(1)),
        both(
            "crossEntropy, probabilities, smoothing",
            entropy.withWeight(WEIGHT).withLabelSmoothing(0.2)::of,
            LOGITS,
            OTHERS.softmax(1)),
        row("nll", new NllLoss().withReduction(sum)::of, LOGITS.logSoftmax(1), CLASS_OF),
        row(
            "nll, weights, ignored",
            new NllLoss(WEIGHT, 1, sum)::of,
            LOGITS.logSoftmax(1),
            CLASS_OF),
        row("multiMargin", new MultiMarginLoss().withReduction(sum)::of, LOGITS, CLASS_OF),
        row(
            "multiMargin, squares, weights",
            new MultiMarginLoss(2, 0.5, WEIGHT, sum)::of,
            LOGITS,
            CLASS_OF),
        row(
            "multiLabelMargin",
            new MultiLabelMarginLoss(sum)::of,
            LOGITS,
            Tensor.of(
                new long[] {3, 0, -1, 1, 0, 1, 2, 3, -1, 2, 2, 2, 1, -1, -1, -1, 2, 1, 0, -1},
                BATCH,
                CLASSES)),
        both("binaryCrossEntropy", new BceLoss(null, sum)::of, LOGITS.sigmoid(), CHANCES),
        row("binaryCrossEntropy, weights", new BceLoss(WEIGHT, sum)::of, CHANCES, YES_OR_NO),
        both(
            "binaryCrossEntropyWithLogits",
            new BceWithLogitsLoss(null, null, sum)::of,
            LOGITS,
            CHANCES),
        row(
            "binaryCrossEntropyWithLogits, weights",
            new BceWithLogitsLoss(WEIGHT, WEIGHT.add(1), sum)::of,
            LOGITS,
            YES_OR_NO),
        both("focal", new FocalLoss().withReduction(sum)::of, LOGITS, CHANCES),
        row("focal, no weights", new FocalLoss(-1, 0.5, sum)::of, LOGITS, YES_OR_NO),
        row("multiLabelSoftMargin", new MultiLabelSoftMarginLoss(WEIGHT, sum)::of, LOGITS, CHANCES),
        row("softMargin", (x, t) -> Losses.softMargin(x, t, sum), LOGITS, SIGNS),
        both("meanSquaredError", (x, t) -> Losses.meanSquaredError(x, t, sum), LOGITS, OTHERS),
        both("l1", (x, t) -> Losses.l1(x, t, sum), LOGITS, OTHERS),
        both("smoothL1", new SmoothL1Loss(0.7, sum)::of, LOGITS, OTHERS),
        both("smoothL1, beta 0", new SmoothL1Loss(0, sum)::of, LOGITS, OTHERS),
        both("huber", new HuberLoss(0.7, sum)::of, LOGITS, OTHERS),
        both("klDivergence", new KlDivLoss(sum)::of, LOGITS.logSoftmax(1), CHANCES),
        both("klDivergence, logarithms", new KlDivLoss(true, sum)::of, LOGITS, OTHERS),
        row(
            "poissonNll",
            new PoissonNllLoss().withReduction(sum)::of,
            LOGITS,
            OTHERS.abs().mul(3).round()),
        both(
            "poissonNll, means, full",
            new PoissonNllLoss(false, true, 1e-8, sum)::of,
            CHANCES,
            OTHERS.abs().mul(3)),
        new Row(
            "gaussianNll",
            (x, t) ->
                new GaussianNllLoss()
                    .withFull(true)
                    .withReduction(sum)
                    .of(x.get(0), x.get(1), x.get(2)),
            List.of(LOGITS, OTHERS, CHANCES),
            List.of(LOGITS)),
        row("hingeEmbedding", new HingeEmbeddingLoss(1, sum)::of, LOGITS, SIGNS),
        new Row(
            "marginRanking",
            (x, t) -> new MarginRankingLoss(0.3, sum).of(x.get(0), x.get(1), t.getFirst()),
            List.of(LOGITS, OTHERS),
            List.of(SIGNS)),
        new Row(
            "cosineEmbedding",
            (x, t) -> new CosineEmbeddingLoss(-0.5, sum).of(x.get(0), x.get(1), t.getFirst()),
            List.of(LOGITS, OTHERS),
            List.of(SIGN_OF)),
        new Row(
            "tripletMargin",
            (x, t) ->
                new TripletMarginLoss()
                    .withMargin(3)
                    .withSwap(true)
                    .withReduction(sum)
                    .of(x.get(0), x.get(1), x.get(2)),
            List.of(LOGITS, OTHERS, THIRDS),
            List.of(LOGITS)),
        new Row(
            "tripletMarginWithDistance",
            (x, t) ->
                new TripletMarginWithDistanceLoss(
                        (a, b) -> Distances.cosineSimilarity(a, b).neg().add(1), 1.5, true, sum)
                    .of(x.get(0), x.get(1), x.get(2)),
            List.of(LOGITS, OTHERS, THIRDS),
            List.of(LOGITS)),
        new Row(
            "ctc",
            (x, t) -> {
              boolean one = x.getFirst().shape().rank() == 2;
              Variable logP = x.getFirst().logSoftmax(-1);
              return new CtcLoss()
                  .withReduction(sum)
                  .of(one ? logP : logP.swapAxes(0, 1), t.get(0), t.get(1), t.get(2));
            },
            List.of(normal(4, BATCH, 6, CLASSES)),
            List.of(
                Tensor.of(new long[] {1, 2, 3, 2, 2, 0, 1, 3, 1, 3, 3, 3, 1, 0, 0}, BATCH, 3),
                Tensor.of(new long[] {6, 5, 4, 6, 3}, BATCH),
                Tensor.of(new long[] {3, 2, 3, 3, 0}, BATCH))));
  }
}
