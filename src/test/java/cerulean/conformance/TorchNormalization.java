package cerulean.conformance;

final class TorchNormalization {

  private TorchNormalization() {}

  static void addTo(Adapters to) {}
}
