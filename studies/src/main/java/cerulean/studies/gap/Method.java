package cerulean.studies.gap;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// The compared learners; all train the same network.
public enum Method {
  /// Noradrenergic gain modulation: plain gradient descent, gains driven by uncertainty.
  NGM("NGM-SGD"),

  /// Gradient descent with momentum 0.9.
  MSGD("SGD + momentum"),

  /// Adam with the defaults of its paper.
  ADAM("Adam"),

  /// Plain gradient descent.
  SGD("SGD");

  /// Momentum of [#MSGD] in the paper.
  static final double MOMENTUM = 0.9;

  private final String title;

  Method(String title) {
    this.title = title;
  }

  /// The name in tables and figures.
  public String title() {
    return title;
  }

  /// Whether the optimizer remembers past gradients.
  boolean hasState() {
    return this == MSGD || this == ADAM;
  }

  /// The name on the command line and in result files.
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The method with that key.
  public static Method ofKey(String key) {
    return Arrays.stream(values())
        .filter(method -> method.key().equals(key))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException("methods: no method " + key + "; there are " + keys()));
  }

  private static String keys() {
    return Arrays.stream(values()).map(Method::key).collect(Collectors.joining(", "));
  }
}
