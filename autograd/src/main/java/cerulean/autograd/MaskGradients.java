package cerulean.autograd;

import static cerulean.autograd.Primitive.composed;
import static cerulean.autograd.Primitive.elementwise;
import static cerulean.autograd.Primitive.linear;

import cerulean.tensor.Indexing;
import cerulean.tensor.Shape;
import cerulean.tensor.Tensor;

/// What truth values choose, and triangles of matrices. Where a mask decides how large the result
/// is, it is the same for every example.
final class MaskGradients {

  private MaskGradients() {}

  static Primitive maskedFill(double value) {
    return elementwise(
        "maskedFill",
        (x, mask) -> x.maskedFill(mask, value),
        (g, x, mask, y) -> g.maskedFill(mask, 0),
        null);
  }

  static Primitive maskedSelect(Tensor mask) {
    return composed(
        "maskedSelect",
        in -> in[0].maskedSelect(mask),
        in -> {
          Shape common = common(in[0], mask);
          return in[0].expand(common).reshape(-1).take(0, places(mask.expand(common)));
        });
  }

  /// Where the mask is true the element of the source whose number is that of the trues before.
  static Primitive maskedScatter(Tensor mask) {
    return composed(
        "maskedScatter",
        in -> Indexing.maskedScatter(in[0], mask, in[1]),
        in -> {
          Shape common = common(in[0], mask);
          if (in[1].shape().size() == 0) {
            return in[0].expand(common);
          }
          Tensor chosen = mask.expand(common).contiguous();
          Tensor numbers = chosen.reshape(-1).cumsum(0).sub(1).maximum(0);
          Variable placed = in[1].reshape(-1).take(0, numbers).reshape(common.dims());
          return Variable.where(chosen, placed, in[0]);
        });
  }

  static Primitive compress(int axis, Tensor mask) {
    return composed(
        "compress",
        in -> Indexing.compress(in[0], axis, mask),
        in -> in[0].indexSelect(axis, places(mask)));
  }

  static Primitive tril(int k) {
    return linear("tril", x -> x.tril(k), (g, x, y) -> g.tril(k)).batched(x -> x.tril(k));
  }

  static Primitive triu(int k) {
    return linear("triu", x -> x.triu(k), (g, x, y) -> g.triu(k)).batched(x -> x.triu(k));
  }

  /// Entry `i` is element `(r + i, c + i)`: one of `size + 1` apart from the next.
  static Primitive diag(int k) {
    return composed(
        "diag",
        in -> in[0].diag(k),
        in -> {
          int n = in[0].shape().dim(0);
          int size = n + Math.abs(k);
          int first = k < 0 ? -k * size : k;
          Tensor places = Tensor.arange(n).mul(size + 1).add(first);
          Variable zeros = Variable.constant(Tensor.zeros(in[0].dtype(), size * size));
          return zeros.indexAdd(0, places, in[0]).reshape(size, size);
        });
  }

  /// The shape that both broadcast to; that they do is known from the value.
  private static Shape common(Variable x, Tensor mask) {
    int rank = Math.max(x.shape().rank(), mask.rank());
    int[] dims = new int[rank];
    for (int back = 1; back <= rank; back++) {
      int own = back <= x.shape().rank() ? x.shape().dim(-back) : 1;
      dims[rank - back] = own == 1 && back <= mask.rank() ? mask.dim(-back) : own;
    }
    return Shape.of(dims);
  }

  /// The row-major numbers of the elements that are true.
  private static Tensor places(Tensor mask) {
    return mask.contiguous().reshape(-1).nonZero().reshape(-1);
  }
}
