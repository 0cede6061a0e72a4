package cerulean.bench.task;

import java.util.Arrays;

/// One parameter of a network: its name, its shape and its first values.
public final class Block {

  private final String name;
  private final int[] shape;

  private Block(String name, int[] shape) {
    this.name = name;
    this.shape = shape;
  }

  /// A parameter of that shape.
  public static Block of(String name, int... shape) {
    return new Block(name, shape.clone());
  }

  /// Its name, unique within the network.
  public String name() {
    return name;
  }

  /// Its shape.
  public int[] shape() {
    return shape.clone();
  }

  /// Its number of elements.
  public int size() {
    return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }

  /// The values training starts from: 1 for weights of normalisations, 0 for their biases, and from
  /// -1/sqrt(n) .. 1/sqrt(n) for weights whose every output sees `n` inputs.
  public float[] values(long seed) {
    float[] values = new float[size()];
    if (name.contains("norm")) {
      Arrays.fill(values, name.endsWith("weight") ? 1 : 0);
      return values;
    }
    int inputs = shape.length > 1 ? size() / shape[0] : 100;
    return Inputs.uniform(seed, size(), 1 / Math.sqrt(inputs));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Block block
        && name.equals(block.name)
        && Arrays.equals(shape, block.shape);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.hashCode(shape);
  }

  @Override
  public String toString() {
    return name + Arrays.toString(shape);
  }
}
