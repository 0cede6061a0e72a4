package cerulean.data;

import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;

/// Examples that are in memory as tensors, one per entry of the first axis.
///
///     Dataset data = TensorDataset.of(inputs, targets); // [100, 3] and [100]: 100 examples
public final class TensorDataset implements Dataset {

  private final Batch all;

  private TensorDataset(Batch all) {
    this.all = all;
  }

  /// The examples `inputs` with their `targets`; holds the tensors themselves, without a copy.
  public static TensorDataset of(Tensor inputs, Tensor targets) {
    return new TensorDataset(new Batch(inputs, targets));
  }

  /// All inputs.
  public Tensor inputs() {
    return all.inputs();
  }

  /// All targets.
  public Tensor targets() {
    return all.targets();
  }

  @Override
  public int size() {
    return all.size();
  }

  @Override
  public Batch batch(int[] rows, Philox random) {
    Tensor index = Tensor.of(rows, rows.length);
    return new Batch(all.inputs().indexSelect(0, index), all.targets().indexSelect(0, index));
  }

  @Override
  public String toString() {
    return "examples " + all.inputs().shape() + " with targets " + all.targets().shape();
  }
}
