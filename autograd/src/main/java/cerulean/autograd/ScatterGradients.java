package cerulean.autograd;

import static cerulean.autograd.Batching.inner;

import cerulean.tensor.Indexing;
import cerulean.tensor.ScatterReduction;
import cerulean.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Putting entries at indices. The inputs are what is put into, the source, and indices, which have
/// no gradient; where an operation has one index, it stands before the source.
final class ScatterGradients {

  private ScatterGradients() {}

  // ---- Sums

  static Primitive indexAdd(int axis) {
    return Primitive.partials(
            "indexAdd",
            in -> in[0].indexAdd(axis, in[1], in[2]),
            (g, in, y) -> g,
            null,
            (g, in, y) -> g.indexSelect(axis, in[1]))
        .withTangent((t, in, y) -> {
          Variable base = t[0] == null ? in[0].zerosLike() : t[0];
          return t[2] == null ? base : base.indexAdd(axis, in[1], t[2]);
        })
        .batched((op, in, mapped, size) -> {
          if (!mapped[1]) {
            Variable[] all =
                Batching.allMapped(in, new boolean[] {mapped[0], true, mapped[2]}, size);
            return all[0].indexAdd(inner(axis), in[1], all[2]);
          }
          Variable[] all = Batching.allMapped(in, mapped, size);
          int rank = all[0].shape().rank() - 1;
          int place = axis < 0 ? axis + rank : axis;
          Variable lines = IndexGradients.linesOfExamples(all[2], place, all[1]);
          return all[0].scatterAdd(place + 1, lines, all[2]);
        });
  }

  static Primitive scatterAdd(String name, int axis) {
    return Primitive.partials(
            name,
            in -> in[0].scatterAdd(axis, in[1], in[2]),
            (g, in, y) -> g,
            null,
            (g, in, y) -> inZeros(g.gather(axis, in[1]), in[2]))
        .withTangent((t, in, y) -> {
          Variable base = t[0] == null ? in[0].zerosLike() : t[0];
          return t[2] == null ? base : base.scatterAdd(axis, in[1], t[2]);
        })
        .batched((op, in, mapped, size) -> {
          Variable[] all = Batching.allMapped(in, mapped, size);
          // A source without axes is one for each example now, and fits the index of that example.
          Variable source = covering(all[2], all[1]);
          return all[0].scatterAdd(inner(axis), all[1], source);
        });
  }

  /// A source of which there is one element for each example, for all places of the index.
  private static Variable covering(Variable source, Variable index) {
    return source.shape().rank() == 1 && index.shape().rank() > 1
        ? Batching.withRank(source, index.shape().rank()).expand(index.shape())
        : source;
  }

  /// The gradient of the part of a source that an index covers, zeros behind it.
  private static Variable inZeros(Variable g, Variable source) {
    if (source.shape().rank() == 0) {
      return g.sumTo(source.shape());
    }
    Variable all = g;
    for (int axis = 0; axis < source.shape().rank(); axis++) {
      int rest = source.shape().dim(axis) - g.shape().dim(axis);
      all = rest == 0 ? all : all.pad(axis, 0, rest);
    }
    return all;
  }

  // ---- Any reduction, by the numbers of the elements

  static Variable indexCopy(Variable x, int axis, Variable index, Variable source) {
    IndexGradients.Pick pick = (all, i) -> all.indexSelect(axis, i[0]);
    return composed(
        "indexCopy",
        in -> in[0].indexCopy(axis, in[2], in[1]),
        pick,
        ScatterReduction.NONE,
        x,
        source,
        index);
  }

  static Variable scatter(
      Variable x, int axis, Variable index, Variable source, ScatterReduction reduction) {
    if (reduction == ScatterReduction.ADD) {
      return scatterAdd("scatter", axis).apply(x, index, source);
    }
    IndexGradients.Pick pick = (all, i) -> all.gather(axis, i[0]);
    return composed(
        "scatter",
        in -> in[0].scatter(axis, in[2], in[1], reduction),
        pick,
        reduction,
        x,
        source,
        index);
  }

  static Variable scatterNd(
      Variable x, Variable index, Variable source, ScatterReduction reduction) {
    IndexGradients.Pick pick = (all, i) -> Indexing.gatherNd(all, i[0], 0);
    return composed(
        "scatterNd",
        in -> Indexing.scatterNd(in[0], in[2], in[1], reduction),
        pick,
        reduction,
        x,
        source,
        index);
  }

  static Variable indexPut(
      Variable x, Variable source, ScatterReduction reduction, @Nullable Variable... indices) {
    boolean[] given = IndexGradients.given(indices);
    IndexGradients.Pick pick = (all, i) -> Indexing.index(all, IndexGradients.spread(given, i));
    return composed(
        "indexPut",
        in -> {
          Tensor[] i = Arrays.copyOfRange(in, 2, in.length);
          return Indexing.indexPut(in[0], in[1], reduction, IndexGradients.spread(given, i));
        },
        pick,
        reduction,
        IndexGradients.together(indices, x, source));
  }

  /// Putting is the opposite of picking: the numbers of the elements that `pick` gives say where
  /// the elements of the source go. Inputs are what is put into, the source and the indices.
  private static Variable composed(
      String name,
      Primitive.Values value,
      IndexGradients.Pick pick,
      ScatterReduction reduction,
      Variable... inputs) {
    return Primitive.composed(
            name,
            value,
            in -> {
              Variable[] picked = Arrays.copyOfRange(in, 1, in.length);
              picked[0] = in[0];
              Variable places = IndexGradients.places(pick, picked);
              Variable source = fitted(in[1], places);
              return put(reduction)
                  .apply(in[0].reshape(-1), places.reshape(-1), source.reshape(-1))
                  .reshape(in[0].shape().dims());
            })
        .apply(inputs);
  }

  /// The part of a source that the places cover, repeated where it broadcasts.
  private static Variable fitted(Variable source, Variable places) {
    Variable part = source;
    if (source.shape().rank() == places.shape().rank()) {
      for (int axis = 0; axis < places.shape().rank(); axis++) {
        int size = places.shape().dim(axis);
        part = part.shape().dim(axis) > size ? part.narrow(axis, 0, size) : part;
      }
    }
    return part.shape().equals(places.shape()) ? part : part.expand(places.shape());
  }

  // ---- Along the last axis, as long in the index as in the source

  private static final Primitive REPLACE =
      alongLast(
          ScatterReduction.NONE,
          (g, in, y) ->
              new Variable[] {
                put(ScatterReduction.NONE).apply(g, in[1], in[2].zerosLike()),
                null,
                g.gather(-1, in[1]).mul(stays(in[1], in[0]))
              },
          (t, in, y) ->
              put(ScatterReduction.NONE).apply(orZeros(t[0], in[0]), in[1], orZeros(t[2], in[2])));

  private static final Primitive MULTIPLY =
      alongLast(
          ScatterReduction.MUL,
          (g, in, y) ->
              new Variable[] {
                g.mul(product(ones(in[0]), in[1], in[2])), null, g.gather(-1, in[1]).mul(others(in))
              },
          (t, in, y) ->
              orZeros(t[0], in[0])
                  .mul(product(ones(in[0]), in[1], in[2]))
                  .scatterAdd(-1, in[1], orZeros(t[2], in[2]).mul(others(in))));

  private static final Primitive MINIMUM = extreme(ScatterReduction.MIN);

  private static final Primitive MAXIMUM = extreme(ScatterReduction.MAX);

  private static Primitive put(ScatterReduction reduction) {
    return switch (reduction) {
      case NONE -> REPLACE;
      case ADD -> ADD;
      case MUL -> MULTIPLY;
      case MIN -> MINIMUM;
      case MAX -> MAXIMUM;
    };
  }

  private static final Primitive ADD = scatterAdd("scatter", -1);

  /// Whatever the axes in front, those of examples are some of them.
  private static Primitive alongLast(
      ScatterReduction reduction, Primitive.Joint gradients, Primitive.Tangent tangent) {
    return Primitive.of("scatter", in -> in[0].scatter(-1, in[1], in[2], reduction), gradients)
        .withTangent(tangent)
        .batched((op, in, mapped, size) -> op.apply(Batching.allMapped(in, mapped, size)));
  }

  /// All that are equal to the extreme share its gradient, the element that was there with them.
  private static Primitive extreme(ScatterReduction reduction) {
    return alongLast(
        reduction,
        (g, in, y) -> {
          Variable own = equal(in[0], y);
          Variable hits = equal(in[2], y.gather(-1, in[1]));
          Variable share = g.div(own.scatterAdd(-1, in[1], hits));
          return new Variable[] {own.mul(share), null, hits.mul(share.gather(-1, in[1]))};
        },
        (t, in, y) -> {
          Variable own = equal(in[0], y);
          Variable hits = equal(in[2], y.gather(-1, in[1]));
          return own.mul(orZeros(t[0], in[0]))
              .scatterAdd(-1, in[1], hits.mul(orZeros(t[2], in[2])))
              .div(own.scatterAdd(-1, in[1], hits));
        });
  }

  private static Variable equal(Variable a, Variable b) {
    return a.eq(b).to(a.dtype());
  }

  private static Variable product(Variable x, Variable index, Variable source) {
    return put(ScatterReduction.MUL).apply(x, index, source);
  }

  /// For each element of the source the product of all others that go to its place, that which is
  /// there included. Zeros are left out and counted, so that nothing is divided by them.
  private static Variable others(Variable... in) {
    Variable zeros = equal(in[2], in[2].zerosLike());
    Variable factors = in[2].add(zeros);
    Variable rest = product(in[0], in[1], factors).gather(-1, in[1]).div(factors);
    Variable count = in[0].zerosLike().scatterAdd(-1, in[1], zeros).gather(-1, in[1]);
    return rest.mul(equal(count, zeros));
  }

  /// 1 for the elements of a source that are the last ones put at their place, else 0.
  private static Variable stays(Variable index, Variable x) {
    int size = x.shape().dim(-1);
    return Primitive.constant(
            "stays",
            in -> {
              Tensor places = in[0];
              Tensor numbers = Tensor.arange(places.dim(-1)).expand(places.shape());
              int[] dims = places.shape().dims();
              dims[dims.length - 1] = size;
              Tensor last = Tensor.zeros(numbers.dtype(), dims).scatter(-1, places, numbers);
              return last.gather(-1, places).eq(numbers).to(x.dtype());
            })
        .batched((op, in, mapped, examples) -> op.apply(in))
        .apply(index);
  }

  private static Variable ones(Variable x) {
    return Variable.constant(Tensor.ones(x.dtype(), x.shape().dims()));
  }

  private static Variable orZeros(@Nullable Variable tangent, Variable x) {
    return tangent == null ? x.zerosLike() : tangent;
  }
}
