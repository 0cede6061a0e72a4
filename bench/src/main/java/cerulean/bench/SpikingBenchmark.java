package cerulean.bench;

import cerulean.bench.task.Spiking;
import cerulean.bench.task.Task;
import cerulean.bench.task.Work;
import org.openjdk.jmh.annotations.Param;

/// Training steps of a network of spiking cells, and their parts.
public class SpikingBenchmark extends Contest {

  @Param("784-1000-10 step")
  private String work = "";

  @Override
  Task task() {
    return Spiking.of(work);
  }

  @Override
  Work ours(Task task) {
    return new SpikingSteps((Spiking) task);
  }
}
