package cerulean.autograd;

import cerulean.tensor.DType;
import cerulean.tensor.Einsum;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Sums of products of axes, and their derivatives, which are such sums again: in `"ij,jk->ik"` the
/// gradient of the first factor is `"ik,jk->ij"` of `g` and the second. What can be written so, as
/// products of vectors and tensors, is a primitive with an equation.
final class EinsumGradients {

  private EinsumGradients() {}

  private static final String LETTERS =
      IntStream.concat(IntStream.rangeClosed('a', 'z'), IntStream.rangeClosed('A', 'Z'))
          .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
          .toString();

  /// An equation without `...`: for every axis a letter.
  private record Equation(List<String> terms, String result) {

    /// The equation of `text` for tensors of given ranks. Axes of `...` count from the end.
    static Equation of(String text, Variable... in) {
      String plain = text.replace(" ", "");
      int arrow = plain.indexOf("->");
      String[] terms = (arrow < 0 ? plain : plain.substring(0, arrow)).split(",", -1);
      int unnamed = 0;
      for (int i = 0; i < terms.length; i++) {
        int named = terms[i].replace("...", "").length();
        unnamed = Math.max(unnamed, in[i].shape().rank() - named);
      }
      String free = unused(plain).substring(0, unnamed);
      List<String> own = new ArrayList<>();
      for (int i = 0; i < terms.length; i++) {
        int axes = in[i].shape().rank() - terms[i].replace("...", "").length();
        own.add(terms[i].replace("...", free.substring(unnamed - axes)));
      }
      String result =
          arrow < 0
              ? free + once(String.join("", terms).replace("...", ""))
              : plain.substring(arrow + 2).replace("...", free);
      return new Equation(own, result);
    }

    /// The letters that occur once, in alphabetical order, capitals first.
    private static String once(String letters) {
      return letters
          .chars()
          .filter(c -> letters.indexOf(c) == letters.lastIndexOf(c))
          .sorted()
          .mapToObj(Character::toString)
          .collect(Collectors.joining());
    }

    private static String unused(String text) {
      return LETTERS
          .chars()
          .filter(c -> text.indexOf(c) < 0)
          .mapToObj(Character::toString)
          .collect(Collectors.joining());
    }

    @Override
    public String toString() {
      return String.join(",", terms) + "->" + result;
    }

    /// With an axis of examples in front of the mapped operands and of the result.
    Equation ofExamples(boolean... mapped) {
      String examples = unused(toString()).substring(0, 1);
      List<String> own = new ArrayList<>();
      for (int i = 0; i < terms.size(); i++) {
        own.add(mapped[i] ? examples + terms.get(i) : terms.get(i));
      }
      return new Equation(own, examples + result);
    }

    /// The gradient of operand `k`: the sum of the products of `g` with all other operands, over
    /// the letters that operand `k` does not have.
    ///
    /// - where a letter occurs a second time in the operand, the gradient lies on a diagonal:
    ///   multiplied by the unit matrix
    /// - a letter that neither `g` nor another operand has was summed over: multiplied by ones
    /// - an axis of size 1 that was repeated is summed over, and comes back as a one
    Variable gradient(int k, Variable g, Variable... in) {
      List<String> factors = new ArrayList<>(List.of(result));
      List<Variable> values = new ArrayList<>(List.of(g));
      for (int i = 0; i < in.length; i++) {
        if (i != k) {
          factors.add(terms.get(i));
          values.add(in[i]);
        }
      }
      String own = terms.get(k);
      int[] dims = in[k].shape().dims();
      String free = unused(this + String.join("", factors));
      StringBuilder wanted = new StringBuilder();
      DType type = in[k].dtype();
      int others = factors.size();
      for (int axis = 0; axis < dims.length; axis++) {
        String letter = own.substring(axis, axis + 1);
        int most = largest(letter, factors.subList(0, others), values);
        boolean again = own.indexOf(letter) < axis;
        String target = again || most > dims[axis] ? free.substring(axis, axis + 1) : letter;
        if (again) {
          factors.add(letter + target);
          values.add(Variable.constant(Tensor.eye(type, dims[axis], dims[axis], 0)));
        } else if (most != dims[axis]) {
          factors.add(target);
          values.add(Variable.constant(Tensor.ones(type, dims[axis])));
        }
        wanted.append(target);
      }
      String equation = new Equation(factors, wanted.toString()).toString();
      return einsum(equation, values.toArray(Variable[]::new)).to(type);
    }

    /// The largest size that a letter has in some factors; -1 if none has it.
    private static int largest(String letter, List<String> factors, List<Variable> values) {
      int largest = -1;
      for (int i = 0; i < factors.size(); i++) {
        for (int axis = 0; axis < factors.get(i).length(); axis++) {
          if (factors.get(i).startsWith(letter, axis)) {
            largest = Math.max(largest, values.get(i).shape().dim(axis));
          }
        }
      }
      return largest;
    }
  }

  static Variable einsum(String equation, Variable... in) {
    return product("einsum", equation, operands -> Einsum.of(equation, operands)).apply(in);
  }

  /// An operation that computes what an equation says.
  private static Primitive product(String name, String equation, Primitive.Values value) {
    return Primitive.of(
            name,
            value,
            (g, in, y) -> {
              Equation parsed = Equation.of(equation, in);
              @Nullable Variable[] gradients = new Variable[in.length];
              for (int i = 0; i < in.length; i++) {
                gradients[i] = in[i].requiresGrad() ? parsed.gradient(i, g, in) : null;
              }
              return gradients;
            })
        .withTangent((t, in, y) -> {
          Variable sum = null;
          for (int i = 0; i < in.length; i++) {
            Variable tangent = t[i];
            if (tangent != null) {
              Variable[] moved = in.clone();
              moved[i] = tangent;
              sum = MatrixGradients.sum(sum, product(name, equation, value).apply(moved));
            }
          }
          return sum;
        })
        .batched((op, in, mapped, size) -> {
          Variable[] one = in.clone();
          Tensor[] forms = new Tensor[in.length];
          for (int i = 0; i < in.length; i++) {
            forms[i] = mapped[i] ? new Batch(0, in[i]).form() : in[i].form();
            one[i] = Variable.constant(forms[i]);
          }
          // What does not fit is to be refused in the words of one example.
          value.of(forms);
          return einsum(Equation.of(equation, one).ofExamples(mapped).toString(), in);
        });
  }

  // ---- Products of two

  static Variable dot(Variable a, Variable b) {
    int left = a.shape().rank();
    int right = b.shape().rank();
    if (left == 0 || right == 0) {
      return a.mul(b);
    }
    int[] axes = {left - 1};
    int[] others = {Math.max(0, right - 2)};
    return contracted("dot", a.shape().rank(), b.shape().rank(), axes, others, Tensor::dot)
        .apply(a, b);
  }

  static Variable inner(Variable a, Variable b) {
    int left = a.shape().rank();
    int right = b.shape().rank();
    if (left == 0 || right == 0) {
      return a.mul(b);
    }
    int[] axes = {left - 1};
    int[] others = {right - 1};
    return contracted("inner", left, right, axes, others, Tensor::inner).apply(a, b);
  }

  private static final Primitive VDOT = product("vdot", "a,a->", in -> in[0].vdot(in[1]));

  static Variable vdot(Variable a, Variable b) {
    return VDOT.apply(a.reshape(a.shape().size()), b.reshape(b.shape().size()));
  }

  private static final Primitive OUTER = product("outer", "a,b->ab", in -> in[0].outer(in[1]));

  static Variable outer(Variable a, Variable b) {
    return OUTER.apply(a.reshape(a.shape().size()), b.reshape(b.shape().size()));
  }

  static Variable tensordot(Variable a, Variable b, int axes) {
    int left = a.shape().rank();
    int[] first = IntStream.range(left - axes, left).toArray();
    int[] second = IntStream.range(0, Math.max(0, axes)).toArray();
    return contracted(
            "tensordot", left, b.shape().rank(), first, second, (x, y) -> x.tensordot(y, axes))
        .apply(a, b);
  }

  static Variable tensordot(Variable a, Variable b, int[] axes, int[] otherAxes) {
    int[] first = axes.clone();
    int[] second = otherAxes.clone();
    return contracted(
            "tensordot",
            a.shape().rank(),
            b.shape().rank(),
            first,
            second,
            (x, y) -> x.tensordot(y, first, second))
        .apply(a, b);
  }

  /// The sum over pairs of axes of tensors of two ranks; axes that are none are left to the value,
  /// which refuses them.
  private static Primitive contracted(
      String name, int left, int right, int[] axes, int[] otherAxes, Primitive.Value2 value) {
    StringBuilder a = new StringBuilder(LETTERS.substring(0, left));
    StringBuilder b = new StringBuilder(LETTERS.substring(left, left + right));
    for (int i = 0; i < Math.min(axes.length, otherAxes.length); i++) {
      int at = axes[i] < 0 ? axes[i] + left : axes[i];
      int other = otherAxes[i] < 0 ? otherAxes[i] + right : otherAxes[i];
      if (at >= 0 && at < left && other >= 0 && other < right) {
        b.setCharAt(other, a.charAt(at));
      }
    }
    String result =
        (a.toString() + b)
            .chars()
            .filter(
                c -> a.indexOf(Character.toString(c)) < 0 || b.indexOf(Character.toString(c)) < 0)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    return product(name, a + "," + b + "->" + result, in -> value.of(in[0], in[1]));
  }
}
