package cerulean.data;

import cerulean.tensor.DType;
import cerulean.tensor.Distributions;
import cerulean.tensor.Philox;
import java.util.Objects;

/// Which examples an epoch has, and in which order.
public interface Sampler {

  /// How many examples an epoch has, out of a set of `examples`.
  int draws(int examples);

  /// The rows of an epoch, [#draws] of them, each below `examples`; depends on `examples` and on
  /// what `random` gives, nothing else.
  int[] order(int examples, Philox random);

  /// All examples as they lie.
  static Sampler inOrder() {
    return new Sampler() {
      @Override
      public int draws(int examples) {
        return examples;
      }

      @Override
      public int[] order(int examples, Philox random) {
        int[] rows = new int[examples];
        for (int i = 0; i < examples; i++) {
          rows[i] = i;
        }
        return rows;
      }
    };
  }

  /// All examples in an order drawn anew for each epoch, every order equally likely.
  static Sampler shuffled() {
    return new Sampler() {
      @Override
      public int draws(int examples) {
        return examples;
      }

      @Override
      public int[] order(int examples, Philox random) {
        return random.permutation(examples);
      }
    };
  }

  /// `draws` examples, each drawn from all: some several times, some not at all.
  static Sampler withReplacement(int draws) {
    requirePositive(draws);
    return new Sampler() {
      @Override
      public int draws(int examples) {
        return draws;
      }

      @Override
      public int[] order(int examples, Philox random) {
        int[] rows = new int[draws];
        for (int i = 0; i < draws; i++) {
          rows[i] = random.nextInt(examples);
        }
        return rows;
      }
    };
  }

  /// `draws` examples, each drawn from all with a probability proportional to its entry in
  /// `weights`: rare classes can be shown as often as others.
  static Sampler weighted(double[] weights, int draws) {
    requirePositive(draws);
    double[] own = weights.clone();
    // Finds out now whether they are weights.
    Distributions.categorical(Philox.of(0), own, 1);
    return new Sampler() {
      @Override
      public int draws(int examples) {
        if (own.length != examples) {
          throw wrongWeights(own.length, examples);
        }
        return draws;
      }

      @Override
      public int[] order(int examples, Philox random) {
        return Distributions.categorical(random, own, draws(examples)).to(DType.I32).toIntArray();
      }
    };
  }

  /// The examples `rows` alone, shuffled anew for each epoch.
  static Sampler subset(int... rows) {
    int[] own = rows.clone();
    return new Sampler() {
      @Override
      public int draws(int examples) {
        return own.length;
      }

      @Override
      public int[] order(int examples, Philox random) {
        int[] order = random.permutation(own.length);
        for (int i = 0; i < order.length; i++) {
          order[i] = Objects.checkIndex(own[order[i]], examples);
        }
        return order;
      }
    };
  }

  private static void requirePositive(int draws) {
    if (draws < 1) {
      throw new IllegalArgumentException("Sampler: draws must be at least 1; got " + draws);
    }
  }

  private static IllegalArgumentException wrongWeights(int weights, int examples) {
    return new IllegalArgumentException(
        "Sampler: every example needs a weight; got " + weights + " for " + examples + " examples");
  }
}
