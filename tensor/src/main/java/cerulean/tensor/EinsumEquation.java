package cerulean.tensor;

import java.util.Arrays;
import java.util.List;

/// An equation in Einstein's notation with the shapes it is about: which label each axis has, and
/// the size of each label. Labels are numbers from 0: letters in alphabetical order, capitals
/// first, behind the axes of `...`.
final class EinsumEquation {

  /// Labels fit the bits of a `long`.
  private static final int MOST_LABELS = 64;

  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private static final String ELLIPSIS = "...";

  private final String text;
  private final int ellipsisRank;
  private final int[][] operands;
  private final int[] output;
  private final int[] sizes;
  private final long[] masks;

  private EinsumEquation(String text, Tensor... tensors) {
    this.text = text.replace(" ", "");
    int arrow = this.text.indexOf("->");
    String inputs = arrow < 0 ? this.text : this.text.substring(0, arrow);
    String[] terms = inputs.split(",", -1);
    if (terms.length != tensors.length) {
      throw wrong(text, "names " + terms.length + " operands; got " + tensors.length);
    }
    int widest = 0;
    for (int i = 0; i < terms.length; i++) {
      widest = Math.max(widest, unnamed(terms[i], tensors[i].shape(), i));
    }
    this.ellipsisRank = widest;
    if (widest + LETTERS.length() > MOST_LABELS) {
      throw wrong(text, "has " + widest + " axes for '...'; at most 12 fit");
    }
    this.operands = new int[terms.length][];
    for (int i = 0; i < terms.length; i++) {
      operands[i] = labels(terms[i], unnamed(terms[i], tensors[i].shape(), i));
    }
    this.sizes = sizes(tensors);
    this.output = arrow < 0 ? implied(terms) : stated(this.text.substring(arrow + 2));
    this.masks = masks(tensors);
  }

  static EinsumEquation parse(String equation, Tensor... operands) {
    return new EinsumEquation(equation, operands);
  }

  /// The label of each axis of an operand.
  int[] operand(int i) {
    return operands[i];
  }

  /// The label of each axis of the result.
  int[] output() {
    return output;
  }

  /// The products of two factors that lead to the result.
  List<ContractionPath.Pair> path() {
    return ContractionPath.find(masks, mask(output), sizes);
  }

  /// The size of each label.
  int[] sizes() {
    return sizes;
  }

  /// The labels of each operand that take part in products: without those that only it has and the
  /// result has not, and those along which it is repeated.
  long[] masks() {
    return masks;
  }

  /// Labels as text; axes of `...` are digits.
  String names(long mask) {
    StringBuilder names = new StringBuilder();
    for (long rest = mask; rest != 0; rest &= rest - 1) {
      names.append(name(Long.numberOfTrailingZeros(rest)));
    }
    return names.toString();
  }

  private String name(int label) {
    return label < ellipsisRank
        ? Integer.toString(label)
        : LETTERS.substring(label - ellipsisRank, label - ellipsisRank + 1);
  }

  /// How many axes of a shape the `...` of a term stands for.
  private int unnamed(String term, Shape shape, int operand) {
    int at = term.indexOf(ELLIPSIS);
    int letters = term.length() - (at < 0 ? 0 : ELLIPSIS.length());
    if (at < 0 ? letters != shape.rank() : letters > shape.rank()) {
      labels(term, 0); // A sign that is no letter is the better complaint.
      String axes = letters + (at < 0 ? "" : " or more");
      throw wrong(
          text, "names " + axes + " axes of operand " + operand + "; its shape is " + shape);
    }
    return at < 0 ? 0 : shape.rank() - letters;
  }

  private int[] labels(String term, int unnamed) {
    int at = term.indexOf(ELLIPSIS);
    int[] labels = new int[term.length() + unnamed];
    int n = 0;
    for (int i = 0; i < term.length(); ) {
      if (i == at) {
        for (int k = 0; k < unnamed; k++) {
          labels[n++] = ellipsisRank - unnamed + k;
        }
        i += ELLIPSIS.length();
      } else {
        int letter = LETTERS.indexOf(term.charAt(i++));
        if (letter < 0) {
          throw wrong(
              text,
              "has '" + term.charAt(i - 1) + "' for a letter; use a to z, A to Z and '...' once");
        }
        labels[n++] = ellipsisRank + letter;
      }
    }
    return Arrays.copyOf(labels, n);
  }

  private int[] sizes(Tensor... tensors) {
    int[] found = new int[ellipsisRank + LETTERS.length()];
    int[] owner = new int[found.length];
    Arrays.fill(found, 1);
    for (int i = 0; i < tensors.length; i++) {
      long seen = 0;
      for (int axis = 0; axis < operands[i].length; axis++) {
        int label = operands[i][axis];
        int size = tensors[i].dim(axis);
        boolean repeated = (seen >>> label & 1) == 1;
        if (repeated && size != tensors[i].dim(first(operands[i], label))) {
          throw sizesDiffer(label, tensors, i, tensors[i].dim(first(operands[i], label)), i, size);
        }
        if (size != 1 && found[label] != 1 && size != found[label]) {
          throw sizesDiffer(label, tensors, owner[label], found[label], i, size);
        }
        if (found[label] == 1) {
          found[label] = size;
          owner[label] = i;
        }
        seen |= 1L << label;
      }
    }
    return found;
  }

  private static int first(int[] labels, int label) {
    int i = 0;
    while (labels[i] != label) {
      i++;
    }
    return i;
  }

  /// The axes of `...`, then the letters that occur once.
  private int[] implied(String... terms) {
    int[] implied = new int[ellipsisRank + LETTERS.length()];
    int n = 0;
    for (; n < ellipsisRank; n++) {
      implied[n] = n;
    }
    String all = String.join("", terms);
    for (int i = 0; i < LETTERS.length(); i++) {
      int at = all.indexOf(LETTERS.charAt(i));
      if (at >= 0 && at == all.lastIndexOf(LETTERS.charAt(i))) {
        implied[n++] = ellipsisRank + i;
      }
    }
    return Arrays.copyOf(implied, n);
  }

  private int[] stated(String term) {
    int[] labels = labels(term, term.contains(ELLIPSIS) ? ellipsisRank : 0);
    long known = 0;
    for (int[] operand : operands) {
      known |= mask(operand);
    }
    long seen = 0;
    for (int label : labels) {
      if ((known >>> label & 1) == 0) {
        throw wrong(text, "has '" + name(label) + "' in the result and in no operand");
      }
      if ((seen >>> label & 1) == 1) {
        throw wrong(text, "has '" + name(label) + "' twice in the result; once is possible");
      }
      seen |= 1L << label;
    }
    return labels;
  }

  private long[] masks(Tensor... tensors) {
    long[] taking = new long[operands.length];
    for (int i = 0; i < operands.length; i++) {
      for (int axis = 0; axis < operands[i].length; axis++) {
        int label = operands[i][axis];
        if (tensors[i].dim(axis) == sizes[label]) {
          taking[i] |= 1L << label;
        }
      }
    }
    long[] wanted = taking.clone();
    for (int i = 0; i < operands.length; i++) {
      long others = mask(output);
      for (int j = 0; j < operands.length; j++) {
        others |= j == i ? 0 : taking[j];
      }
      wanted[i] &= others;
    }
    return wanted;
  }

  private static long mask(int... labels) {
    long mask = 0;
    for (int label : labels) {
      mask |= 1L << label;
    }
    return mask;
  }

  private static IllegalArgumentException wrong(String equation, String problem) {
    return new IllegalArgumentException("einsum: '" + equation + "' " + problem);
  }

  private ShapeException sizesDiffer(
      int label, Tensor[] tensors, int first, int size, int second, int other) {
    String what = label < ellipsisRank ? "an axis of '...'" : "'" + name(label) + "'";
    String problem =
        what
            + " in '"
            + text
            + "' is "
            + size
            + " in operand "
            + first
            + " "
            + tensors[first].shape()
            + " and "
            + other
            + " in operand "
            + second
            + " "
            + tensors[second].shape()
            + "; sizes of a letter must be equal or 1";
    return new ShapeException("einsum", problem, tensors[first].shape(), tensors[second].shape());
  }
}
