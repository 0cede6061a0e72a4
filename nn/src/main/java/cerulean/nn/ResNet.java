package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.Philox;
import cerulean.tensor.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Residual network for small images (He et al. 2016): a 3x3 convolution, four stages of
/// [BasicBlock]s of which each doubles the channels and, but for the first, halves the image, the
/// mean over all places, and a linear layer.
///
/// - input: `[batch, channels, height, width]`
/// - result: `[batch, classes]`
///
/// Children are named `conv1`, `bn1`, `layer1` to `layer4`, and `linear`.
public final class ResNet implements Layer {

  private final Conv2d conv1;
  private final BatchNorm2d bn1;
  private final List<Sequential> stages;
  private final Layer linear;

  private ResNet(int channels, int filters, int classes, int[] blocks, Philox random) {
    this.conv1 = Conv2d.withoutBias(channels, filters, Window.of(3, 3).pad(1), random);
    this.bn1 = BatchNorm2d.of(filters);
    List<Sequential> made = new ArrayList<>();
    int in = filters;
    for (int stage = 0; stage < blocks.length; stage++) {
      int out = filters << stage;
      Layer[] parts = new Layer[blocks[stage]];
      for (int i = 0; i < parts.length; i++) {
        parts[i] = BasicBlock.of(in, out, i == 0 && stage > 0 ? 2 : 1, random);
        in = out;
      }
      made.add(Sequential.of(parts));
    }
    this.stages = List.copyOf(made);
    this.linear = Linear.of(in, classes, random);
  }

  private ResNet(ResNet body, Layer linear) {
    this.conv1 = body.conv1;
    this.bn1 = body.bn1;
    this.stages = body.stages;
    this.linear = linear;
  }

  /// The slim ResNet-18 of continual learning (Lopez-Paz & Ranzato 2017): two blocks per stage and
  /// 20 filters in the first instead of 64.
  public static ResNet slim18(int channels, int classes, Philox random) {
    return of(channels, 20, classes, random, 2, 2, 2, 2);
  }

  /// A network of `blocks` blocks per stage, with `filters` filters in the first.
  public static ResNet of(int channels, int filters, int classes, Philox random, int... blocks) {
    if (channels < 1 || filters < 1 || classes < 1 || blocks.length == 0) {
      throw new IllegalArgumentException(
          "ResNet: needs a channel, a filter, a class and a stage; got "
              + channels
              + ", "
              + filters
              + ", "
              + classes
              + " and "
              + blocks.length);
    }
    return new ResNet(channels, filters, classes, blocks.clone(), random);
  }

  /// This network with another layer in place of `linear`, made from it: a head of another kind or
  /// one with a gain. All other layers are shared.
  public ResNet withHead(UnaryOperator<Layer> head) {
    return new ResNet(this, head.apply(linear));
  }

  @Override
  public Variable forward(Variable input) {
    return linear.forward(features(input));
  }

  /// What the linear layer reads, `[batch, features]`.
  public Variable features(Variable input) {
    Variable x = bn1.forward(conv1.forward(input)).relu();
    for (Sequential stage : stages) {
      x = stage.forward(x);
    }
    return x.adaptiveAveragePool(1, 1).flatten(1, -1);
  }

  @Override
  public Map<String, Layer> children() {
    Map<String, Layer> children = new LinkedHashMap<>();
    children.put("conv1", conv1);
    children.put("bn1", bn1);
    for (int i = 0; i < stages.size(); i++) {
      children.put("layer" + (i + 1), stages.get(i));
    }
    children.put("linear", linear);
    return children;
  }

  @Override
  public String toString() {
    return "ResNet(" + conv1 + ", " + stages.size() + " stages, " + linear + ")";
  }
}
