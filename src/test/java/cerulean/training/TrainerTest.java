package cerulean.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.autograd.Variable;
import cerulean.data.Batch;
import cerulean.data.DataLoader;
import cerulean.data.Dataset;
import cerulean.data.GeneratedDigits;
import cerulean.data.ImageDataset;
import cerulean.data.Split;
import cerulean.data.Standardization;
import cerulean.data.TensorDataset;
import cerulean.nn.Bilinear;
import cerulean.nn.Dropout;
import cerulean.nn.Flatten;
import cerulean.nn.Layer;
import cerulean.nn.Linear;
import cerulean.nn.Relu;
import cerulean.nn.Sequential;
import cerulean.nn.StateDict;
import cerulean.nn.loss.Losses;
import cerulean.optim.Adam;
import cerulean.optim.AdamW;
import cerulean.optim.OneCycle;
import cerulean.optim.Sam;
import cerulean.optim.Schedule;
import cerulean.optim.Scheduler;
import cerulean.optim.Sgd;
import cerulean.optim.WeightAverage;
import cerulean.tensor.Philox;
import cerulean.tensor.ShapeException;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {

  private static final Split DIGITS = GeneratedDigits.generate(600, 200, 5);

  @TempDir Path folder;

  private static Layer network() {
    Philox random = Philox.of(3);
    return Sequential.of(
        new Flatten(), Linear.of(784, 32, random), new Relu(), Linear.of(32, 10, random));
  }

  private static Dataset train() {
    return ImageDataset.of(DIGITS.train(), Standardization.MNIST);
  }

  private static DataLoader loader() {
    return DataLoader.of(train(), 50).shuffled(7);
  }

  private static Adam adam(Layer network) {
    return Adam.of(network.parameters(), Adam.Config.withLr(0.003));
  }

  private static void assertSame(Layer expected, Layer actual) {
    Map<String, Tensor> state = StateDict.of(actual);
    StateDict.of(expected)
        .forEach(
            (name, value) -> assertArrayEquals(value.toArray(), state.get(name).toArray(), name));
  }

  @Test
  void theTrainerIsTheLoopOfItsComment() throws IOException {
    Layer byHand = network();
    Adam optimizer = adam(byHand);
    DataLoader loader = loader();
    while (loader.epoch() < 2) {
      byHand.train(true);
      for (Batch batch : loader) {
        try (Workspace _ = Workspace.open()) {
          optimizer.zeroGrad();
          Variable output = byHand.forward(Variable.constant(batch.inputs()));
          Losses.crossEntropy(output, batch.targets()).backward();
          optimizer.step();
        }
      }
    }
    Layer network = network();
    Trainer.Outcome outcome =
        Trainer.of(network, adam(network), Losses::crossEntropy).run(loader(), 2);
    assertSame(byHand, network);
    assertEquals(24, outcome.steps());
    assertEquals(2, outcome.epochs());
    assertFalse(outcome.stoppedEarly());
  }

  @Test
  void aSmallNetworkLearnsDigits() throws IOException {
    Layer network = network();
    Evaluation test =
        Evaluation.of(
            network,
            DataLoader.of(ImageDataset.of(DIGITS.test(), Standardization.MNIST), 64),
            Losses::crossEntropy,
            Accuracy.top1(),
            Accuracy.top(3));
    double before = test.run().get("accuracy");
    List<Double> losses = new ArrayList<>();
    Trainer.Outcome outcome =
        Trainer.of(network, adam(network), Losses::crossEntropy)
            .evaluating(test)
            .listening(
                new TrainingListener() {
                  @Override
                  public void afterEpoch(Epoch epoch) {
                    losses.add(epoch.loss());
                  }
                })
            .run(loader(), 6);
    assertEquals(6, losses.size());
    assertTrue(losses.get(5) < losses.get(0) / 3, losses.toString());
    assertTrue(before < 0.3, "" + before);
    assertTrue(outcome.measures().get("accuracy") > 0.7, outcome.toString());
    assertTrue(outcome.measures().get("top3") > outcome.measures().get("accuracy"));
    assertEquals(outcome.measures(), test.run());
  }

  /// Plain descent on means of equal parts: the mean of the parts' gradients is that of the whole,
  /// up to the order of sums of 40 floats.
  @Test
  void accumulatedBatchesAreOneLargeBatch() throws IOException {
    Layer parts = network();
    Trainer.Outcome outcome =
        Trainer.of(parts, Sgd.of(parts.parameters(), Sgd.Config.plain(0.1)), Losses::crossEntropy)
            .accumulating(4)
            .run(DataLoader.of(train(), 10).shuffled(7), 1);
    Layer whole = network();
    Trainer.of(whole, Sgd.of(whole.parameters(), Sgd.Config.plain(0.1)), Losses::crossEntropy)
        .run(DataLoader.of(train(), 40).shuffled(7), 1);
    assertEquals(15, outcome.steps());
    Map<String, Tensor> state = StateDict.of(parts);
    StateDict.of(whole)
        .forEach((name, value) ->
            assertArrayEquals(value.toArray(), state.get(name).toArray(), 2e-6f, name));
  }

  @Test
  void theLastStepOfAnEpochTakesWhatIsLeft() throws IOException {
    Layer network = network();
    List<TrainingListener.Step> steps = new ArrayList<>();
    Trainer.of(network, adam(network), Losses::crossEntropy)
        .accumulating(5)
        .listening(
            new TrainingListener() {
              @Override
              public void afterStep(Step step) {
                steps.add(step);
              }
            })
        .run(loader(), 2);
    // 12 batches: steps of 5, 5 and 2.
    assertEquals(6, steps.size());
    assertEquals(4, steps.get(0).batch());
    assertEquals(11, steps.get(2).batch());
    assertEquals(1, steps.get(3).epoch());
    assertEquals(6, steps.get(5).step());
  }

  @Test
  void clippedGradientsMoveWeightsByNoMoreThanTheRate() throws IOException {
    Layer network = network();
    Map<String, Tensor> before = StateDict.of(network);
    Trainer.of(network, Sgd.of(network.parameters(), Sgd.Config.plain(1)), Losses::crossEntropy)
        .clippingNorm(0.01)
        .run(DataLoader.of(train(), 600), 1);
    double squares = 0;
    for (Map.Entry<String, Tensor> now : StateDict.of(network).entrySet()) {
      squares += now.getValue().sub(before.get(now.getKey())).square().sum().itemDouble();
    }
    // The change of a weight is the difference of two roundings of 1e-8.
    assertEquals(0.01, Math.sqrt(squares), 1e-5);
  }

  @Test
  void ratesMoveOnceAStep() throws IOException {
    Layer network = network();
    Adam adam = adam(network);
    Scheduler rates = Scheduler.of(adam, Schedule.exponential(0.5));
    Trainer.of(network, adam, Losses::crossEntropy)
        .accumulating(4)
        .scheduling(rates)
        .run(loader(), 1);
    assertEquals(3, rates.steps());
    assertEquals(0.003 / 8, adam.groups().getFirst().config().lr(), 1e-18);
  }

  @Test
  void optimizersThatEvaluateTheLossThemselvesAreAskedTo() throws IOException {
    Layer network = network();
    Sgd sgd = Sgd.of(network.parameters(), Sgd.Config.plain(0.1));
    int[] evaluations = new int[1];
    Trainer.ofBatches(
            network,
            Sam.of(sgd, 0.05),
            batch -> {
              evaluations[0]++;
              return Losses.crossEntropy(
                  network.forward(Variable.constant(batch.inputs())), batch.targets());
            })
        .run(loader(), 1);
    assertEquals(24, evaluations[0]);
  }

  @Test
  void aRunGoesOnWhereItStoppedWithTheSameBitsLogsAndMeasures() throws IOException {
    Trainer.Outcome[] outcomes = new Trainer.Outcome[2];
    Layer whole = network();
    try (CsvLog log = CsvLog.open(folder.resolve("whole.csv"), "loss", "test-loss")) {
      outcomes[0] =
          trainer(whole, log, folder.resolve("whole"), Integer.MAX_VALUE).run(loader(), 3);
    }
    Layer last = network();
    for (int stop : new int[] {5, 12, 13, 30, 1000}) {
      last = network();
      try (CsvLog log = CsvLog.open(folder.resolve("parts.csv"), "loss", "test-loss")) {
        outcomes[1] = trainer(last, log, folder.resolve("parts"), stop).run(loader(), 3);
      }
      assertEquals(stop < 1000, outcomes[1].stoppedEarly());
      assertEquals(Math.min(stop, 36), outcomes[1].steps());
    }
    assertSame(whole, last);
    assertEquals(outcomes[0].loss(), outcomes[1].loss());
    assertEquals(outcomes[0].measures(), outcomes[1].measures());
    assertEquals(30, outcomes[1].resumed().orElseThrow().step());
    assertEquals(
        Files.readString(folder.resolve("whole.csv")),
        Files.readString(folder.resolve("parts.csv")));
    // A run that is complete has nothing to do.
    Layer again = network();
    try (CsvLog log = CsvLog.open(folder.resolve("parts.csv"), "loss", "test-loss")) {
      assertEquals(36, trainer(again, log, folder.resolve("parts"), 1000).run(loader(), 3).steps());
    }
    assertSame(whole, again);
  }

  private static Trainer trainer(Layer network, CsvLog log, Path checkpoints, int stop) {
    DataLoader test = DataLoader.of(ImageDataset.of(DIGITS.test(), Standardization.MNIST), 100);
    Trainer trainer =
        Trainer.of(network, adam(network), Losses::crossEntropy)
            .evaluating(Evaluation.of(network, test, Losses::crossEntropy))
            .logging(new LossOnly(log), 2)
            .saving(checkpoints, 4);
    return trainer.listening(
        new TrainingListener() {
          @Override
          public void afterStep(Step step) {
            if (step.step() == stop) {
              trainer.stop();
            }
          }
        });
  }

  /// Passes on all there is; a log of another class than the trainer knows.
  private record LossOnly(CsvLog log) implements RunLog {
    @Override
    public void scalars(long step, Map<String, Double> values) throws IOException {
      log.scalars(step, values);
    }

    @Override
    public void flush() throws IOException {
      log.flush();
    }

    @Override
    public void close() throws IOException {
      log.close();
    }

    @Override
    public PartState state() {
      return log.state();
    }

    @Override
    public void restore(PartState state) {
      log.restore(state);
    }
  }

  @Test
  void aMeasureThatGetsNoBetterEndsTheRunAndTheBestIsKept() throws IOException {
    Layer network = network();
    DataLoader test = DataLoader.of(ImageDataset.of(DIGITS.test(), Standardization.MNIST), 100);
    Evaluation evaluation = Evaluation.of(network, test, Losses::crossEntropy);
    EarlyStopping rule = EarlyStopping.lowest(2);
    Trainer.Outcome outcome =
        Trainer.of(
                network,
                Adam.of(network.parameters(), Adam.Config.withLr(0.02)),
                Losses::crossEntropy)
            .evaluating(evaluation)
            .stopping("loss", rule)
            .saving(folder, 100)
            .run(loader(), 100);
    assertTrue(outcome.stoppedEarly());
    assertTrue(rule.isOver());
    assertTrue(outcome.epochs() < 100, outcome.toString());
    Layer best = network();
    Checkpoints.in(folder, new RunState().network(best)).restoreBest("network");
    assertEquals(rule.best(), Evaluation.of(best, test, Losses::crossEntropy).run().get("loss"));
  }

  @Test
  void progressIsLinesWhereThereIsNoTerminal() throws IOException {
    Layer network = network();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    DataLoader test = DataLoader.of(ImageDataset.of(DIGITS.test(), Standardization.MNIST), 100);
    Trainer.of(network, adam(network), Losses::crossEntropy)
        .showing(out, false)
        .evaluating(Evaluation.of(network, test, Losses::crossEntropy, Accuracy.top1()))
        .run(loader(), 2);
    String text = bytes.toString(StandardCharsets.UTF_8);
    assertTrue(
        text.matches(
            "(?s)epoch 0: loss \\d\\.\\d{4}, test loss \\d\\.\\d{4}, test accuracy 0\\.\\d{4}\\n"
                + ".*epoch 1: loss .*\\ntraining: 24 batches in \\d+ s\\n"),
        text);
  }

  @Test
  void aLossThatIsNaNEndsTheRunBeforeTheWeightsAreTouched() {
    Tensor inputs = Tensor.ones(8, 2);
    inputs.narrow(0, 5, 1).fillInPlace(Float.NaN);
    Layer network = Linear.of(2, 1, Philox.of(1));
    Map<String, Tensor> atStep = new HashMap<>();
    Trainer trainer =
        Trainer.ofBatches(
                network,
                Sgd.of(network.parameters(), Sgd.Config.plain(0.1)),
                batch -> network.forward(Variable.constant(batch.inputs())).mean())
            .listening(
                new TrainingListener() {
                  @Override
                  public void afterStep(Step step) {
                    atStep.putAll(StateDict.of(network));
                  }
                });
    ArithmeticException fault =
        assertThrows(
            ArithmeticException.class,
            () -> trainer.run(DataLoader.of(TensorDataset.of(inputs, inputs), 2), 1));
    assertEquals(
        "train: the loss is NaN at step 2 (epoch 0, batch 2, all from 0), so the weights were left as"
            + " they are; lower the learning rate, clip gradients, or find the operation with"
            + " Anomaly.detect()",
        fault.getMessage());
    assertArrayEquals(
        atStep.get("weight").toArray(), StateDict.of(network).get("weight").toArray());
  }

  @Test
  void wrongInputIsASentence() {
    Layer network = network();
    Trainer trainer = Trainer.of(network, adam(network), Losses::crossEntropy);
    assertMessage("run: epochs must be at least 1; got 0", () -> trainer.run(loader(), 0));
    assertMessage("accumulating: batches must be at least 1; got 0", () -> trainer.accumulating(0));
    assertMessage("clippingNorm: norm must be positive; got 0.0", () -> trainer.clippingNorm(0));
    assertMessage("saving: every must be at least 1; got 0", () -> trainer.saving(folder, 0));
    assertMessage("logging: every must be at least 1; got -1", () -> trainer.logging(null, -1));
    Layer other = network();
    assertMessage(
        "stopping: no measure 'top5' after an epoch; the evaluation gives [loss, accuracy]",
        () ->
            Trainer.of(other, adam(other), Losses::crossEntropy)
                .evaluating(Evaluation.of(other, loader(), Losses::crossEntropy, Accuracy.top1()))
                .stopping("top5", EarlyStopping.highest(1))
                .run(loader(), 1));
    Dataset wrong = TensorDataset.of(Tensor.zeros(4, 784), Tensor.of(new long[] {1, 2, 10, 3}, 4));
    String message =
        assertThrows(
                RuntimeException.class,
                () ->
                    Trainer.of(network, adam(network), Losses::crossEntropy)
                        .run(DataLoader.of(wrong, 4), 1))
            .getMessage();
    assertEquals("crossEntropy: target 10 of row 2 is not a class from 0 to 9", message);
  }

  @Test
  void whatCannotWorkIsRefusedBeforeTheFirstStep() throws IOException {
    Layer network = network();
    Trainer alone = Trainer.of(network, adam(network), Losses::crossEntropy);
    DataLoader loader = loader();
    alone.stopping("accuracy", EarlyStopping.highest(1));
    assertEquals(
        "stopping: nobody measures 'accuracy'; say with evaluating(...) on what data",
        assertThrows(IllegalStateException.class, () -> alone.run(loader, 1)).getMessage());
    assertEquals(0, loader.batch());

    Trainer trainer = Trainer.of(network, adam(network), Losses::crossEntropy);
    trainer.run(loader, 1);
    assertEquals(
        "run: the loader has been through 1 epoch already, and 1 is asked for in all; ask for more,"
            + " or make a new loader",
        assertThrows(IllegalStateException.class, () -> trainer.run(loader, 1)).getMessage());

    Trainer rows = Trainer.of(network, adam(network), (outputs, _) -> outputs);
    assertTrue(
        assertThrows(ShapeException.class, () -> rows.run(loader(), 1))
            .getMessage()
            .matches("train: the loss must be one number; got \\[\\d+, 10]; take its mean\\(\\)"));
  }

  /// A cycle as long as the training, whose last step has nothing behind it; and what dropout
  /// draws, which is no part of the network.
  @Test
  void aRunWithDropoutAndOneCycleGoesOnWithTheSameBits() throws IOException {
    Layer straight = withDropout(4, folder.resolve("straight"));
    withDropout(2, folder.resolve("halves"));
    assertSame(straight, withDropout(4, folder.resolve("halves")));
  }

  private static Layer withDropout(int epochs, Path checkpoints) throws IOException {
    Philox random = Philox.of(9);
    Layer network =
        Sequential.of(new Flatten(), Dropout.of(0.5, random), Linear.of(784, 10, random));
    DataLoader loader = DataLoader.of(train(), 150).shuffled(1);
    Adam adam = AdamW.of(network.parameters(), AdamW.withLr(0.01));
    WeightAverage average = WeightAverage.exponential(network.parameters(), 0.9);
    Trainer.of(network, adam, Losses::crossEntropy)
        .scheduling(OneCycle.of(0.01, 4L * loader.batches()).scheduler(adam))
        .carrying("dropout", Resumable.of(random))
        .carrying("average", Resumable.ofTensors(average::state, average::load))
        .listening(
            new TrainingListener() {
              @Override
              public void afterStep(Step step) {
                average.update();
              }
            })
        .saving(checkpoints, 100)
        .run(loader, epochs);
    average.exchange();
    return network;
  }

  /// A network of several inputs is no layer.
  @Test
  void aNetworkOfTwoInputsLearnsFromWholeBatches() throws IOException {
    Bilinear network = Bilinear.of(784, 1, 10, Philox.of(4));
    Trainer.Outcome outcome =
        Trainer.ofBatches(
                network,
                Sgd.of(network.parameters(), Sgd.Config.plain(0.01)),
                batch -> {
                  Variable x = Variable.constant(batch.inputs()).flatten(1, -1);
                  Variable one = Variable.constant(Tensor.ones(batch.size(), 1));
                  return Losses.crossEntropy(network.forward(x, one), batch.targets());
                })
            .saving(folder, 100)
            .run(DataLoader.of(train(), 100), 3);
    // A guess has ln 10, 2.30.
    assertTrue(outcome.loss() < 2, () -> "loss " + outcome.loss() + " after 18 steps");
  }

  private static void assertMessage(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
