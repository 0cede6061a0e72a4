package cerulean.nn;

/// How a recurrent layer is made: what [Rnn], [Lstm] and [Gru] have in common.
///
///     Lstm.of(Recurrent.of(64, 128).layers(2).inBothDirections().dropout(0.2), random);
///
/// - `in`, `hidden`: numbers that go in, and of the hidden state
/// - `layers`: each reads the states of the one below
/// - `bias`: whether the gates have one
/// - `batchFirst`: whether the batch is the first axis of inputs and outputs; else the steps are
/// - `bidirectional`: whether each layer runs from the end too, and gives both states one behind the
///   other
/// - `dropout`: probability with which states are dropped on the way from a layer to the next
/// - `projection`: numbers that the hidden state of an [Lstm] is mapped to before it goes anywhere
///   (Sak, Senior & Beaufays 2014); 0 for none
public record Recurrent(
    int in,
    int hidden,
    int layers,
    boolean bias,
    boolean batchFirst,
    boolean bidirectional,
    double dropout,
    int projection) {

  private static final String NAME = "Recurrent";

  /// Checks the numbers.
  public Recurrent {
    Hyperparameters.requireAtLeast(NAME, "in", in, 1);
    Hyperparameters.requireAtLeast(NAME, "hidden", hidden, 1);
    Hyperparameters.requireAtLeast(NAME, "layers", layers, 1);
    Hyperparameters.requireShare(NAME, "dropout", dropout);
    if (projection < 0 || projection >= hidden) {
      throw badProjection(projection, hidden);
    }
  }

  /// One layer, forwards, with biases, the steps first.
  public static Recurrent of(int in, int hidden) {
    return new Recurrent(in, hidden, 1, true, false, false, 0, 0);
  }

  /// The same with another number of layers.
  public Recurrent layers(int layers) {
    return new Recurrent(in, hidden, layers, bias, batchFirst, bidirectional, dropout, projection);
  }

  /// The same without biases.
  public Recurrent withoutBias() {
    return new Recurrent(in, hidden, layers, false, batchFirst, bidirectional, dropout, projection);
  }

  /// The same with the batch as first axis, `[batch, steps, features]`.
  public Recurrent withBatchFirst() {
    return new Recurrent(in, hidden, layers, bias, true, bidirectional, dropout, projection);
  }

  /// The same in both directions.
  public Recurrent inBothDirections() {
    return new Recurrent(in, hidden, layers, bias, batchFirst, true, dropout, projection);
  }

  /// The same with dropout between layers.
  public Recurrent dropout(double dropout) {
    return new Recurrent(in, hidden, layers, bias, batchFirst, bidirectional, dropout, projection);
  }

  /// The same with hidden states mapped to `projection` numbers.
  public Recurrent projection(int projection) {
    return new Recurrent(in, hidden, layers, bias, batchFirst, bidirectional, dropout, projection);
  }

  /// Runs in each layer.
  int directions() {
    return bidirectional ? 2 : 1;
  }

  /// Numbers of the state that a cell hands on.
  int state() {
    return projection == 0 ? hidden : projection;
  }

  private static IllegalArgumentException badProjection(int projection, int hidden) {
    return new IllegalArgumentException(
        NAME + ": projection must be 0 or less than hidden, " + hidden + "; got " + projection);
  }
}
