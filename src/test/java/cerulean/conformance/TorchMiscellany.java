package cerulean.conformance;

final class TorchMiscellany {

  private TorchMiscellany() {}

  static void addTo(Adapters to) {}
}
