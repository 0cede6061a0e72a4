package cerulean.conformance;

final class TorchReductions {

  private TorchReductions() {}

  static void addTo(Adapters to) {}
}
