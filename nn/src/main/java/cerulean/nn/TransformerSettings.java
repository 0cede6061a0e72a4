package cerulean.nn;

/// How a block of a transformer is made.
///
///     TransformerSettings.of(256, 4).feedForward(1024).activation(new Gelu()).withNormFirst()
///
/// - `size`: numbers of a token
/// - `heads`: heads of attention, which divide `size`
/// - `feedForward`: numbers inside the small network for each token
/// - `dropout`: probability with which results of attention and of the network, numbers inside it and
///   weights of attention are dropped while it trains
/// - `activation`: inside the network, a layer without parameters
/// - `epsilon`: of the normalisations
/// - `normFirst`: whether what goes into the parts is normalised (Xiong et al. 2020), which trains
///   without a warm-up; else what comes out (Vaswani et al. 2017)
public record TransformerSettings(
    int size,
    int heads,
    int feedForward,
    double dropout,
    Layer activation,
    double epsilon,
    boolean normFirst) {

  private static final String NAME = "Transformer";

  /// Checks the numbers.
  public TransformerSettings {
    Hyperparameters.requireAtLeast(NAME, "feedForward", feedForward, 1);
    Hyperparameters.requireShare(NAME, "dropout", dropout);
    Hyperparameters.requireAbove(NAME, "epsilon", epsilon, 0);
  }

  /// PyTorch's defaults: 2,048 numbers inside, a dropout of 0.1, rectifiers, an epsilon of 1e-5,
  /// results normalised.
  public static TransformerSettings of(int size, int heads) {
    return new TransformerSettings(size, heads, 2048, 0.1, new Relu(), 1e-5, false);
  }

  /// The same with other numbers inside the network.
  public TransformerSettings feedForward(int feedForward) {
    return new TransformerSettings(
        size, heads, feedForward, dropout, activation, epsilon, normFirst);
  }

  /// The same with another dropout.
  public TransformerSettings dropout(double dropout) {
    return new TransformerSettings(
        size, heads, feedForward, dropout, activation, epsilon, normFirst);
  }

  /// The same with another activation.
  public TransformerSettings activation(Layer activation) {
    return new TransformerSettings(
        size, heads, feedForward, dropout, activation, epsilon, normFirst);
  }

  /// The same with another epsilon.
  public TransformerSettings epsilon(double epsilon) {
    return new TransformerSettings(
        size, heads, feedForward, dropout, activation, epsilon, normFirst);
  }

  /// The same with what goes into the parts normalised.
  public TransformerSettings withNormFirst() {
    return new TransformerSettings(size, heads, feedForward, dropout, activation, epsilon, true);
  }

  AttentionSettings attention() {
    return AttentionSettings.of(size, heads).dropout(dropout);
  }
}
