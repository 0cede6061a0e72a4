package cerulean.nn.gain;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.nn.Conv1d;
import cerulean.nn.Conv2d;
import cerulean.nn.Conv3d;
import cerulean.nn.Layer;
import cerulean.nn.Linear;
import cerulean.tensor.DType;
import cerulean.tensor.Shape;
import cerulean.tensor.ShapeException;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A layer with a gain on its weighted sum, or on all it gives.
///
///     z = g (W x) + b          Place.WEIGHTED_SUM
///     z = g f(x)               Place.OUTPUT
///
/// - input: that of the layer
/// - result: the same shape as the layer's
///
/// It goes around any layer: linear layers, convolutions (a gain per channel), normalisations
/// (their weight is what the gain multiplies), activations, whole networks on the output. A
/// convolution before a batch normalisation is no place for it: the batch's mean and variance
/// divide the gain away again; put it on the normalisation.
///
/// The gain starts at 1 and is not learned: it enters the backward pass as the constant it was in
/// the forward pass, so that the gradient of `w` is `g` times that of the effective weight `g w`, and
/// a step of plain descent moves the effective weight by the rate times `g^2`. Gain is buffer
/// `gain`; all other names are the layer's own, as if it stood there by itself. [GainNetwork] moves
/// the gains of a whole network; [#advance] moves these by hand.
public final class GainModulated implements Layer {

  private static final String BUFFER = "gain";

  private static final int UNKNOWN = 0;

  private final Layer layer;
  private final Gain how;
  private Tensor gain;

  /// Axis of the output that the gains lie along, from the end if negative.
  private final int axis;

  private GainModulated(Layer layer, Gain how, int gains, int axis) {
    how.rule().requireFits(gains);
    Tensor weight = weight(layer);
    DType type = weight == null ? DType.F32 : weight.dtype();
    this.layer = layer;
    this.how = how;
    this.gain = Workspace.outside(() -> Tensor.ones(type, gains));
    this.axis = axis;
  }

  /// Puts a gain on `layer`.
  public static GainModulated of(Layer layer, Gain gain) {
    if (layer.namedBuffers().containsKey(BUFFER)) {
      throw new IllegalArgumentException("gain: " + layer + " has a gain already");
    }
    Tensor weight = weight(layer);
    if (gain.place() == Place.WEIGHTED_SUM && weight == null) {
      throw noWeight(layer);
    }
    int units = unitAxis(layer);
    return switch (gain.granularity()) {
      case Granularity.Along along -> new GainModulated(layer, gain, along.size(), along.axis());
      case Granularity.PerLayer _ -> {
        boolean biased = layer.ownParameters().containsKey("bias");
        if (gain.place() == Place.WEIGHTED_SUM && biased && units == UNKNOWN) {
          throw unitsUnknown(layer, weight);
        }
        yield new GainModulated(layer, gain, 1, units == UNKNOWN ? -1 : units);
      }
      case Granularity.PerUnit _ -> {
        if (weight == null || units == UNKNOWN) {
          throw unitsUnknown(layer, weight);
        }
        yield new GainModulated(layer, gain, weight.dim(0), units);
      }
    };
  }

  /// The axis of the output, from the end, that the rows of the weight make; [#UNKNOWN] for layers
  /// whose rows are no units, such as normalisations, embeddings and transposed convolutions.
  private static int unitAxis(Layer layer) {
    return switch (layer) {
      case Linear _ -> -1;
      case Conv1d _ -> -2;
      case Conv2d _ -> -3;
      case Conv3d _ -> -4;
      default -> UNKNOWN;
    };
  }

  @Override
  public Variable forward(Variable input) {
    // A copy: the dynamics change the gain in place before the next forward pass, and a graph that
    // is kept must go on seeing the gain it was computed with.
    return forward(input, Variable.constant(gain.copy()));
  }

  /// The output with another gain `[gains]`, which may have a gradient or be one of many in a
  /// [cerulean.autograd.Vmap].
  public Variable forward(Variable input, Variable gain) {
    Variable y = layer.call(input);
    int[] shape = along(y.shape());
    Variable g = gain.reshape(shape);
    Parameter bias = layer.ownParameters().get("bias");
    if (how.place() == Place.OUTPUT || bias == null) {
      return y.mul(g);
    }
    // The layer has added its bias already: g (W x + b) + (1 - g) b = g W x + b.
    int[] biasShape = shape.clone();
    biasShape[0] = bias.shape().dim(0);
    return y.mul(g).add(bias.reshape(biasShape).mul(g.neg().add(1)));
  }

  /// The shape in which gains broadcast to an output.
  private int[] along(Shape output) {
    int at = axis < 0 ? output.rank() + axis : axis;
    boolean whole = how.granularity() instanceof Granularity.PerLayer;
    if (!whole && (at < 0 || at >= output.rank() || output.dim(at) != gain.size())) {
      throw outputDiffers(output);
    }
    if (at < 0) {
      return new int[0];
    }
    int[] shape = ones(output.rank() - at);
    shape[0] = gain.size();
    return shape;
  }

  private static int[] ones(int rank) {
    int[] shape = new int[rank];
    Arrays.fill(shape, 1);
    return shape;
  }

  /// Moves the gains one step by what their drive says now. [GainNetwork] does this before each
  /// training pass.
  public void advance() {
    how.rule().advance(gain, how.drive().value());
  }

  /// The gains: state that dynamics change in place; another tensor after a conversion.
  public Tensor gain() {
    return gain;
  }

  /// Place, granularity, rule and drive.
  public Gain how() {
    return how;
  }

  /// The layer without gain.
  public Layer layer() {
    return layer;
  }

  /// The weight that acts, `W_eff = g w`: that of the layer without gain with the same output.
  public Tensor effectiveWeight() {
    return scaledWeight(gain);
  }

  /// The part of [#effectiveWeight] that is there without drive, `g0 w`: it learns slowly and
  /// stays.
  public Tensor slowWeight() {
    return scaledWeight(how.rule().rest());
  }

  /// The part of [#effectiveWeight] that is there while the gain is away from its rest, `(g - g0)
  /// w`: it comes with the drive and decays as the gain does (Hinton & Plaut 1987).
  public Tensor fastWeight() {
    return scaledWeight(gain.sub(how.rule().rest()));
  }

  /// The layer's weight times one number, or one for each of its rows.
  private Tensor scaledWeight(Tensor factors) {
    Tensor weight = weight(layer);
    if (weight == null) {
      throw noWeight(layer);
    }
    boolean rows = factors.size() > 1;
    if (rows && factors.size() != weight.dim(0)) {
      throw new ShapeException(
          BUFFER,
          factors.size() + " gains do not belong to the rows of the weight " + weight.shape(),
          weight.shape());
    }
    int[] shape = ones(weight.rank());
    shape[0] = factors.size();
    return weight.mul(factors.reshape(shape)).to(weight.dtype());
  }

  private static @Nullable Tensor weight(Layer layer) {
    Parameter weight = layer.ownParameters().get("weight");
    return weight == null ? null : weight.value();
  }

  @Override
  public void convertBuffers(DType type) {
    gain = Workspace.outside(() -> gain.to(type));
  }

  /// The layer without gain, with the empty name.
  @Override
  public Map<String, Layer> children() {
    return Map.of("", layer);
  }

  @Override
  public Map<String, Tensor> ownBuffers() {
    return Map.of(BUFFER, gain);
  }

  @Override
  public String toString() {
    return "GainModulated("
        + layer
        + ", "
        + gain.size()
        + (gain.size() == 1 ? " gain" : " gains")
        + (how.place() == Place.OUTPUT ? " on the output)" : " on the weighted sum)");
  }

  private ShapeException outputDiffers(Shape output) {
    return new ShapeException(
        BUFFER,
        gain.size() + " gains along axis " + axis + " do not fit the output " + output,
        output);
  }

  private static IllegalArgumentException noWeight(Layer layer) {
    return new IllegalArgumentException(
        "gain: a weighted sum needs a layer with a weight of its own, got "
            + layer
            + "; put the gain on the output");
  }

  private static IllegalArgumentException unitsUnknown(Layer layer, @Nullable Tensor weight) {
    return new IllegalArgumentException(
        "gain: the units of "
            + layer
            + " cannot be read off "
            + (weight == null ? "a weight" : "its weight " + weight.shape())
            + "; name their axis with Granularity.along");
  }
}
