package cerulean.conformance;

import static cerulean.conformance.VariableMethods.all;
import static cerulean.conformance.VariableMethods.call;
import static cerulean.conformance.VariableMethods.callStatic;

import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/// Sections A4 and A6 on variables.
final class TorchMatrixGradients {

  private TorchMatrixGradients() {}

  static void addTo(TorchNetworks to) {
    addProducts(to);
    addSolutions(to);
    addDecompositions(to);
  }

  private static void addProducts(TorchNetworks to) {
    to.single("mm", (in, v) -> v.get("x").matmul(v.get("y")));
    to.single("mv", (in, v) -> v.get("x").matmul(v.get("y")));
    to.single("dot", (in, v) -> call("dot", v.get("x"), v.get("y")));
    to.single("inner", (in, v) -> call("inner", v.get("x"), v.get("y")));
    to.single("multi_dot", (in, v) -> v.get("x").matmul(v.get("y")).matmul(v.get("z")));
    to.single(
        "addmm",
        (in, v) ->
            v.get("x")
                .mul(in.number("beta"))
                .add(v.get("y").matmul(v.get("z")).mul(in.number("alpha"))));
    to.single(
        "einsum",
        (in, v) -> callStatic("einsum", in.text("equation"), v.values().toArray(Variable[]::new)));
    to.single("tensordot", TorchMatrixGradients::tensordot);
  }

  private static Variable tensordot(Arguments in, Map<String, Variable> v) {
    JsonNode dims = in.attribute("dims");
    return dims.isArray()
        ? call(
            "tensordot",
            v.get("x"),
            v.get("y"),
            Arguments.integers(dims.get(0)),
            Arguments.integers(dims.get(1)))
        : call("tensordot", v.get("x"), v.get("y"), dims.asInt());
  }

  private static void addSolutions(TorchNetworks to) {
    to.single("inverse", (in, v) -> call("inverse", v.get("x")));
    to.single("pinv", (in, v) -> call("pinv", v.get("x")));
    to.single("solve", (in, v) -> call("solve", v.get("A"), v.get("B")));
    to.single("cholesky_solve", (in, v) -> call("choleskySolve", v.get("L"), v.get("B")));
    to.single(
        "solve_triangular",
        (in, v) ->
            call(
                "solveTriangular",
                v.get("A"),
                v.get("B"),
                in.flag("upper"),
                in.flag("unitriangular")));
    to.single("lstsq", (in, v) -> call("lstsq", v.get("A"), v.get("B")));
    to.single("det", (in, v) -> call("det", v.get("x")));
    to.single("logdet", (in, v) -> call("logDet", v.get("x")));
    to.add("slogdet", (in, v) -> all("slogDet", v.get("x")));
    to.single("matrix_power", (in, v) -> call("matrixPower", v.get("x"), in.integer("n")));
    to.single(
        "matrix_norm",
        (in, v) -> call("matrixNorm", v.get("x"), TorchLinearAlgebra.norm(in.text("ord"))));
  }

  private static void addDecompositions(TorchNetworks to) {
    to.single("cholesky", (in, v) -> call("cholesky", v.get("A")));
    to.single(
        "cholesky_gram",
        (in, v) -> {
          Variable x = v.get("X");
          int n = x.shape().dim(-2);
          Variable gram = x.matmul(x.swapAxes(-1, -2));
          Tensor shift = Tensor.eye(DType.F64, n, n, 0).mul(in.number("shift"));
          return call("cholesky", gram.add(Variable.constant(shift.to(x.dtype()))));
        });
    to.single("svdvals", (in, v) -> call("svdvals", v.get("x")));
    to.single("eigvalsh_sym", (in, v) -> call("eigvalsh", symmetric(v.get("X"))));
    to.single(
        "eigh_projector",
        (in, v) -> {
          Variable vectors = all("eigh", symmetric(v.get("X"))).getLast();
          int k = in.integer("k");
          Variable largest = vectors.narrow(-1, vectors.shape().dim(-1) - k, k);
          return largest.matmul(largest.swapAxes(-1, -2));
        });
    to.add(
        "qr_positive",
        (in, v) -> {
          List<Variable> qr = all("qr", v.get("x"));
          Variable signs = Variable.constant(qr.getLast().value().diagonal().sign());
          return List.of(qr.getFirst().mul(signs), qr.getLast().mul(signs.unsqueeze(-1)));
        });
  }

  private static Variable symmetric(Variable x) {
    return x.add(x.swapAxes(-1, -2)).div(2);
  }
}
