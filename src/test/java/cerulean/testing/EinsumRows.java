package cerulean.testing;

import cerulean.autograd.Variable;
import cerulean.tensor.Einsum;
import cerulean.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/// Einstein's notation against one loop over all letters.
final class EinsumRows extends Rows {

  EinsumRows() {
    einsum("ij,jk->ik", "ij,jk->ik", s(3, 4), s(4, 5));
    einsum("bij,bjk->bik", "bij,bjk->bik", s(2, 3, 4), s(2, 4, 5));
    einsum("ij -> ji", "ij->ji", s(3, 4));
    einsum("ba", "ba->ab", s(3, 4));
    einsum("bA", "bA->Ab", s(3, 4));
    einsum("ii", "ii->", s(4, 4));
    einsum("ii->i", "ii->i", s(4, 4));
    einsum("iji->ji", "iji->ji", s(3, 4, 3));
    einsum("ij->", "ij->", s(3, 4));
    einsum("ij,ij->", "ij,ij->", s(3, 4), s(3, 4));
    einsum("i,j", "i,j->ij", s(3), s(4));
    einsum("ij,i->ij", "ij,i->ij", s(3, 4), s(3));
    einsum("ij,jk", "ij,jk->ik", s(3, 4), s(4, 2));
    einsum("ij,k->i", "ij,k->i", s(3, 4), s(5));
    einsum("bhid,bhjd->bhij", "bhid,bhjd->bhij", s(2, 3, 3, 4), s(2, 3, 5, 4));
    einsum("...ij,...jk->...ik", "abij,bjk->abik", s(2, 3, 3, 4), s(3, 4, 5));
    einsum("i...->...", "iab->ab", s(2, 3, 4));
    einsum("...i->i", "abi->i", s(2, 3, 4));
    einsum("...,...", "ab,b->ab", s(2, 3), s(3));
    einsum("i...j,j", "iabj,j->abi", s(2, 3, 4, 5), s(5));
    einsum("bn,anm,bm->ba", "bn,anm,bm->ba", s(2, 3), s(5, 3, 4), s(2, 4));
    einsum("i,i,i->i", "i,i,i->i", s(5), s(5), s(5));
    einsum("cab,bd->dca", "cab,bd->dca", s(2, 3, 4), s(4, 5));
    einsum("ij,jk,kl,lm->mi", "ij,jk,kl,lm->mi", s(2, 3), s(3, 4), s(4, 2), s(2, 5));
    einsum("ijk,jl,kl->il", "ijk,jl,kl->il", s(2, 3, 4), s(3, 5), s(4, 5));
    einsum(",i->i", ",i->i", s(), s(3));
    einsum("ij,jk->ik", "ij,jk->ik", s(2, 0), s(0, 3));
    einsum(
        "a,b,c,d,e,f,g,ah,bh->hc",
        "a,b,c,d,e,f,g,ah,bh->hc",
        s(2),
        s(3),
        s(2),
        s(2),
        s(1),
        s(3),
        s(2),
        s(2, 2),
        s(3, 2));
    row(
        "of",
        "sizes of 1 repeat",
        shapes(s(3, 1), s(4, 2)),
        a -> Einsum.of("ij,jk->ijk", a.get(0), a.get(1)),
        a -> Nd.fill(s(3, 4, 2), p -> a.get(0).at(p[0], 0) * a.get(1).at(p[1], p[2])),
        a -> Variable.einsum("ij,jk->ijk", a.get(0), a.get(1)));
  }

  /// `plain` is the equation without spaces, `...` and conveniences. Inputs are positive: the sum
  /// of a letter is not 0, so that no gradient vanishes.
  private void einsum(String equation, String plain, int[]... shapes) {
    row(
        "of",
        equation + Arrays.deepToString(shapes),
        shapes,
        0.5,
        2,
        a -> Einsum.of(equation, a.toArray(Tensor[]::new)),
        a -> loop(plain, a),
        a -> Variable.einsum(equation, a.toArray(Variable[]::new)));
  }

  private static Nd loop(String equation, List<Nd> operands) {
    String[] terms = equation.substring(0, equation.indexOf("->")).split(",", -1);
    String output = equation.substring(equation.indexOf("->") + 2);
    String letters =
        String.join("", terms)
            .chars()
            .distinct()
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    int[] sizes = new int[letters.length()];
    for (int i = 0; i < terms.length; i++) {
      for (int axis = 0; axis < terms[i].length(); axis++) {
        sizes[letters.indexOf(terms[i].charAt(axis))] = operands.get(i).shape()[axis];
      }
    }
    int[] shape = output.chars().map(c -> sizes[letters.indexOf(c)]).toArray();
    Nd out = Nd.fill(shape, p -> 0);
    for (int flat = 0; flat < Nd.size(sizes); flat++) {
      int[] p = Nd.position(flat, sizes);
      double product = 1;
      for (int i = 0; i < terms.length; i++) {
        product *= operands.get(i).at(places(terms[i], letters, p));
      }
      int[] q = places(output, letters, p);
      int o = 0;
      for (int axis = 0; axis < q.length; axis++) {
        o = o * shape[axis] + q[axis];
      }
      out.values()[o] += product;
    }
    return out;
  }

  private static int[] places(String term, String letters, int... position) {
    return term.chars().map(c -> position[letters.indexOf(c)]).toArray();
  }
}
