package cerulean.autograd;

import org.jspecify.annotations.Nullable;

/// Sees an operation hand its gradient on, see [Variable#onBackward].
@FunctionalInterface
public interface NodeHook {

  /// Called after the rule of `op` has turned `g`, the gradient of its result, into the gradients
  /// of its inputs, null for those that need none.
  void handedOn(String op, Variable g, @Nullable Variable[] inputs);
}
