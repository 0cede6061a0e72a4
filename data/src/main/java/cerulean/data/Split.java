package cerulean.data;

/// A set to learn from and a set to be judged on, of the same image size and classes.
public record Split(Images train, Images test) {

  public Split {
    if (!train.isLike(test)) {
      throw unlike(train, test);
    }
  }

  private static IllegalArgumentException unlike(Images train, Images test) {
    return new IllegalArgumentException(
        "Split: train and test differ in form: train is " + train + ", test is " + test);
  }
}
