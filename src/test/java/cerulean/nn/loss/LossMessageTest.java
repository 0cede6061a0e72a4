package cerulean.nn.loss;

import cerulean.autograd.Variable;
import cerulean.autograd.Vmap;
import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import cerulean.testing.WordForWord;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/// What losses say of wrong inputs and settings.
class LossMessageTest implements WordForWord {

  private static final Variable X = Variable.leaf(Tensor.ones(2, 3));
  private static final Variable Y = Variable.constant(Tensor.ones(3, 2));
  private static final Variable EMPTY = Variable.leaf(Tensor.zeros(0, 3));
  private static final Variable ROW = Variable.leaf(Tensor.ones(2));
  private static final Tensor CLASSES = Tensor.of(new long[] {0, 3}, 2);
  private static final Tensor NO_CLASSES = Tensor.zeros(DType.I64, 0);
  private static final int[] STEPS = {4};

  static Stream<Arguments> sentences() {
    return Stream.of(shapes(), emptyBatches(), values(), settings(), ctc()).flatMap(s -> s);
  }

  private static Arguments row(org.junit.jupiter.api.function.Executable call, String sentence) {
    return WordForWord.row(call, sentence);
  }

  private static Stream<Arguments> shapes() {
    String differ = ": shapes differ: output [2, 3], target [3, 2]; reshape one of them";
    return Stream.of(
        row(() -> Losses.meanSquaredError(X, Y), "meanSquaredError" + differ),
        row(() -> Losses.l1(X, Y), "l1" + differ),
        row(() -> Losses.smoothL1(X, Y), "smoothL1" + differ),
        row(() -> Losses.huber(X, Y), "huber" + differ),
        row(() -> Losses.klDivergence(X, Y), "klDivergence" + differ),
        row(() -> Losses.poissonNll(X, Y), "poissonNll" + differ),
        row(() -> Losses.gaussianNll(X, Y, X), "gaussianNll" + differ),
        row(
            () -> Losses.gaussianNll(X, X, Y),
            "gaussianNll: variance must broadcast to the output; got [3, 2] for [2, 3]; reshape it"),
        row(() -> Losses.binaryCrossEntropy(X, Y), "binaryCrossEntropy" + differ),
        row(
            () -> Losses.binaryCrossEntropyWithLogits(X, Y),
            "binaryCrossEntropyWithLogits" + differ),
        row(
            () -> new BceWithLogitsLoss().withPosWeight(Tensor.ones(2)).of(X, X),
            "binaryCrossEntropyWithLogits: posWeight must broadcast to the output; got [2] for [2,"
                + " 3]; reshape it"),
        row(
            () -> new BceLoss().withWeight(Tensor.ones(1, 2, 3)).of(X, X),
            "binaryCrossEntropy: weight must broadcast to the output; got [1, 2, 3] for [2, 3];"
                + " reshape it"),
        row(() -> Losses.focal(X, Y), "focal" + differ),
        row(() -> Losses.multiLabelSoftMargin(X, Y), "multiLabelSoftMargin" + differ),
        row(
            () ->
                Losses.multiLabelSoftMargin(
                    Variable.leaf(Tensor.scalar(1f)), Variable.leaf(Tensor.scalar(1f))),
            "multiLabelSoftMargin: output must be [..., classes]; got []"),
        row(() -> Losses.softMargin(X, Y), "softMargin" + differ),
        row(() -> Losses.hingeEmbedding(X, Y), "hingeEmbedding" + differ),
        row(() -> Losses.marginRanking(X, X, Y), "marginRanking" + differ),
        row(() -> Losses.tripletMargin(X, X, Y), "tripletMargin" + differ),
        row(() -> Losses.cosineEmbedding(X, Y, ROW), "cosineEmbedding" + differ),
        row(
            () -> Losses.cosineEmbedding(X, X, X),
            "cosineEmbedding: vectors must be [batch, size] and targets [batch], or [size] and a"
                + " number; got [2, 3] and [2, 3]"),
        row(
            () -> Losses.crossEntropy(X, NO_CLASSES),
            "crossEntropy: classes of output [2, 3] must have shape [2]; got [0]; the axis of"
                + " classes is the second"),
        row(
            () -> Losses.nll(X, NO_CLASSES),
            "nll: classes of output [2, 3] must have shape [2]; got [0]; the axis of classes is the"
                + " second"),
        row(
            () -> Losses.crossEntropy(X, Y),
            "crossEntropy: targets of F32 are probabilities and must have the shape of the logits;"
                + " got [3, 2] for [2, 3]; classes must be I64"),
        row(
            () -> Losses.crossEntropy(Variable.leaf(Tensor.scalar(1f)), CLASSES),
            "crossEntropy: output must be [classes] or [batch, classes, ...] in F32 or F64; got []"
                + " in F32"),
        row(
            () -> new CrossEntropyLoss().withWeight(Tensor.ones(2)).of(X, CLASSES.minimum(2)),
            "crossEntropy: there must be a weight for each of 3 classes; got [2]"),
        row(
            () -> Losses.multiMargin(X, NO_CLASSES),
            "multiMargin: classes of output [2, 3] must have shape [2]; got [0]; the axis of"
                + " classes is the second"),
        row(
            () -> Losses.multiMargin(Variable.leaf(Tensor.ones(2, 3, 4)), CLASSES),
            "multiMargin: scores must be [batch, classes] or [classes], at least one; got [2, 3,"
                + " 4]"),
        row(
            () -> Losses.multiLabelMargin(X, CLASSES),
            "multiLabelMargin: shapes differ: output [2, 3], target [2]; reshape one of them"));
  }

  private static Stream<Arguments> emptyBatches() {
    String rest =
        ": nothing has no mean; got losses of shape [0, 3]; leave empty batches out or use"
            + " Reduction.SUM";
    String ofRows = rest.replace("[0, 3]", "[0]");
    Variable none = Variable.leaf(Tensor.zeros(0));
    return Stream.of(
        row(() -> Losses.meanSquaredError(EMPTY, EMPTY), "meanSquaredError" + rest),
        row(() -> Losses.l1(EMPTY, EMPTY), "l1" + rest),
        row(() -> Losses.smoothL1(EMPTY, EMPTY), "smoothL1" + rest),
        row(() -> Losses.huber(EMPTY, EMPTY), "huber" + rest),
        row(() -> Losses.klDivergence(EMPTY, EMPTY), "klDivergence" + rest),
        row(() -> new KlDivLoss(Reduction.BATCH_MEAN).of(EMPTY, EMPTY), "klDivergence" + rest),
        row(() -> Losses.poissonNll(EMPTY, EMPTY), "poissonNll" + rest),
        row(() -> Losses.gaussianNll(EMPTY, EMPTY, EMPTY), "gaussianNll" + rest),
        row(() -> Losses.binaryCrossEntropy(EMPTY, EMPTY), "binaryCrossEntropy" + rest),
        row(
            () -> Losses.binaryCrossEntropyWithLogits(EMPTY, EMPTY),
            "binaryCrossEntropyWithLogits" + rest),
        row(() -> Losses.focal(EMPTY, EMPTY), "focal" + rest),
        row(() -> Losses.softMargin(EMPTY, EMPTY), "softMargin" + rest),
        row(() -> Losses.multiLabelSoftMargin(EMPTY, EMPTY), "multiLabelSoftMargin" + ofRows),
        row(() -> Losses.crossEntropy(EMPTY, NO_CLASSES), "crossEntropy" + ofRows),
        row(() -> Losses.crossEntropy(EMPTY, EMPTY), "crossEntropy" + ofRows),
        row(() -> Losses.nll(EMPTY, NO_CLASSES), "nll" + ofRows),
        row(() -> Losses.multiMargin(EMPTY, NO_CLASSES), "multiMargin" + ofRows),
        row(
            () -> Losses.multiLabelMargin(EMPTY, Tensor.zeros(DType.I64, 0, 3)),
            "multiLabelMargin" + ofRows),
        row(() -> Losses.hingeEmbedding(EMPTY, EMPTY), "hingeEmbedding" + rest),
        row(() -> Losses.marginRanking(EMPTY, EMPTY, EMPTY), "marginRanking" + rest),
        row(() -> Losses.cosineEmbedding(EMPTY, EMPTY, none), "cosineEmbedding" + ofRows),
        row(() -> Losses.tripletMargin(EMPTY, EMPTY, EMPTY), "tripletMargin" + ofRows),
        row(
            () ->
                Losses.ctc(
                    Variable.leaf(Tensor.zeros(3, 0, 2)), NO_CLASSES, new int[0], new int[0]),
            "ctc" + ofRows));
  }

  private static Stream<Arguments> values() {
    Variable number = Variable.constant(Tensor.ones(2, 3).mul(0.5));
    Variable two = Variable.leaf(Tensor.of(new float[] {0, 1, 0.5f, 2, 0, 1}, 2, 3));
    Variable classes = Variable.constant(CLASSES);
    return Stream.of(
        row(
            () -> Losses.crossEntropy(X, CLASSES),
            "crossEntropy: target 3 of row 1 is not a class from 0 to 2"),
        row(
            () -> new CrossEntropyLoss().of(X, classes),
            "crossEntropy: target 3 at [1] is not a class from 0 to 2"),
        row(
            () -> Vmap.of((x, t) -> new CrossEntropyLoss().of(x, t), 0, 0).apply(X, classes),
            "crossEntropy: target 3 at [1] is not a class from 0 to 2"),
        row(() -> Losses.nll(X, CLASSES), "nll: target 3 at [1] is not a class from 0 to 2"),
        row(() -> Losses.nll(X, CLASSES.neg()), "nll: target -3 at [1] is not a class from 0 to 2"),
        row(
            () -> Losses.nll(X, Tensor.ones(2)),
            "nll: targets must be classes in I64 or another integer type; got F32; convert with"
                + " to(DType.I64)"),
        row(
            () -> Losses.multiMargin(X, CLASSES),
            "multiMargin: target 3 at [1] is not a class from 0 to 2"),
        row(
            () -> Losses.multiLabelMargin(X, Tensor.of(new long[] {0, -1, 9, 0, 3, -1}, 2, 3)),
            "multiLabelMargin: target 3 at [1, 1] is not a class from 0 to 2"),
        row(
            () -> Losses.binaryCrossEntropy(two, X),
            "binaryCrossEntropy: outputs must be probabilities from 0 to 1; got 2.0 at [1, 0]; use"
                + " binaryCrossEntropyWithLogits for logits"),
        row(
            () -> Losses.gaussianNll(X, X, Variable.leaf(Tensor.ones(2, 1).neg())),
            "gaussianNll: variances must not be negative; got -1.0 at [0, 0]; let the network give"
                + " its logarithm, or use softplus"),
        row(
            () -> Losses.softMargin(X, number),
            "softMargin: targets must be 1 or -1; got 0.5 at [0, 0]; use 2 y - 1 for y of 0 or 1"),
        row(
            () -> Losses.hingeEmbedding(X, number),
            "hingeEmbedding: targets must be 1 or -1; got 0.5 at [0, 0]; use 2 y - 1 for y of 0 or"
                + " 1"),
        row(
            () -> Losses.marginRanking(X, X, number),
            "marginRanking: targets must be 1 or -1; got 0.5 at [0, 0]; use 2 y - 1 for y of 0 or"
                + " 1"),
        row(
            () -> Losses.cosineEmbedding(X, X, Variable.constant(Tensor.zeros(2))),
            "cosineEmbedding: targets must be 1 or -1; got 0.0 at [0]; use 2 y - 1 for y of 0 or"
                + " 1"));
  }

  private static Stream<Arguments> settings() {
    return Stream.of(
        row(
            () -> new CrossEntropyLoss().withLabelSmoothing(1.5),
            "crossEntropy: label smoothing must be from 0 to 1; got 1.5"),
        row(() -> new HuberLoss(0), "huber: delta must be above 0; got 0.0"),
        row(() -> new HuberLoss(Double.NaN), "huber: delta must be above 0; got NaN"),
        row(() -> new SmoothL1Loss(-1), "smoothL1: beta must not be negative; got -1.0"),
        row(() -> new FocalLoss(2, 1, Reduction.SUM), "focal: alpha must be at most 1; got 2.0"),
        row(
            () -> new FocalLoss(0, -1, Reduction.SUM),
            "focal: gamma must not be negative; got -1.0"),
        row(
            () -> new PoissonNllLoss(false, false, -1, Reduction.SUM),
            "poissonNll: epsilon must not be negative; got -1.0"),
        row(
            () -> new GaussianNllLoss(false, 0, Reduction.SUM),
            "gaussianNll: epsilon must be above 0; got 0.0"),
        row(
            () -> new CosineEmbeddingLoss(2),
            "cosineEmbedding: the margin must be a cosine from -1 to 1; got 2.0"),
        row(
            () -> new TripletMarginLoss().withMargin(0),
            "tripletMargin: the margin must be above 0; got 0.0"),
        row(() -> new MultiMarginLoss().withP(3), "multiMargin: p must be 1 or 2; got 3.0"));
  }

  private static Stream<Arguments> ctc() {
    Variable x = Variable.leaf(Tensor.zeros(4, 1, 3));
    Tensor labels = Tensor.of(new long[] {1, 2}, 1, 2);
    int[] two = {2};
    return Stream.of(
        row(
            () -> Losses.ctc(ROW, labels, STEPS, two),
            "ctc: output must be [steps, batch, classes] or [steps, classes]; got [2]"),
        row(
            () -> Losses.ctc(x, labels, new int[] {4, 4}, two),
            "ctc: for output [4, 1, 3] targets must be [batch, labels] and lengths [batch]; got [1,"
                + " 2], [2] and [1]"),
        row(
            () -> Losses.ctc(x, labels, new int[] {5}, two),
            "ctc: input length 5 of example 0 is not 0 to 4 steps"),
        row(
            () -> Losses.ctc(x, labels, STEPS, new int[] {3}),
            "ctc: target length 3 of example 0 is not 0 to 2 labels"),
        row(
            () -> Losses.ctc(x, Tensor.of(new long[] {1, 3}, 1, 2), STEPS, two),
            "ctc: target 3 at [0, 1] is not a class from 0 to 2 other than the blank 0"),
        row(
            () -> Losses.ctc(x, Tensor.of(new long[] {0, 1}, 1, 2), STEPS, two),
            "ctc: target 0 at [0, 0] is not a class from 0 to 2 other than the blank 0"),
        row(
            () -> Losses.ctc(x, Tensor.of(new long[] {1, 2, 1}, 3), STEPS, two),
            "ctc: target lengths must add up to the labels; got [2] for 3 labels"),
        row(
            () -> new CtcLoss().withBlank(3).of(x, labels, STEPS, two),
            "ctc: blank 3 is not a class from 0 to 2"));
  }
}
