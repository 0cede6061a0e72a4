package cerulean.bench.task;

import java.util.ArrayList;
import java.util.List;

/// The networks whose training steps are timed.
public enum Network {
  /// 784-400-400-10 with ReLU, as in the stability-gap study.
  MLP {
    @Override
    public List<Block> blocks() {
      return dense(784, 400, 400, 10);
    }

    @Override
    public int[] input() {
      return new int[] {784};
    }

    @Override
    double forwardFlops() {
      return 2.0 * (784 * 400 + 400 * 400 + 400 * 10);
    }

    @Override
    double firstLayerFlops() {
      return 2.0 * 784 * 400;
    }
  },
  /// 4-32-32-2 with ReLU: what a call costs rather than what arithmetic costs.
  TINY {
    @Override
    public List<Block> blocks() {
      return dense(4, 32, 32, 2);
    }

    @Override
    public int[] input() {
      return new int[] {4};
    }

    @Override
    public int classes() {
      return 2;
    }

    @Override
    double forwardFlops() {
      return 2.0 * (4 * 32 + 32 * 32 + 32 * 2);
    }

    @Override
    double firstLayerFlops() {
      return 2.0 * 4 * 32;
    }
  },
  /// 28 x 28 images; 3 x 3 convolutions to 32 and 64 channels with ReLU, maximum over 2 x 2, then
  /// 9216-128-10.
  CNN {
    @Override
    public List<Block> blocks() {
      return List.of(
          Block.of("conv1.weight", 32, 1, 3, 3),
          Block.of("conv1.bias", 32),
          Block.of("conv2.weight", 64, 32, 3, 3),
          Block.of("conv2.bias", 64),
          Block.of("fc1.weight", 128, 9216),
          Block.of("fc1.bias", 128),
          Block.of("fc2.weight", 10, 128),
          Block.of("fc2.bias", 10));
    }

    @Override
    public int[] input() {
      return new int[] {1, 28, 28};
    }

    @Override
    double forwardFlops() {
      return firstLayerFlops() + 2.0 * (64 * 24 * 24 * 32 * 9 + 9216 * 128 + 128 * 10);
    }

    @Override
    double firstLayerFlops() {
      return 2.0 * 32 * 26 * 26 * 9;
    }
  },
  /// The slim ResNet-18 of continual learning (Lopez-Paz and Ranzato 2017): 20, 40, 80 and 160
  /// channels, two blocks each, 3 x 32 x 32 images, 10 classes.
  RESNET {
    @Override
    public List<Block> blocks() {
      List<Block> blocks = new ArrayList<>();
      convolution(blocks, "", 1, FILTERS, 3, 3);
      for (int stage = 0; stage < 4; stage++) {
        int out = FILTERS << stage;
        for (int block = 0; block < 2; block++) {
          int in = stage > 0 && block == 0 ? out / 2 : out;
          String name = "layer" + (stage + 1) + "." + block + ".";
          convolution(blocks, name, 1, out, in, 3);
          convolution(blocks, name, 2, out, out, 3);
          if (in != out) {
            convolution(blocks, name + "shortcut.", 1, out, in, 1);
          }
        }
      }
      blocks.add(Block.of("linear.weight", 10, 8 * FILTERS));
      blocks.add(Block.of("linear.bias", 10));
      return blocks;
    }

    @Override
    public int[] input() {
      return new int[] {3, 32, 32};
    }

    @Override
    double forwardFlops() {
      double sum = firstLayerFlops() + 2.0 * 8 * FILTERS * 10;
      for (int stage = 0; stage < 4; stage++) {
        int out = FILTERS << stage;
        double places = Math.pow(32 >> stage, 2);
        double full = 2.0 * places * out * out * 9;
        sum += stage == 0 ? 4 * full : 3.5 * full + places * out * out;
      }
      return sum;
    }

    @Override
    double firstLayerFlops() {
      return 2.0 * 32 * 32 * FILTERS * 3 * 9;
    }
  },
  /// One LSTM layer of 128 units over 64 steps of 128 numbers; its last state goes to 10 classes.
  LSTM {
    @Override
    public List<Block> blocks() {
      return List.of(
          Block.of("weight_ih", 4 * WIDTH, WIDTH),
          Block.of("weight_hh", 4 * WIDTH, WIDTH),
          Block.of("bias_ih", 4 * WIDTH),
          Block.of("bias_hh", 4 * WIDTH),
          Block.of("head.weight", 10, WIDTH),
          Block.of("head.bias", 10));
    }

    @Override
    public int[] input() {
      return new int[] {STEPS, WIDTH};
    }

    @Override
    public int[] input(int batch) {
      return new int[] {STEPS, batch, WIDTH};
    }

    @Override
    double forwardFlops() {
      return 2 * firstLayerFlops() + 2.0 * WIDTH * 10;
    }

    @Override
    double firstLayerFlops() {
      return 2.0 * STEPS * 4 * WIDTH * WIDTH;
    }
  },
  /// A transformer block that normalises first: 4 heads of attention over 64 tokens of 128 numbers,
  /// then 128-512-128 with GELU; trained towards given outputs.
  TRANSFORMER {
    @Override
    public List<Block> blocks() {
      return List.of(
          Block.of("attention.in.weight", 3 * WIDTH, WIDTH),
          Block.of("attention.in.bias", 3 * WIDTH),
          Block.of("attention.out.weight", WIDTH, WIDTH),
          Block.of("attention.out.bias", WIDTH),
          Block.of("linear1.weight", 4 * WIDTH, WIDTH),
          Block.of("linear1.bias", 4 * WIDTH),
          Block.of("linear2.weight", WIDTH, 4 * WIDTH),
          Block.of("linear2.bias", WIDTH),
          Block.of("norm1.weight", WIDTH),
          Block.of("norm1.bias", WIDTH),
          Block.of("norm2.weight", WIDTH),
          Block.of("norm2.bias", WIDTH));
    }

    @Override
    public int[] input() {
      return new int[] {STEPS, WIDTH};
    }

    @Override
    public int classes() {
      return 0;
    }

    @Override
    double forwardFlops() {
      return 2.0 * STEPS * (12 * WIDTH * WIDTH + 2 * STEPS * WIDTH);
    }

    @Override
    double firstLayerFlops() {
      return 0;
    }
  };

  /// Channels of the first stage of [#RESNET].
  public static final int FILTERS = 20;

  /// Numbers of a step of [#LSTM] and of a token of [#TRANSFORMER].
  public static final int WIDTH = 128;

  /// Steps or tokens.
  public static final int STEPS = 64;

  /// Heads of attention.
  public static final int HEADS = 4;

  /// The parameters in the order in which layers use them.
  public abstract List<Block> blocks();

  /// The shape of one example.
  public abstract int[] input();

  /// The shape of a batch: examples side by side, of sequences step by step.
  public int[] input(int batch) {
    int[] example = input();
    int[] shape = new int[example.length + 1];
    shape[0] = batch;
    System.arraycopy(example, 0, shape, 1, example.length);
    return shape;
  }

  /// How many classes there are; 0 if the network is trained towards outputs as large as its input.
  public int classes() {
    return 10;
  }

  /// Floating-point operations of the forward pass on one example.
  abstract double forwardFlops();

  /// Those of the layer whose input needs no gradient.
  abstract double firstLayerFlops();

  private static List<Block> dense(int... widths) {
    List<Block> blocks = new ArrayList<>();
    for (int i = 1; i < widths.length; i++) {
      String name = Integer.toString(2 * (i - 1));
      blocks.add(Block.of(name + ".weight", widths[i], widths[i - 1]));
      blocks.add(Block.of(name + ".bias", widths[i]));
    }
    return blocks;
  }

  /// A convolution without bias and the batch normalisation behind it.
  private static void convolution(
      List<Block> blocks, String name, int number, int out, int in, int kernel) {
    blocks.add(Block.of(name + "conv" + number + ".weight", out, in, kernel, kernel));
    blocks.add(Block.of(name + "norm" + number + ".weight", out));
    blocks.add(Block.of(name + "norm" + number + ".bias", out));
  }
}
