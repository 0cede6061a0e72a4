package cerulean.tensor;

/// Recurrent cells run over sequences, and their gradients, each one loop over the steps.
///
/// What the inputs add to the gates is no part of the loop: it is one matrix product for all steps,
/// made before. Nor is the gradient of the weight, which is one product of all steps afterwards.
/// Examples do not depend on each other: threads share them out once for all steps. F32 or F64, all
/// operands of one type.
public final class Recurrence {

  /// A run of an LSTM.
  ///
  /// @param states `[steps + 2, batch, hidden]`: the hidden state before the first step and after
  ///   each, then the last cell state
  /// @param cells `[steps + 1, batch, hidden]`: the cell state before the first step and after each
  /// @param gates `[steps, batch, 4 hidden]`: input, forget, cell and output gate
  public record Lstm(Tensor states, Tensor cells, Tensor gates) {}

  /// A run of a GRU.
  ///
  /// @param states `[steps + 1, batch, hidden]`: the hidden state before the first step and after
  ///   each
  /// @param products `[steps, batch, 3 hidden]`: what the hidden state adds to the gates
  /// @param gates `[steps, batch, 3 hidden]`: reset gate, update gate and candidate
  public record Gru(Tensor states, Tensor products, Tensor gates) {}

  /// Gradients of an LSTM with respect to its operands.
  public record LstmGradient(Tensor inputs, Tensor hidden, Tensor cell, Tensor weight) {}

  /// Gradients of a GRU with respect to its operands.
  public record GruGradient(Tensor inputs, Tensor hidden, Tensor weight, Tensor bias) {}

  private Recurrence() {}

  /// Runs an LSTM (Hochreiter & Schmidhuber 1997) with PyTorch's gates:
  ///
  ///     i, f, o = sigmoid(x + h W^T), g = tanh(x + h W^T)
  ///     c = f c + i g
  ///     h = o tanh(c)
  ///
  /// - `inputs`: what inputs and biases add to the gates `i, f, g, o`, `[steps, batch, 4 hidden]`
  /// - `hidden`, `cell`: the first states, `[batch, hidden]`
  /// - `weight`: `W`, `[4 hidden, hidden]`
  public static Lstm lstm(Tensor inputs, Tensor hidden, Tensor cell, Tensor weight) {
    return RecurrenceOps.lstm(inputs, hidden, cell, weight);
  }

  /// The gradients of a run, given the one with respect to its states after the first:
  ///
  /// - `gradient`: `[steps + 1, batch, hidden]`, of the hidden state after each step and of the
  ///   last cell state
  public static LstmGradient lstmGradient(Lstm run, Tensor weight, Tensor gradient) {
    return RecurrenceOps.lstmGradient(run, weight, gradient);
  }

  /// Runs a GRU (Cho et al. 2014) with PyTorch's gates:
  ///
  ///     r, z = sigmoid(x + p), p = h W^T + b
  ///     n = tanh(x + r p)
  ///     h = (1 - z) n + z h
  ///
  /// - `inputs`: what inputs and their biases add to the gates `r, z, n`, `[steps, batch, 3 hidden]`
  /// - `hidden`: the first state, `[batch, hidden]`
  /// - `weight`, `bias`: `W`, `[3 hidden, hidden]`, and `b`, `[3 hidden]`
  public static Gru gru(Tensor inputs, Tensor hidden, Tensor weight, Tensor bias) {
    return RecurrenceOps.gru(inputs, hidden, weight, bias);
  }

  /// The gradients of a run, given the one with respect to the hidden state after each step,
  /// `[steps, batch, hidden]`.
  public static GruGradient gruGradient(Gru run, Tensor weight, Tensor gradient) {
    return RecurrenceOps.gruGradient(run, weight, gradient);
  }
}
