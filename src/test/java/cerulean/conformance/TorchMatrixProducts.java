package cerulean.conformance;

final class TorchMatrixProducts {

  private TorchMatrixProducts() {}

  static void addTo(Adapters to) {}
}
