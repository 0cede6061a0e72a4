package cerulean.autograd;

import cerulean.tensor.Changes;

/// How often the inputs and the result of an operation have been changed in place, in one number:
/// 16 bits each, which is cheaper than an array for every operation.
final class Versions {

  /// Inputs that are told apart; those beyond share the last place.
  private static final int PLACES = 3;

  private Versions() {}

  /// How often a value has been changed; of one that is packed, until it was.
  static int of(Variable variable) {
    return variable.trace() instanceof Packed packed
        ? packed.changes()
        : Changes.of(variable.form());
  }

  /// All counts, given that of the result.
  static long of(int result, Variable... in) {
    long all = result & 0xffff;
    for (int i = 0; i < in.length; i++) {
      all += (of(in[i]) & 0xffffL) << shift(i);
    }
    return all;
  }

  /// The inputs, with those that are not what they were put under a [Changed] trace.
  static Variable[] marked(String op, Variable[] in, long before, long now) {
    Variable[] marked = in.clone();
    for (int i = 0; i < in.length; i++) {
      if (differ(before, now, shift(i))) {
        String what = in.length == 1 ? "its input" : "its input " + i;
        marked[i] = Variable.changed(in[i], new Changed(op, what, in[i].form()));
      }
    }
    return marked;
  }

  /// The result, put under a [Changed] trace if it is not what it was.
  static Variable marked(String op, Variable result, long before, long now) {
    return differ(before, now, 0)
        ? Variable.changed(result, new Changed(op, "its result", result.form()))
        : result;
  }

  private static int shift(int input) {
    return 16 * (1 + Math.min(input, PLACES - 1));
  }

  private static boolean differ(long before, long now, int shift) {
    return ((before ^ now) >>> shift & 0xffff) != 0;
  }
}
