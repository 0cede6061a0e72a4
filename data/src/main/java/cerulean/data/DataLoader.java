package cerulean.data;

import cerulean.tensor.Philox;
import cerulean.tensor.Workspace;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Cuts the examples of a data set into batches, epoch after epoch.
///
///     DataLoader loader = DataLoader.of(train, 64).shuffled(42);
///     while (loader.epoch() < 10) {
///       for (Batch batch : loader) { ... }           // one epoch
///     }
///
/// The batches of an epoch depend on data, settings, seed and the epoch's number alone: not on what
/// came before, on threads or on the prefetch. So a place in the data is two numbers, and
/// [#restore(State)] goes to any of them at once, in the middle of an epoch as well. A loop that is
/// left by `break` goes on in the same epoch when it is entered again.
///
/// A loader remembers where it is: it belongs to one thread and one loop at a time. [#pass] goes
/// through an epoch without touching that, as for evaluation.
public final class DataLoader implements Iterable<Batch> {

  /// Two batches: one that is used next, one in the making.
  private static final int USUAL_AHEAD = 2;

  // Streams below the seed.
  private static final int ORDERS = 0;
  private static final int EXAMPLES = 1;

  private final Dataset data;
  private final int batchSize;
  private final Sampler sampler;
  private final long seed;
  private final boolean dropLast;
  private final int ahead;
  private final int batches;

  private long epoch;
  private int next;
  private @Nullable Place current;

  /// A place in the data, and what it is a place of.
  ///
  /// - `epoch`: how many epochs are behind
  /// - `batch`: how many batches of this one were handed out
  /// - `seed`, `examples`, `batchSize`, `batches`: the loader's; an epoch has `batches` batches
  public record State(long epoch, int batch, long seed, int examples, int batchSize, int batches) {}

  private DataLoader(
      Dataset data, int batchSize, Sampler sampler, long seed, boolean dropLast, int ahead) {
    this.data = data;
    this.batchSize = batchSize;
    this.sampler = sampler;
    this.seed = seed;
    this.dropLast = dropLast;
    this.ahead = ahead;
    int draws = sampler.draws(data.size());
    if (draws == 0) {
      throw nothingDrawn();
    }
    if (dropLast && draws < batchSize) {
      throw allDropped(draws, batchSize);
    }
    this.batches = dropLast ? draws / batchSize : (draws - 1) / batchSize + 1;
  }

  /// Batches of `batchSize` examples in the order of the data, the last of an epoch perhaps
  /// smaller; made two ahead.
  public static DataLoader of(Dataset data, int batchSize) {
    if (batchSize < 1) {
      throw wrongBatchSize(batchSize);
    }
    if (data.size() < 1) {
      throw empty();
    }
    return new DataLoader(data, batchSize, Sampler.inOrder(), 0, false, USUAL_AHEAD);
  }

  /// The same with the examples in another random order in each epoch.
  public DataLoader shuffled(long newSeed) {
    return sampled(Sampler.shuffled(), newSeed);
  }

  /// The same with what `newSampler` draws; augmentations, too, draw from `newSeed`.
  public DataLoader sampled(Sampler newSampler, long newSeed) {
    return new DataLoader(data, batchSize, newSampler, newSeed, dropLast, ahead);
  }

  /// The same without the last batch of an epoch if it is smaller than the others.
  public DataLoader droppingLast() {
    return new DataLoader(data, batchSize, sampler, seed, true, ahead);
  }

  /// The same with `newAhead` batches made in advance by a virtual thread; with 0 each is made when
  /// it is asked for, by the thread that asks. Batches are the same in any case.
  public DataLoader prefetching(int newAhead) {
    if (newAhead < 0) {
      throw new IllegalArgumentException(
          "DataLoader: batches made ahead must not be negative; got " + newAhead);
    }
    return new DataLoader(data, batchSize, sampler, seed, dropLast, newAhead);
  }

  /// Batches of an epoch.
  public int batches() {
    return batches;
  }

  /// Examples of an epoch.
  public int examples() {
    int draws = sampler.draws(data.size());
    return dropLast ? batches * batchSize : draws;
  }

  /// How many epochs are behind. An epoch is behind once its loop has come to its end.
  public long epoch() {
    return epoch;
  }

  /// How many batches of this epoch were handed out.
  public int batch() {
    return next;
  }

  /// The place of the next batch.
  public State state() {
    return new State(epoch, next, seed, data.size(), batchSize, batches);
  }

  /// Goes to a place that a loader with the same settings and data has had. A loop that runs is
  /// over.
  public void restore(State state) {
    State own = state();
    if (!new State(epoch, next, state.seed, state.examples, state.batchSize, state.batches)
        .equals(own)) {
      throw otherLoader(state, own);
    }
    goTo(state.epoch, state.batch);
  }

  /// Goes to the place before batch `batch` of epoch `newEpoch`, both from 0. A loop that runs is
  /// over.
  public void goTo(long newEpoch, int batch) {
    if (newEpoch < 0 || batch < 0 || batch > batches) {
      throw noSuchPlace(newEpoch, batch, batches);
    }
    current = null;
    epoch = newEpoch;
    next = batch;
  }

  /// The batches of the current epoch that are still to come. When all were handed out and the loop
  /// asks for more, the next epoch is the current one.
  @Override
  public Iterator<Batch> iterator() {
    Place place = new Place(batchesOf(epoch, next));
    current = place;
    return place;
  }

  /// All batches of epoch `ofEpoch`, from 0, without regard to where the loader is.
  public Iterable<Batch> pass(long ofEpoch) {
    if (ofEpoch < 0) {
      throw noSuchPlace(ofEpoch, 0, batches);
    }
    return () -> batchesOf(ofEpoch, 0);
  }

  private Iterator<Batch> batchesOf(long ofEpoch, int first) {
    Philox root = Philox.of(seed);
    int[] order = sampler.order(data.size(), root.split(ORDERS).split(ofEpoch));
    Philox examples = root.split(EXAMPLES).split(ofEpoch);
    IntFunction<Batch> maker =
        i -> {
          int from = i * batchSize;
          int[] rows = Arrays.copyOfRange(order, from, Math.min(from + batchSize, order.length));
          // A batch outlives the step it is for, whichever thread has made it.
          return Workspace.outside(() -> data.batch(rows, examples));
        };
    Prefetch made = ahead == 0 ? null : new Prefetch(maker, first, batches, ahead);
    return new Iterator<>() {
      private int at = first;

      @Override
      public boolean hasNext() {
        return at < batches;
      }

      @Override
      public Batch next() {
        if (at >= batches) {
          throw new NoSuchElementException("DataLoader: the epoch has ended");
        }
        Batch batch = made == null ? maker.apply(at) : made.next();
        at++;
        return batch;
      }
    };
  }

  /// A loop over the rest of an epoch that moves the loader on.
  private final class Place implements Iterator<Batch> {
    private final Iterator<Batch> rest;

    Place(Iterator<Batch> rest) {
      this.rest = rest;
    }

    @Override
    public boolean hasNext() {
      if (rest.hasNext()) {
        return true;
      }
      if (this.equals(current)) {
        goTo(epoch + 1, 0);
      }
      return false;
    }

    @Override
    public Batch next() {
      if (!this.equals(current)) {
        throw overtaken();
      }
      Batch batch = rest.next();
      next++;
      return batch;
    }
  }

  @Override
  public String toString() {
    return batches + " batches of " + batchSize + ", " + data;
  }

  private static IllegalArgumentException wrongBatchSize(int size) {
    return new IllegalArgumentException("DataLoader: batch size must be at least 1; got " + size);
  }

  private static IllegalArgumentException empty() {
    return new IllegalArgumentException(
        "DataLoader: the data set is empty; there is nothing to make batches of");
  }

  private static IllegalArgumentException nothingDrawn() {
    return new IllegalArgumentException("DataLoader: the sampler draws no examples");
  }

  private static IllegalArgumentException allDropped(int examples, int batchSize) {
    return new IllegalArgumentException(
        "DataLoader: no batch is full: "
            + examples
            + " examples, batches of "
            + batchSize
            + "; keep the last one or take smaller batches");
  }

  private static IllegalArgumentException noSuchPlace(long epoch, int batch, int batches) {
    return new IllegalArgumentException(
        "DataLoader: no such place: epoch "
            + epoch
            + ", batch "
            + batch
            + "; an epoch has "
            + batches
            + " batches, both count from 0");
  }

  private static IllegalArgumentException otherLoader(State state, State own) {
    return new IllegalArgumentException(
        "DataLoader: the place is another loader's: %s, here %s; restore with the same settings"
            .formatted(settings(state), settings(own)));
  }

  private static String settings(State s) {
    return "seed %d, %d examples, %d batches of %d"
        .formatted(s.seed, s.examples, s.batches, s.batchSize);
  }

  private static IllegalStateException overtaken() {
    return new IllegalStateException(
        "DataLoader: another loop was started or another place gone to; this one is over");
  }
}
