package cerulean.nn;

import org.jspecify.annotations.Nullable;

/// How a [MultiheadAttention] is made.
///
/// - `size`: numbers of a query and of a result
/// - `heads`: heads, which divide `size`
/// - `keyHeads`: heads of keys and values, which divide `heads`: each serves a group of heads of
///   queries (Ainslie et al. 2023)
/// - `keySize`, `valueSize`: numbers of a key and of a value before they are projected
/// - `bias`: whether projections have one
/// - `dropout`: probability with which a weight is dropped while it trains
/// - `positions`: what queries and keys are rotated by, of the size of a head; null for nothing
public record AttentionSettings(
    int size,
    int heads,
    int keyHeads,
    int keySize,
    int valueSize,
    boolean bias,
    double dropout,
    @Nullable RotaryPositions positions) {

  private static final String NAME = "MultiheadAttention";

  /// Checks the numbers.
  public AttentionSettings {
    if (heads < 1 || size < 1 || size % heads != 0) {
      throw indivisible(size, heads);
    }
    Hyperparameters.requireDivides(NAME, "keyHeads", keyHeads, heads);
    Hyperparameters.requireAtLeast(NAME, "keySize", keySize, 1);
    Hyperparameters.requireAtLeast(NAME, "valueSize", valueSize, 1);
    Hyperparameters.requireShare(NAME, "dropout", dropout);
    if (positions != null && positions.size() != size / heads) {
      throw otherPositions(positions.size(), size / heads);
    }
  }

  /// Keys and values of the size of queries, as many heads, with biases and without dropout.
  public static AttentionSettings of(int size, int heads) {
    return new AttentionSettings(size, heads, heads, size, size, true, 0, null);
  }

  /// The same with fewer heads of keys and values.
  public AttentionSettings keyHeads(int keyHeads) {
    return new AttentionSettings(
        size, heads, keyHeads, keySize, valueSize, bias, dropout, positions);
  }

  /// The same with keys and values of other sizes.
  public AttentionSettings sources(int keySize, int valueSize) {
    return new AttentionSettings(
        size, heads, keyHeads, keySize, valueSize, bias, dropout, positions);
  }

  /// The same without biases.
  public AttentionSettings withoutBias() {
    return new AttentionSettings(
        size, heads, keyHeads, keySize, valueSize, false, dropout, positions);
  }

  /// The same with dropout of weights.
  public AttentionSettings dropout(double dropout) {
    return new AttentionSettings(
        size, heads, keyHeads, keySize, valueSize, bias, dropout, positions);
  }

  /// The same with queries and keys rotated by their positions.
  public AttentionSettings positions(RotaryPositions positions) {
    return new AttentionSettings(
        size, heads, keyHeads, keySize, valueSize, bias, dropout, positions);
  }

  /// Numbers of a head.
  int headSize() {
    return size / heads;
  }

  /// Numbers of all heads of keys.
  int keys() {
    return keyHeads * headSize();
  }

  /// Whether one matrix projects queries, keys and values.
  boolean isPacked() {
    return keySize == size && valueSize == size;
  }

  private static IllegalArgumentException indivisible(int size, int heads) {
    return new IllegalArgumentException(
        NAME + ": size " + size + " does not divide into " + heads + " heads");
  }

  private static IllegalArgumentException otherPositions(int size, int needed) {
    return new IllegalArgumentException(
        NAME + ": positions must be of a head's size, " + needed + "; got " + size);
  }
}
