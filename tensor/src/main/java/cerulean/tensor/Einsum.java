package cerulean.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Sums of products of tensors in Einstein's notation, as in NumPy.
///
/// An equation names the axes of each operand by letters, and after `->` those of the result:
/// `"bij,bjk->bik"` multiplies stacks of matrices. Elements with equal letters are multiplied, and
/// the sum goes over every letter that the result does not name.
///
/// - a letter that an operand has twice stands for its diagonal: `"ii->i"`
/// - without `->` the result has the letters that occur once, in alphabetical order, capitals first
/// - `...` stands for the axes without letters, which broadcast; without `->` they lead the result,
///   and a result that does not name them sums over them
/// - sizes of a letter are equal or 1; spaces mean nothing
///
/// Operands are multiplied two at a time, in the order with the fewest multiplications ([#path]);
/// each pair is one stack of matrix products ([Tensor#matmul]).
public final class Einsum {

  /// One product of two tensors on the way to the result.
  ///
  /// - `left`, `right`: operand numbers from 0; the result of step `i` of `n` operands is `n + i`
  /// - `equation`: of this step
  /// - `multiplications`: the product of the sizes of all letters in it
  public record Step(int left, int right, String equation, double multiplications) {}

  private Einsum() {}

  /// The sum of products that `equation` describes; a tensor of the operands' common type. Not for
  /// truth values.
  public static Tensor of(String equation, Tensor... operands) {
    EinsumEquation parsed = EinsumEquation.parse(equation, operands);
    DType type = commonType(operands);
    List<Term> terms = new ArrayList<>();
    for (int i = 0; i < operands.length; i++) {
      terms.add(prepared(operands[i].to(type), parsed.operand(i), parsed.masks()[i]));
    }
    for (ContractionPath.Pair pair : parsed.path()) {
      terms.add(contracted(terms.get(pair.left()), terms.get(pair.right()), pair.kept()));
    }
    Tensor result = inOrder(terms.getLast(), parsed.output());
    return operands.length == 1 ? result.copy() : result.contiguous();
  }

  /// The order in which [#of] multiplies: the best for up to 8 operands, beyond that the cheapest
  /// pair next. One operand takes no step.
  public static List<Step> path(String equation, Tensor... operands) {
    EinsumEquation parsed = EinsumEquation.parse(equation, operands);
    List<Step> steps = new ArrayList<>();
    for (ContractionPath.Pair pair : parsed.path()) {
      String left = parsed.names(pair.leftLabels());
      String right = parsed.names(pair.rightLabels());
      double products =
          ContractionPath.elements(pair.leftLabels() | pair.rightLabels(), parsed.sizes());
      String names = left + "," + right + "->" + parsed.names(pair.kept());
      steps.add(new Step(pair.left(), pair.right(), names, products));
    }
    return List.copyOf(steps);
  }

  private static DType commonType(Tensor... operands) {
    DType type = operands[0].dtype();
    for (Tensor operand : operands) {
      type = type.promote("einsum", operand.dtype());
    }
    if (type == DType.BOOL) {
      throw truthValues();
    }
    return type;
  }

  /// A factor and the label of each of its axes, no label twice.
  @SuppressWarnings("ArrayRecordComponent") // Lives for one call.
  private record Term(Tensor values, int[] labels) {

    int axis(int label) {
      for (int i = 0; i < labels.length; i++) {
        if (labels[i] == label) {
          return i;
        }
      }
      throw new IllegalStateException("einsum: label " + label);
    }

    /// The labels that are (`in`) or are not in a set, in the order of the axes.
    int[] labels(long set, boolean in) {
      return Arrays.stream(labels).filter(label -> ((set >>> label & 1) == 1) == in).toArray();
    }

    long mask() {
      long mask = 0;
      for (int label : labels) {
        mask |= 1L << label;
      }
      return mask;
    }
  }

  /// An operand with its diagonals taken and without the axes whose labels are not in `kept`: those
  /// of size 1 that broadcast are dropped, and those that no other operand has are summed over.
  private static Term prepared(Tensor operand, int[] labels, long kept) {
    Term term = diagonal(operand, labels);
    int[] gone = term.labels(kept, false);
    if (gone.length == 0) {
      return term;
    }
    int[] axes = Arrays.stream(gone).map(term::axis).toArray();
    Tensor sum = term.values.sum(false, axes).to(operand.dtype());
    return new Term(sum, term.labels(kept, true));
  }

  /// The view in which axes of one label are one axis: its stride is the sum of theirs.
  private static Term diagonal(Tensor operand, int[] labels) {
    int[] dims = new int[labels.length];
    int[] strides = new int[labels.length];
    int[] distinct = new int[labels.length];
    int n = 0;
    for (int i = 0; i < labels.length; i++) {
      int place = 0;
      while (place < n && distinct[place] != labels[i]) {
        place++;
      }
      if (place == n) {
        distinct[n] = labels[i];
        dims[n++] = operand.dim(i);
      }
      strides[place] += operand.layout().stride(i);
    }
    Shape shape = Shape.of(Arrays.copyOf(dims, n));
    Layout view = new Layout(shape, Arrays.copyOf(strides, n), operand.layout().offset());
    return new Term(operand.withLayout(view), Arrays.copyOf(distinct, n));
  }

  /// The product of two factors, summed over the labels of both that are not `kept`.
  private static Term contracted(Term a, Term b, long kept) {
    long shared = a.mask() & b.mask();
    int[] batch = a.labels(shared & kept, true);
    int[] summed = a.labels(shared & ~kept, true);
    int[] freeA = a.labels(shared, false);
    int[] freeB = b.labels(shared, false);
    int[] labels = joined(batch, freeA, freeB);
    if (summed.length == 0) {
      Tensor left = inOrder(a, joined(batch, freeA));
      for (int i = 0; i < freeB.length; i++) {
        left = left.unsqueeze(left.rank());
      }
      Tensor right = inOrder(b, joined(batch, freeB));
      for (int i = 0; i < freeA.length; i++) {
        right = right.unsqueeze(batch.length);
      }
      return new Term(left.mul(right), labels);
    }
    int[] stack = sizes(a, batch);
    int[] rows = sizes(a, freeA);
    int[] inner = sizes(a, summed);
    int[] columns = sizes(b, freeB);
    Tensor left =
        inOrder(a, joined(batch, freeA, summed)).reshape(with(stack, size(rows), size(inner)));
    Tensor right =
        inOrder(b, joined(batch, summed, freeB)).reshape(with(stack, size(inner), size(columns)));
    return new Term(left.matmul(right).reshape(joined(stack, rows, columns)), labels);
  }

  private static Tensor inOrder(Term term, int... labels) {
    return term.values.permute(Arrays.stream(labels).map(term::axis).toArray());
  }

  private static int[] sizes(Term term, int... labels) {
    return Arrays.stream(labels).map(label -> term.values.dim(term.axis(label))).toArray();
  }

  private static int size(int... dims) {
    return Shape.of(dims).size();
  }

  private static int[] with(int[] dims, int rows, int columns) {
    return joined(dims, new int[] {rows, columns});
  }

  private static int[] joined(int[]... parts) {
    return Arrays.stream(parts).flatMapToInt(Arrays::stream).toArray();
  }

  private static IllegalArgumentException truthValues() {
    return new IllegalArgumentException(
        "einsum: is not defined on BOOL; convert with to(DType.F32)");
  }
}
