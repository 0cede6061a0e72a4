package cerulean.bench;

import cerulean.bench.task.Task;
import cerulean.bench.task.Training;
import cerulean.bench.task.Work;
import org.openjdk.jmh.annotations.Param;

/// Whole training steps: forward, backward, update, and reading the loss.
public class TrainingStepBenchmark extends Contest {

  @Param("mlp batch 64 momentum")
  private String work = "";

  @Override
  Task task() {
    return Training.of(work);
  }

  @Override
  Work ours(Task task) {
    return new TrainingSteps((Training) task);
  }
}
