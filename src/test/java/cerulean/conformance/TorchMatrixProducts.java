package cerulean.conformance;

import cerulean.tensor.Einsum;
import cerulean.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;

/// Section A4, products of matrices and sums of products.
final class TorchMatrixProducts {

  private TorchMatrixProducts() {}

  static void addTo(Adapters to) {
    to.binary("matmul", Tensor::matmul);
    to.binary("mm", Tensor::matmul);
    to.binary("mv", Tensor::matmul);
    to.binary("bmm", Tensor::matmul);
    to.binary("dot", Tensor::dot);
    to.binary("inner", Tensor::inner);
    to.single("multi_dot", in -> in.x().matmul(in.y()).matmul(in.z()));
    to.single(
        "addmm",
        in -> in.x().mul(in.number("beta")).add(in.y().matmul(in.z()).mul(in.number("alpha"))));
    to.single("einsum", in -> Einsum.of(in.text("equation"), in.all().toArray(Tensor[]::new)));
    to.single("tensordot", TorchMatrixProducts::tensordot);
  }

  private static Tensor tensordot(Arguments in) {
    JsonNode dims = in.attribute("dims");
    if (!dims.isArray()) {
      return in.x().tensordot(in.y(), dims.asInt());
    }
    return in.x()
        .tensordot(in.y(), Arguments.integers(dims.get(0)), Arguments.integers(dims.get(1)));
  }
}
