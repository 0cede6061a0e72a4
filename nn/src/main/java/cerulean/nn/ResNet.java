package cerulean.nn;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import cerulean.tensor.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Residual network (He et al. 2016): a convolution, stages of [BasicBlock]s of which each doubles
/// the channels and, but for the first, halves the image, the mean over all places, and a linear
/// layer.
///
/// - input: `[batch, channels, height, width]`
/// - result: `[batch, classes]`
///
/// For small images the first convolution is 3x3 ([#of], [#slim18]): children are `conv1`, `bn1`,
/// `layer1` to `layer4`, and `linear`, a block's shortcut is `shortcut`; weights are drawn as
/// [Conv2d]'s. For photographs it is 7x7 with stride 2, followed by a maximum over 3x3 with stride
/// 2 ([#resNet18], [#resNet34]): names are torchvision's, `fc` and `downsample` instead, and so is
/// the law of the convolutions, `N(0, 2 / (out * window size))` (He et al. 2015).
public final class ResNet implements Layer {

  private final Conv2d conv1;
  private final BatchNorm2d bn1;
  private final Layer pool;
  private final List<Sequential> stages;
  private final Layer linear;
  private final String head;

  private ResNet(
      Conv2d conv1,
      Layer pool,
      int filters,
      int classes,
      int[] blocks,
      String shortcut,
      String head,
      Philox random) {
    this.conv1 = conv1;
    this.bn1 = BatchNorm2d.of(filters);
    this.pool = pool;
    List<Sequential> made = new ArrayList<>();
    int in = filters;
    for (int stage = 0; stage < blocks.length; stage++) {
      int out = filters << stage;
      Layer[] parts = new Layer[blocks[stage]];
      for (int i = 0; i < parts.length; i++) {
        parts[i] = BasicBlock.named(shortcut, in, out, i == 0 && stage > 0 ? 2 : 1, random);
        in = out;
      }
      made.add(Sequential.of(parts));
    }
    this.stages = List.copyOf(made);
    this.linear = Linear.of(in, classes, random);
    this.head = head;
  }

  private ResNet(ResNet body, Layer linear) {
    this.conv1 = body.conv1;
    this.bn1 = body.bn1;
    this.pool = body.pool;
    this.stages = body.stages;
    this.linear = linear;
    this.head = body.head;
  }

  /// The slim ResNet-18 of continual learning (Lopez-Paz & Ranzato 2017): two blocks per stage and
  /// 20 filters in the first instead of 64.
  public static ResNet slim18(int channels, int classes, Philox random) {
    return of(channels, 20, classes, random, 2, 2, 2, 2);
  }

  /// torchvision's `resnet18`, for photographs of about 224 by 224 pixels.
  public static ResNet resNet18(int channels, int classes, Philox random) {
    return large(channels, classes, random, 2, 2, 2, 2);
  }

  /// torchvision's `resnet34`.
  public static ResNet resNet34(int channels, int classes, Philox random) {
    return large(channels, classes, random, 3, 4, 6, 3);
  }

  /// A network for small images of `blocks` blocks per stage, with `filters` filters in the first.
  public static ResNet of(int channels, int filters, int classes, Philox random, int... blocks) {
    check(channels, filters, classes, blocks);
    Conv2d first = Conv2d.withoutBias(channels, filters, Window.of(3, 3).pad(1), random);
    return new ResNet(
        first, new Identity(), filters, classes, blocks.clone(), "shortcut", "linear", random);
  }

  private static ResNet large(int channels, int classes, Philox random, int... blocks) {
    check(channels, 64, classes, blocks);
    Conv2d first = Conv2d.withoutBias(channels, 64, Window.of(7, 7).stride(2).pad(3), random);
    MaxPool2d pool = MaxPool2d.of(Window.of(3, 3).stride(2).pad(1));
    ResNet network =
        new ResNet(first, pool, 64, classes, blocks.clone(), "downsample", "fc", random);
    network.apply(part -> {
      if (part instanceof Conv2d convolution) {
        convolution.ownParameters().values().forEach(weight -> drawByOutputs(weight, random));
      }
    });
    return network;
  }

  private static void drawByOutputs(Parameter weight, Philox random) {
    int[] shape = weight.shape().dims();
    double outputs = (double) weight.shape().size() / shape[1];
    Tensor drawn = Tensor.normal(random, 0f, (float) Math.sqrt(2 / outputs), shape);
    weight.value().copyFromInPlace(drawn);
  }

  private static void check(int channels, int filters, int classes, int... blocks) {
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
  }

  /// This network with another layer in place of `linear`, made from it: a head of another kind or
  /// one with a gain. All other layers are shared.
  public ResNet withHead(UnaryOperator<Layer> head) {
    return new ResNet(this, head.apply(linear));
  }

  @Override
  public Variable forward(Variable input) {
    return linear.call(features(input));
  }

  /// What the linear layer reads, `[batch, features]`.
  public Variable features(Variable input) {
    Variable x = pool.call(bn1.call(conv1.call(input)).relu());
    for (Sequential stage : stages) {
      x = stage.call(x);
    }
    return x.adaptiveAveragePool(1, 1).flatten(1, -1);
  }

  @Override
  public Map<String, Layer> children() {
    Map<String, Layer> children = new LinkedHashMap<>();
    children.put("conv1", conv1);
    children.put("bn1", bn1);
    if (!(pool instanceof Identity)) {
      children.put("maxpool", pool);
    }
    for (int i = 0; i < stages.size(); i++) {
      children.put("layer" + (i + 1), stages.get(i));
    }
    children.put(head, linear);
    return children;
  }

  @Override
  public String toString() {
    return "ResNet(" + conv1 + ", " + stages.size() + " stages, " + linear + ")";
  }
}
