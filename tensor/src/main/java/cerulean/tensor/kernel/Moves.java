package cerulean.tensor.kernel;

/// Moving elements that are not looked at: one class for each type of array.
///
/// Arguments called `from` and `to` are arrays of the class's type; steps may be 0 or negative. The
/// arrays may be one, but then the elements read and written must not overlap.
public interface Moves {

  /// A new array of `n` zeros.
  Object allocate(int n);

  /// `to[j + k jStep] = from[i + k iStep]` for `0 <= k < n`.
  void copy(Object from, int i, int iStep, Object to, int j, int jStep, int n);

  /// `to[j + k] = from[i + k]`.
  void copyRun(Object from, int i, Object to, int j, int n);

  /// `to[j + k] = from[i + index[x + k] iStep]`.
  void take(Object from, int i, int iStep, long[] index, int x, Object to, int j, int n);

  /// `to[j + index[x + k] jStep] = from[i + k]`; of equal indices the last wins.
  void put(Object from, int i, long[] index, int x, Object to, int j, int jStep, int n);

  /// Copies the elements whose mask is not 0 to `to[j], to[j + 1], ...`; returns how many.
  int keep(Object from, int i, byte[] mask, int m, Object to, int j, int n);

  /// `to[j + k] = one[0]` where the mask is not 0.
  void fill(Object one, byte[] mask, int m, Object to, int j, int n);
}
