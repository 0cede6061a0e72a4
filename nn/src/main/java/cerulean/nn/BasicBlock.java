package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.Philox;
import cerulean.tensor.Window;
import java.util.LinkedHashMap;
import java.util.Map;

/// The block of small residual networks (He et al. 2016): two 3x3 convolutions with normalisation,
/// and a way past them.
///
///     y = relu(bn2(conv2(relu(bn1(conv1(x))))) + shortcut(x))
///
/// - input: `[batch, in, height, width]`
/// - result: `[batch, out, height / stride, width / stride]`, rounded up
///
/// The shortcut is the input itself, or where the shape changes a 1x1 convolution with
/// normalisation, `shortcut.0` and `shortcut.1`. The convolutions have no bias.
public final class BasicBlock implements Layer {

  private final Conv2d conv1;
  private final BatchNorm2d bn1;
  private final Conv2d conv2;
  private final BatchNorm2d bn2;
  private final Sequential shortcut;
  private final String shortcutName;

  private BasicBlock(int in, int out, int stride, String shortcutName, Philox random) {
    Window window = Window.of(3, 3).pad(1);
    this.conv1 = Conv2d.withoutBias(in, out, window.stride(stride), random);
    this.bn1 = BatchNorm2d.of(out);
    this.conv2 = Conv2d.withoutBias(out, out, window, random);
    this.bn2 = BatchNorm2d.of(out);
    this.shortcut =
        in == out && stride == 1
            ? Sequential.of()
            : Sequential.of(
                Conv2d.withoutBias(in, out, Window.of(1, 1).stride(stride), random),
                BatchNorm2d.of(out));
    this.shortcutName = shortcutName;
  }

  /// A block of `in` to `out` channels whose first convolution moves by `stride`.
  public static BasicBlock of(int in, int out, int stride, Philox random) {
    return named("shortcut", in, out, stride, random);
  }

  /// A block whose shortcut has another name, as torchvision's `downsample`.
  static BasicBlock named(String shortcut, int in, int out, int stride, Philox random) {
    return new BasicBlock(in, out, stride, shortcut, random);
  }

  @Override
  public Variable forward(Variable input) {
    Variable y = bn1.call(conv1.call(input)).relu();
    return bn2.call(conv2.call(y)).add(shortcut.call(input)).relu();
  }

  @Override
  public Map<String, Layer> children() {
    Map<String, Layer> children = new LinkedHashMap<>();
    children.put("conv1", conv1);
    children.put("bn1", bn1);
    children.put("conv2", conv2);
    children.put("bn2", bn2);
    if (shortcut.size() > 0) {
      children.put(shortcutName, shortcut);
    }
    return children;
  }

  @Override
  public String toString() {
    return "BasicBlock(" + conv1 + ", " + conv2 + ")";
  }
}
