package cerulean.bench;

import cerulean.bench.task.Peer;
import java.util.List;
import java.util.ServiceLoader;

/// The peers that the build brought along: none, unless it ran with the profile `peers`.
final class Peers {

  private Peers() {}

  /// All of them, in a fixed order.
  static List<Peer> all() {
    return ServiceLoader.load(Peer.class).stream().map(ServiceLoader.Provider::get).toList();
  }

  /// The one with that name.
  static Peer named(String name) {
    return all().stream()
        .filter(peer -> peer.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  private static IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException(
        "bench: no peer has this name; got " + name + "; build with -Ppeers to have peers");
  }
}
