package cerulean.conformance;

import cerulean.autograd.Variable;
import cerulean.nn.loss.BceLoss;
import cerulean.nn.loss.BceWithLogitsLoss;
import cerulean.nn.loss.CosineEmbeddingLoss;
import cerulean.nn.loss.CrossEntropyLoss;
import cerulean.nn.loss.CtcLoss;
import cerulean.nn.loss.Distances;
import cerulean.nn.loss.FocalLoss;
import cerulean.nn.loss.GaussianNllLoss;
import cerulean.nn.loss.HingeEmbeddingLoss;
import cerulean.nn.loss.HuberLoss;
import cerulean.nn.loss.KlDivLoss;
import cerulean.nn.loss.Losses;
import cerulean.nn.loss.MultiMarginLoss;
import cerulean.nn.loss.NllLoss;
import cerulean.nn.loss.PoissonNllLoss;
import cerulean.nn.loss.Reduction;
import cerulean.nn.loss.SmoothL1Loss;
import cerulean.nn.loss.TripletMarginLoss;
import cerulean.tensor.Tensor;
import java.util.List;
import java.util.Map;

/// Section B5, losses, and of B8 the distances.
final class TorchLosses {

  /// All of them.
  static final List<String> NAMES =
      List.of(
          "binary_cross_entropy",
          "binary_cross_entropy_with_logits",
          "cdist",
          "cosine_embedding_loss",
          "cosine_similarity",
          "cross_entropy",
          "ctc_loss",
          "focal_loss",
          "gaussian_nll_loss",
          "hinge_embedding_loss",
          "huber_loss",
          "kl_div",
          "l1_loss",
          "mse_loss",
          "multi_margin_loss",
          "nll_loss",
          "pairwise_distance",
          "poisson_nll_loss",
          "smooth_l1_loss",
          "triplet_margin_loss");

  private TorchLosses() {}

  static void addTo(TorchNetworks to) {
    addDistances(to);
    addOfClasses(to);
    addOfNumbers(to);
    addOfPairs(to);
  }

  private static void addDistances(TorchNetworks to) {
    to.single(
        "cosine_similarity",
        (in, v) ->
            Distances.cosineSimilarity(
                v.get("x"), v.get("y"), in.integer("dim"), in.number("eps")));
    to.single(
        "pairwise_distance",
        (in, v) ->
            Distances.pairwise(
                v.get("x"), v.get("y"), in.number("p"), in.number("eps"), in.flag("keepdim")));
    to.single("cdist", (in, v) -> Distances.ofAllPairs(v.get("x"), v.get("y"), in.number("p")));
  }

  private static void addOfClasses(TorchNetworks to) {
    to.single(
        "cross_entropy",
        (in, v) -> {
          CrossEntropyLoss loss =
              new CrossEntropyLoss(
                  in.optional("weight").orElse(null),
                  in.integer("ignore_index"),
                  in.number("label_smoothing"),
                  reduction(in));
          return in.in("target").dtype().isFloating()
              ? loss.of(v.get("x"), v.get("target"))
              : loss.of(v.get("x"), in.in("target"));
        });
    to.single(
        "nll_loss",
        (in, v) ->
            new NllLoss(
                    in.optional("weight").orElse(null), in.integer("ignore_index"), reduction(in))
                .of(v.get("x"), v.get("target")));
    to.single(
        "multi_margin_loss",
        (in, v) ->
            new MultiMarginLoss(in.integer("p"), in.number("margin"), null, reduction(in))
                .of(v.get("x"), v.get("target")));
    to.single(
        "binary_cross_entropy",
        (in, v) -> new BceLoss(null, reduction(in)).of(v.get("x"), v.get("target")));
    to.single(
        "binary_cross_entropy_with_logits",
        (in, v) -> {
          Tensor weight = in.optional("weight").orElse(null);
          Tensor positive = in.optional("pos_weight").orElse(null);
          return new BceWithLogitsLoss(weight, positive, reduction(in))
              .of(v.get("x"), v.get("target"));
        });
    to.single(
        "focal_loss",
        (in, v) ->
            new FocalLoss(in.number("alpha"), in.number("gamma"), reduction(in))
                .of(v.get("x"), v.get("target")));
    to.single("ctc_loss", TorchLosses::ctc);
  }

  private static Variable ctc(Arguments in, Map<String, Variable> v) {
    return new CtcLoss(in.integer("blank"), false, reduction(in))
        .of(
            v.get("x").logSoftmax(-1),
            in.in("target"),
            in.integers("input_lengths"),
            in.integers("target_lengths"));
  }

  private static void addOfNumbers(TorchNetworks to) {
    to.single(
        "mse_loss", (in, v) -> Losses.meanSquaredError(v.get("x"), v.get("target"), reduction(in)));
    to.single("l1_loss", (in, v) -> Losses.l1(v.get("x"), v.get("target"), reduction(in)));
    to.single(
        "smooth_l1_loss",
        (in, v) ->
            new SmoothL1Loss(in.number("beta"), reduction(in)).of(v.get("x"), v.get("target")));
    to.single(
        "huber_loss",
        (in, v) ->
            new HuberLoss(in.number("delta"), reduction(in)).of(v.get("x"), v.get("target")));
    to.single(
        "kl_div",
        (in, v) ->
            new KlDivLoss(in.flag("log_target"), reduction(in)).of(v.get("x"), v.get("target")));
    to.single(
        "poisson_nll_loss",
        (in, v) ->
            new PoissonNllLoss(
                    in.flag("log_input"), in.flag("full"), in.number("eps"), reduction(in))
                .of(v.get("x"), v.get("target")));
    to.single(
        "gaussian_nll_loss",
        (in, v) ->
            new GaussianNllLoss(in.flag("full"), in.number("eps"), reduction(in))
                .of(v.get("x"), v.get("target"), v.get("var")));
  }

  private static void addOfPairs(TorchNetworks to) {
    to.single(
        "cosine_embedding_loss",
        (in, v) ->
            new CosineEmbeddingLoss(in.number("margin"), reduction(in))
                .of(v.get("x1"), v.get("x2"), v.get("target")));
    to.single(
        "hinge_embedding_loss",
        (in, v) ->
            new HingeEmbeddingLoss(in.number("margin"), reduction(in))
                .of(v.get("x"), v.get("target")));
    to.single(
        "triplet_margin_loss",
        (in, v) ->
            new TripletMarginLoss(
                    in.number("margin"),
                    in.number("p"),
                    in.number("eps"),
                    in.flag("swap"),
                    reduction(in))
                .of(v.get("anchor"), v.get("positive"), v.get("negative")));
  }

  private static Reduction reduction(Arguments in) {
    return switch (in.text("reduction")) {
      case "mean" -> Reduction.MEAN;
      case "sum" -> Reduction.SUM;
      case "batchmean" -> Reduction.BATCH_MEAN;
      default -> Reduction.NONE;
    };
  }
}
