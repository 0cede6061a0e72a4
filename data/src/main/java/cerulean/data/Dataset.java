package cerulean.data;

import cerulean.tensor.Philox;
import java.util.Objects;

/// A number of examples, and a way to put some of them together in a batch.
///
/// A data set does not change, so that a batch is the same whenever it is asked for. One that
/// varies its examples draws from the generator it is given, of which every example has a child of
/// its own.
public interface Dataset {

  /// The number of examples.
  int size();

  /// The examples `rows`, in that order; a row may be there more than once.
  ///
  /// `random` stands for the epoch. What is varied at random about example `row` comes from
  /// `random.split(row)` and from nothing else, and so depends on seed, epoch and row alone, not on
  /// the batch or on who asks first. A loader calls this from one thread at a time, which need not
  /// be the thread that trains.
  Batch batch(int[] rows, Philox random);

  /// The examples `rows` of this set as a set of their own. Copies the array, not the examples.
  default Dataset subset(int... rows) {
    int[] own = rows.clone();
    for (int row : own) {
      Objects.checkIndex(row, size());
    }
    Dataset whole = this;
    return new Dataset() {
      @Override
      public int size() {
        return own.length;
      }

      @Override
      public Batch batch(int[] chosen, Philox random) {
        int[] of = new int[chosen.length];
        for (int i = 0; i < of.length; i++) {
          of[i] = own[chosen[i]];
        }
        return whole.batch(of, random);
      }

      @Override
      public String toString() {
        return own.length + " of " + whole;
      }
    };
  }
}
