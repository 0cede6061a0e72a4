package cerulean.nn;

import cerulean.autograd.Variable;

/// Logarithm of the logistic function, without overflow, element by element.
public final class LogSigmoid implements Layer {

  /// A layer.
  public LogSigmoid() {}

  @Override
  public Variable forward(Variable input) {
    return input.logSigmoid();
  }

  @Override
  public String toString() {
    return "LogSigmoid";
  }
}
