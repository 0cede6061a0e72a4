package cerulean.neuro;

import cerulean.tensor.Tensor;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The changing arrays of a simulation by name: gathered from its parts when saving, put back into
/// them when loading.
///
/// Parts call the same methods for both. An array is `part/array`.
public final class Snapshot {

  private final Map<String, Tensor> tensors;
  private final boolean loading;
  private String part = "";
  private final Set<String> taken = new HashSet<>();

  private Snapshot(Map<String, Tensor> tensors, boolean loading) {
    this.tensors = tensors;
    this.loading = loading;
  }

  static Snapshot empty() {
    return new Snapshot(new LinkedHashMap<>(), false);
  }

  static Snapshot of(Map<String, Tensor> saved) {
    return new Snapshot(saved, true);
  }

  Map<String, Tensor> tensors() {
    return tensors;
  }

  void enter(String component) {
    part = component;
  }

  /// Whether arrays are put back, not gathered.
  boolean loading() {
    return loading;
  }

  /// Whether the file has arrays of a part.
  boolean has(String component) {
    return tensors.keySet().stream().anyMatch(key -> key.startsWith(component + "/"));
  }

  /// Refuses a file with arrays that nobody asked for: it is of another network.
  void requireAllTaken() {
    for (String key : new TreeSet<>(tensors.keySet())) {
      if (!taken.contains(key)) {
        throw new IllegalArgumentException(
            "load: the file has "
                + key
                + ", the simulation no such array; build the same network, with the same recorders,"
                + " before loading");
      }
    }
  }

  /// Saves the array, or overwrites it with what was saved.
  public void array(String name, double[] values) {
    Tensor saved = exchange(name, Tensor.wrap(values, values.length));
    if (saved != null) {
      System.arraycopy(saved.toDoubleArray(), 0, values, 0, values.length);
    }
  }

  /// Saves the array, or overwrites it with what was saved.
  public void array(String name, float[] values) {
    Tensor saved = exchange(name, Tensor.wrap(values, values.length));
    if (saved != null) {
      System.arraycopy(saved.toArray(), 0, values, 0, values.length);
    }
  }

  /// Saves the array, or overwrites it with what was saved.
  public void array(String name, int[] values) {
    Tensor saved = exchange(name, Tensor.wrap(values, values.length));
    if (saved != null) {
      System.arraycopy(saved.toIntArray(), 0, values, 0, values.length);
    }
  }

  /// Saves a list whose length is not known beforehand and returns it, or returns what was saved.
  public int[] list(String name, int[] values) {
    Tensor saved = exchangeList(name, Tensor.wrap(values, values.length));
    return saved == null ? values : saved.toIntArray();
  }

  /// Saves a list whose length is not known beforehand and returns it, or returns what was saved.
  public long[] list(String name, long[] values) {
    Tensor saved = exchangeList(name, Tensor.wrap(values, values.length));
    return saved == null ? values : saved.toLongArray();
  }

  /// Saves a list whose length is not known beforehand and returns it, or returns what was saved.
  public double[] list(String name, double[] values) {
    Tensor saved = exchangeList(name, Tensor.wrap(values, values.length));
    return saved == null ? values : saved.toDoubleArray();
  }

  private @Nullable Tensor exchangeList(String name, Tensor mine) {
    Tensor saved = loading ? tensors.get(part + "/" + name) : null;
    if (saved == null || saved.dtype() != mine.dtype() || saved.shape().rank() != 1) {
      return exchange(name, mine); // saves, or says what is wrong with the file
    }
    taken.add(part + "/" + name);
    return saved;
  }

  /// Saves the number and returns it, or returns what was saved.
  public long number(String name, long value) {
    Tensor saved = exchange(name, Tensor.of(new long[] {value}, 1));
    return saved == null ? value : saved.toLongArray()[0];
  }

  /// Saves the number and returns it, or returns what was saved.
  public double number(String name, double value) {
    Tensor saved = exchange(name, Tensor.of(new double[] {value}, 1));
    return saved == null ? value : saved.toDoubleArray()[0];
  }

  private @Nullable Tensor exchange(String name, Tensor mine) {
    String key = part + "/" + name;
    if (!loading) {
      if (tensors.put(key, mine) != null) {
        throw new IllegalStateException("save: two arrays are named " + key + "; rename one");
      }
      return null;
    }
    Tensor saved = tensors.get(key);
    if (saved == null || saved.dtype() != mine.dtype() || !saved.shape().equals(mine.shape())) {
      throw mismatch(key, mine, saved);
    }
    taken.add(key);
    return saved;
  }

  private static IllegalArgumentException mismatch(
      String key, Tensor mine, @Nullable Tensor saved) {
    String given = saved == null ? "nothing" : saved.dtype() + " " + saved.shape();
    return new IllegalArgumentException(
        "load: "
            + key
            + " should be "
            + mine.dtype()
            + " "
            + mine.shape()
            + ", the file has "
            + given
            + "; build the same network before loading");
  }
}
