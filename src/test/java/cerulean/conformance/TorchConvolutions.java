package cerulean.conformance;

final class TorchConvolutions {

  private TorchConvolutions() {}

  static void addTo(Adapters to) {}
}
