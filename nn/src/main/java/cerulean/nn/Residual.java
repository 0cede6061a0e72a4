package cerulean.nn;

import cerulean.autograd.Variable;
import java.util.LinkedHashMap;
import java.util.Map;

/// A layer and a way past it, added up (He et al. 2016): `body(x) + shortcut(x)`.
///
/// - input: what both take
/// - result: the shape that both give
///
/// Children are `body` and, where it is not the input itself, `shortcut`.
public final class Residual implements Layer {

  private final Layer body;
  private final Layer shortcut;

  private Residual(Layer body, Layer shortcut) {
    this.body = body;
    this.shortcut = shortcut;
  }

  /// `body(x) + x`.
  public static Residual of(Layer body) {
    return new Residual(body, new Identity());
  }

  /// `body(x) + shortcut(x)`.
  public static Residual of(Layer body, Layer shortcut) {
    return new Residual(body, shortcut);
  }

  @Override
  public Variable forward(Variable input) {
    return body.call(input).add(shortcut.call(input));
  }

  @Override
  public Map<String, Layer> children() {
    Map<String, Layer> children = new LinkedHashMap<>();
    children.put("body", body);
    if (!(shortcut instanceof Identity)) {
      children.put("shortcut", shortcut);
    }
    return children;
  }

  @Override
  public String toString() {
    return "Residual(" + body + (shortcut instanceof Identity ? ")" : ", " + shortcut + ")");
  }
}
