package cerulean.training;

import cerulean.autograd.Variable;
import cerulean.data.Augmentation;
import cerulean.data.DataLoader;
import cerulean.data.ImageDataset;
import cerulean.data.Images;
import cerulean.data.Standardization;
import cerulean.nn.BatchNorm2d;
import cerulean.nn.Conv2d;
import cerulean.nn.Flatten;
import cerulean.nn.Layer;
import cerulean.nn.Linear;
import cerulean.nn.Relu;
import cerulean.nn.Sequential;
import cerulean.nn.loss.Losses;
import cerulean.optim.Adam;
import cerulean.optim.Schedule;
import cerulean.optim.Scheduler;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import cerulean.tensor.Window;
import java.io.IOException;
import java.nio.file.Path;

/// A training run with everything that must be saved: weights, running statistics, an optimizer
/// with memory, shuffled and augmented data made ahead, a random stream of its own, early stopping,
/// logs. A process that [KillTest] kills.
final class KilledRun {

  static final int STEPS = 60;

  private static final int EPOCHS = 4;

  private KilledRun() {}

  /// Runs in the folder `args[0]` and says the number of each step.
  public static void main(String[] args) throws IOException {
    run(
        Path.of(args[0]),
        new TrainingListener() {
          @Override
          public void afterStep(Step step) {
            System.out.println(step.step());
          }
        });
  }

  /// Runs to the end, from where the run in `folder` was, and returns the network.
  static Layer run(Path folder, TrainingListener listener) throws IOException {
    Philox random = Philox.of(21);
    Layer network =
        Sequential.of(
            Conv2d.of(1, 2, Window.of(3, 3), random),
            BatchNorm2d.of(2),
            new Relu(),
            new Flatten(),
            Linear.of(72, 4, random));
    DataLoader train =
        DataLoader.of(
                ImageDataset.of(
                    images(120), Standardization.MNIST, Augmentation.crop(2), Augmentation.flip()),
                4)
            .shuffled(2);
    DataLoader test = DataLoader.of(ImageDataset.of(images(20), Standardization.MNIST), 10);
    Adam adam = Adam.of(network.parameters(), Adam.Config.withLr(0.01));
    Scheduler scheduler = Scheduler.of(adam, Schedule.cosine(STEPS, 0));
    Philox noise = Philox.of(77);
    Trainer.BatchLoss noisy =
        batch -> {
          Tensor inputs = batch.inputs();
          Tensor disturbed = inputs.add(Tensor.normal(noise, 0f, 0.1f, inputs.shape().dims()));
          return Losses.crossEntropy(
              network.forward(Variable.constant(disturbed)), batch.targets());
        };
    try (CsvLog csv = CsvLog.open(folder.resolve("run.csv"), "loss", "test-loss", "test-accuracy");
        TensorBoardLog board = TensorBoardLog.open(folder.resolve("board"))) {
      Trainer.ofBatches(network, adam, noisy)
          .accumulating(2)
          .clippingNorm(1)
          .scheduling(scheduler)
          .evaluating(Evaluation.of(network, test, Losses::crossEntropy, Accuracy.top1()))
          .stopping("accuracy", EarlyStopping.highest(100))
          .carrying("noise", Resumable.of(noise))
          .saving(folder.resolve("checkpoints"), 1)
          .logging(csv, 1)
          .logging(board, 1)
          .listening(listener)
          .run(train, EPOCHS);
    }
    return network;
  }

  /// Images of 8 by 8 pixels as chance makes them.
  private static Images images(int count) {
    byte[] pixels = new byte[64 * count];
    byte[] labels = new byte[count];
    Philox random = Philox.of(count);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) random.nextInt();
    }
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) random.nextInt(4);
    }
    return Images.of(8, 8, 4, pixels, labels);
  }
}
