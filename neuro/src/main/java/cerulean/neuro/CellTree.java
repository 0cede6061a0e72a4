package cerulean.neuro;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The shape of a cell: compartments in a tree, and what joins them beside conductances.
///
///     CellTree cell =
///         CellTree.of(
///                 Part.root("soma", Izhikevich2007Parameters.LAYER5_SOMA),
///                 Part.on("soma", "trunk", new PassiveParameters(100, 10, -70), 40, 40),
///                 Part.on("trunk", "tuft", DendriteParameters.LAYER5, 20, 5))
///             .withBackPropagation("tuft", 2600, 0.5, 2.5)
///             .withPlateau("tuft", -30, -55, 150);
///
/// - **Conductances**: along an edge flow `upNs (v_parent - v)` into the part, away from the root, and
///   `downNs (v - v_parent)` into its parent. A resistor has the same value both ways.
/// - **Back-propagation**: a rectangle of current into a part after each spike of the root.
/// - **Plateau**: while a part is at or above a voltage, spikes of the root are reset with other
///   constants c and d, so that the root bursts.
///
/// Both are gated by the parameter `coupling` of the population, from 0 to 1: the probability, drawn
/// for each cell and step, that the box reaches the part, and, drawn apart, that a spike is reset as
/// a burst. 1, the value at the start, draws nothing.
///
/// Only the root fires; an Izhikevich part elsewhere resets itself and tells so in `spiked`.
///
/// Immutable.
public final class CellTree {

  /// One compartment.
  ///
  /// - `name`: unique, not empty, without a dot
  /// - `parent`: name of the part it sits on; empty for the root
  /// - `model`: its membrane
  /// - `upNs`, `downNs`: conductances of the edge to the parent, at least 0; 0 for the root
  public record Part(String name, String parent, SectionModel model, double upNs, double downNs) {

    public Part {
      if (name.isBlank() || name.contains(".")) {
        throw new IllegalArgumentException(
            "CellTree.Part: a name must not be empty and have no dot; got \"" + name + "\"");
      }
      Checks.atLeast0("CellTree.Part: upNs of " + name, upNs);
      Checks.atLeast0("CellTree.Part: downNs of " + name, downNs);
    }

    /// The part that the others sit on.
    public static Part root(String name, SectionModel model) {
      return new Part(name, "", model, 0, 0);
    }

    /// A part on another one.
    public static Part on(
        String parent, String name, SectionModel model, double upNs, double downNs) {
      return new Part(name, parent, model, upNs, downNs);
    }
  }

  /// A current of `heightPa` into `part` from `startMs` until `endMs` after each spike of the root.
  record BackPropagation(int part, double heightPa, double startMs, double endMs) {}

  /// While `part` is at or above `atMv`, the root is reset with `cMv` and `d`.
  record Plateau(int part, double atMv, double cMv, double d) {}

  private final List<Part> parts;
  private final int[] parents;
  private final List<BackPropagation> backPropagations;
  private final List<Plateau> plateaus;

  private CellTree(
      List<Part> parts,
      int[] parents,
      List<BackPropagation> backPropagations,
      List<Plateau> plateaus) {
    this.parts = List.copyOf(parts);
    this.parents = parents;
    this.backPropagations = List.copyOf(backPropagations);
    this.plateaus = List.copyOf(plateaus);
  }

  /// A tree of the parts, in any order.
  public static CellTree of(Part... parts) {
    return of(List.of(parts));
  }

  /// A tree of the parts, in any order.
  public static CellTree of(List<Part> parts) {
    Map<String, Part> byName = new HashMap<>();
    Part root = null;
    for (Part part : parts) {
      if (byName.put(part.name(), part) != null) {
        throw new IllegalArgumentException(
            "CellTree: two parts are named " + part.name() + "; rename one");
      }
      if (part.parent().isEmpty()) {
        if (root != null) {
          throw new IllegalArgumentException(
              "CellTree: one root is needed; got " + root.name() + " and " + part.name());
        }
        root = part;
      }
    }
    for (Part part : parts) {
      if (!part.parent().isEmpty() && !byName.containsKey(part.parent())) {
        throw new IllegalArgumentException(
            "CellTree: no part "
                + part.parent()
                + ", on which "
                + part.name()
                + " sits; there are "
                + names(parts));
      }
    }
    return sorted(parts, root);
  }

  /// Parents before children; what is never reached from the root is a ring.
  private static CellTree sorted(List<Part> parts, @org.jspecify.annotations.Nullable Part root) {
    List<Part> sorted = new ArrayList<>();
    List<Integer> parents = new ArrayList<>();
    if (root != null) {
      sorted.add(root);
      parents.add(-1);
    }
    for (int at = 0; at < sorted.size(); at++) {
      for (Part part : parts) {
        if (part.parent().equals(sorted.get(at).name())) {
          sorted.add(part);
          parents.add(at);
        }
      }
    }
    if (sorted.size() < parts.size() || sorted.isEmpty()) {
      List<Part> left = new ArrayList<>(parts);
      left.removeAll(sorted);
      throw new IllegalArgumentException(
          "CellTree: every part must lead to one root; a cycle holds "
              + names(left)
              + "; give one of them an empty parent");
    }
    int[] parent = parents.stream().mapToInt(Integer::intValue).toArray();
    return new CellTree(sorted, parent, List.of(), List.of());
  }

  /// The same cell with a back-propagated current.
  ///
  /// - `part`: where it flows
  /// - `heightPa`: how much
  /// - `startMs`, `endMs`: from when until when after each spike of the root, `0 <= startMs <
  ///   endMs`
  public CellTree withBackPropagation(String part, double heightPa, double startMs, double endMs) {
    Checks.finite("CellTree.withBackPropagation: heightPa", heightPa);
    Checks.atLeast0("CellTree.withBackPropagation: startMs", startMs);
    if (!(endMs > startMs) || endMs == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "CellTree.withBackPropagation: endMs must be above startMs and finite; got "
              + endMs
              + " and "
              + startMs);
    }
    List<BackPropagation> more = new ArrayList<>(backPropagations);
    more.add(new BackPropagation(indexOf(part), heightPa, startMs, endMs));
    return new CellTree(parts, parents, more, plateaus);
  }

  /// The same cell that bursts while a part is depolarised.
  ///
  /// - `part`: whose voltage decides
  /// - `atMv`: at or above this voltage, at the end of the step of the spike
  /// - `cMv`, `d`: reset of the root in place of its own
  public CellTree withPlateau(String part, double atMv, double cMv, double d) {
    Checks.finite("CellTree.withPlateau: atMv", atMv);
    Checks.finite("CellTree.withPlateau: cMv", cMv);
    Checks.finite("CellTree.withPlateau: d", d);
    if (!(parts.get(0).model() instanceof Izhikevich2007Parameters root)) {
      throw new IllegalArgumentException(
          "CellTree.withPlateau: the root must be an Izhikevich cell, which has a reset; "
              + parts.get(0).name()
              + " is "
              + parts.get(0).model().getClass().getSimpleName());
    }
    if (cMv >= root.peakMv()) {
      throw new IllegalArgumentException(
          "CellTree.withPlateau: cMv must be below the peak of "
              + root.peakMv()
              + " mV, or every reset is a spike; got "
              + cMv);
    }
    List<Plateau> more = new ArrayList<>(plateaus);
    more.add(new Plateau(indexOf(part), atMv, cMv, d));
    return new CellTree(parts, parents, backPropagations, more);
  }

  private int indexOf(String part) {
    for (int k = 0; k < parts.size(); k++) {
      if (parts.get(k).name().equals(part)) {
        return k;
      }
    }
    throw new IllegalArgumentException("CellTree: no part " + part + "; there are " + names(parts));
  }

  private static List<String> names(List<Part> parts) {
    return parts.stream().map(Part::name).toList();
  }

  /// The parts, the root first, every part after its parent.
  public List<Part> parts() {
    return parts;
  }

  /// Number of the parent of part `k`; -1 for the root.
  int parent(int k) {
    return parents[k];
  }

  List<BackPropagation> backPropagations() {
    return backPropagations;
  }

  List<Plateau> plateaus() {
    return plateaus;
  }

  /// The parts, each with what it sits on.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      text.append(text.isEmpty() ? "" : ", ").append(part.name());
      if (!part.parent().isEmpty()) {
        text.append(" on ").append(part.parent());
      }
    }
    return text.toString();
  }
}
