package cerulean.neuro.spiking;

import cerulean.neuro.CellValues;
import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The cells of a layer in classes, one behind the other, such as pyramidal cells and interneurons: each with its own values
/// of parameters, a sign of its synapses, and classes that it reaches.
///
///     CellClasses cortex = CellClasses.of(
///         new CellClass("PYR", 80, true, Set.of("PYR", "PV", "SOM")),
///         new CellClass("PV", 12, false, Set.of("PYR", "PV")),
///         new CellClass("SOM", 8, false, Set.of("PYR", "PV")));
///     SpikingLayer cells = SpikingLayer.of(cortex.size(), neuron, 1)
///         .with("tauMs", cortex.values(Map.of("PYR", CellValues.gamma(20, 3), "PV", CellValues.constant(10),
///             "SOM", CellValues.normal(15, 2).within(8, 25))), 7);
///     Tensor start = cortex.law().draw(cortex.size(), random).mul(cortex.mask());
public final class CellClasses {

  private static final String NAME = "CellClasses";

  private final List<CellClass> classes;
  private final Map<String, Integer> first = new LinkedHashMap<>();
  private final int size;

  private CellClasses(List<CellClass> classes) {
    this.classes = classes;
    int at = 0;
    for (CellClass each : classes) {
      if (first.put(each.name(), at) != null) {
        throw new IllegalArgumentException(NAME + ": there are two classes " + each.name());
      }
      at += each.cells();
    }
    size = at;
    for (CellClass each : classes) {
      for (String target : each.targets()) {
        requireKnown(target);
      }
    }
  }

  /// These classes, in this order.
  public static CellClasses of(CellClass... classes) {
    if (classes.length == 0) {
      throw new IllegalArgumentException(NAME + ": needs at least one class; got none");
    }
    return new CellClasses(List.of(classes));
  }

  /// How many cells in all.
  public int size() {
    return size;
  }

  /// The classes.
  public List<CellClass> classes() {
    return classes;
  }

  /// The number of a class's first cell.
  public int first(String name) {
    Integer at = first.get(name);
    if (at == null) {
      throw unknown(name);
    }
    return at;
  }

  /// The cells of a class among those of an axis: a view, `[..., cells of the class]` at that axis.
  public Tensor of(String name, int axis, Tensor all) {
    return all.narrow(axis, first(name), classOf(name).cells());
  }

  private CellClass classOf(String name) {
    return classes.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  /// A law of values that is another one in each class.
  ///
  /// - `laws`: by name, one for each class
  public CellValues values(Map<String, CellValues> laws) {
    laws.keySet().forEach(this::requireKnown);
    CellValues[] byCell = new CellValues[size];
    for (CellClass each : classes) {
      CellValues law = laws.get(each.name());
      if (law == null) {
        throw new IllegalArgumentException(
            NAME + ": class " + each.name() + " has no law; give one for each class");
      }
      int from = first(each.name());
      Arrays.fill(byCell, from, from + each.cells(), law);
    }
    return (cell, random) -> byCell[cell].at(cell, random);
  }

  /// The signs of the cells as sources.
  public DalesLaw law() {
    int[] signs = new int[size];
    for (CellClass each : classes) {
      int from = first(each.name());
      Arrays.fill(signs, from, from + each.cells(), each.excites() ? 1 : -1);
    }
    return DalesLaw.of(signs);
  }

  /// Which synapses there are, `[targets, sources]` F32: 1 where the class of the source reaches
  /// that of the target, else 0. Weights that are 0 stay 0 under [DalesLaw], whose gradient is 0
  /// there.
  public Tensor mask() {
    Tensor mask = Tensor.zeros(DType.F32, size, size);
    for (CellClass source : classes) {
      for (String target : source.targets()) {
        Tensor rows = of(target, 0, mask);
        of(source.name(), 1, rows).fillInPlace(1);
      }
    }
    return mask;
  }

  private void requireKnown(String name) {
    first(name);
  }

  private IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException(
        NAME + ": there is no class " + name + "; there are " + first.keySet());
  }
}
